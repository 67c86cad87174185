"""What a function gave for every key that it was asked for: texts repeat their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

MEMO_ENTRIES = 200_000


class Memo(dict[Key, Value]):
    """A dictionary that computes a missing value, and forgets all of them before it holds too many."""

    def __init__(self, compute: Callable[[Key], Value]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, key: Key) -> Value:
        if len(self) >= MEMO_ENTRIES:
            self.clear()
        value = self[key] = self._compute(key)
        return value
