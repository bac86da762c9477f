"""Lines that read the same: each stands for one item of every other section, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Section


@dataclass(slots=True)
class There:
    """A line of the meeting's section: a copy of `origin`, or (None) of people's own."""

    text: str
    origin: str | None


class Standing:
    """What the meeting's section holds already: each line stands for one item of every section."""

    def __init__(self, origins: Origins, target: Section | None, given: Sequence[str]) -> None:
        self._all = [There(text, None) for text in given]
        for item in origins.items(target) if target else ():
            copy = origins.copy_mark(target, item) if target else None
            self._all.append(There(item.text, copy.origin if copy else None))
        self._free: list[There] = []

    def begin(self) -> None:
        """A section's items are looked at: each line may stand for one of them."""
        self._free = list(self._all)

    def take(self, text: str, origin: str) -> None:
        """An item that was carried before has its line, if that stands still."""
        copies = (one for one in self._free if one.origin == origin)
        equal = (one for one in self._free if one.origin is None and one.text == text)
        found = next(copies, None) or next(equal, None)
        if found is not None:
            self._free.remove(found)

    def find(self, text: str, *, copies: bool) -> There | None:
        """A line that reads the same and stands for no other item of the section.

        `copies`: it may be one of the job's, and the item of its origin then.
        """
        for one in self._free:
            if one.text == text and (copies or one.origin is None):
                self._free.remove(one)
                return one
        return None


class DoneByHand:
    """Done lines of people's own: each stands for one that reads the same in an older section.

    They copied by hand what was open, and ticked it there.
    """

    def __init__(self) -> None:
        self._all: list[tuple[datetime, str]] = []
        self._free: list[str] = []

    def note(self, instant: datetime | None, text: str) -> None:
        """A line of this text is done in the section of this instant."""
        if instant is not None:
            self._all.append((instant, text))

    def begin(self, instant: datetime | None) -> None:
        """The items of a section of this instant are looked at."""
        self._free = [text for later, text in self._all if instant is not None and later > instant]

    def find(self, text: str) -> bool:
        """Whether a line of this text is left; it stands for one item."""
        found = text in self._free
        if found:
            self._free.remove(text)
        return found
