"""Which members of an archive are worth opening: told by all of their names, before anything is unpacked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flows.ingest.parts import Budget
from flows.ingest.passed_over import is_name_passed_over
from flows.ingest.sidecars import in_sidecar_of


def chooser(names: Iterable[str], budget: Budget, head_of: Callable[[str], bytes]) -> Callable[[str], bool]:
    """Return a test for names of members that are to be read; it counts the others as passed over.

    ``head_of`` gives the first bytes of a member, none where they cannot be had.
    """
    in_sidecar = in_sidecar_of(names, head_of)

    def is_chosen(name: str) -> bool:
        if is_name_passed_over(name) or in_sidecar(name):
            budget.passed_over += 1
            return False
        return True

    return is_chosen
