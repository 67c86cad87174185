"""What a run says while it works: the flows report steps, whoever watches (a terminal, a test) listens.

A flow cannot be handed a listener as a parameter: its parameters are typed values that a scheduler can store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens: ``done`` of ``total`` units of ``name``; ``total`` 0 where nothing is counted."""

    name: str
    done: int = 0
    total: int = 0


Listener = Callable[[Step], None]

_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hand every step that is reported within the block to the listener, from whatever thread it comes."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def report(name: str, done: int = 0, total: int = 0) -> None:
    """Tell every listener that a step began or came further."""
    for listener in tuple(_listeners):
        listener(Step(name, done, total))
