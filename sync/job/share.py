"""Which pairs of a run are to have their turn, and what is held meanwhile: all, and nothing.

A run for a whole company brings a share of its own (`sync.company.shares`). Decides nothing here.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from sync.agenda.calendar.pairs import Pair


class Share(Protocol):
    """What one run does of all there is to do."""

    def mine(self, pair: Pair, /) -> bool:
        """Whether this run does the pair."""

    def turn(self, pair: Pair, /) -> AbstractContextManager[None]:
        """Held while the pair has its turn; raises where it is not to begin any more."""


class Whole:
    """One person's run does everything."""

    def mine(self, _pair: Pair, /) -> bool:
        """Always."""
        return True

    def turn(self, _pair: Pair, /) -> AbstractContextManager[None]:
        """Holds nothing."""
        return nullcontext()
