"""The marks of a pair in a file's `properties`, and the search that finds them.

They say whose document a file is and how far its making went. The public `properties` are used,
since another OAuth client can't see appProperties. This module reads and names marks; it decides
nothing by them and changes no file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from sync.google.drive import has_property
from sync.job.clients import Drive, Json

KIND = "oneonone"
AGENDA = "agenda"
PAIR = "oneonone-pair"
SHARED = "oneonone-shared"
"""How the making ended: a `Stage` word and the document's own id. Access is given once: people may
take it back, and without this note a later run would give it again."""
ATTACHED = "oneonone-attached"
"""Where the document was tied to its pair (a `Point`): done once, too."""
OTHER = "oneonone-other"
"""Drive's id of the account that was given access, where Drive calls it by another address than the
calendar does: an alias in an invitation leads to the account's main address."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Stage(Enum):
    """How far a document that bears a pair's mark has come."""

    UNFINISHED = "unfinished"
    """Made, and nobody was given access yet."""
    FINISHED = "finished"
    """Access was given, or was meant not to be: the pair's document."""
    LEFTOVER = "leftover"
    """Not wanted: on its way to the trash, or there."""


class Point(Enum):
    """Where a new document is tied to its pair, so that of several only one wins."""

    SERIES = "series"
    """Attached to the series' own event."""
    PRIVATE = "private"
    """In a private property of one's own copy of that event."""
    SEARCH = "search"
    """Nowhere: the search shows it to be the oldest, and it is old enough to be sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDocument:
    """A file that bears a pair's mark. `owned`: it may be worked on as one's own; `attached`: the
    point noted, or "".
    """

    document_id: str
    pair: str
    stage: Stage
    created: datetime
    trashed: bool
    owned: bool
    attached: str = ""

    @property
    def age_key(self) -> tuple[datetime, str]:
        """Sorts the oldest first, the same for every run that looks."""
        return self.created, self.document_id


def new_marks(pair_key: str) -> dict[str, str]:
    """The properties with which a pair's document is made."""
    return {KIND: AGENDA, PAIR: pair_key}


def shared_note(document_id: str, word: str) -> dict[str, str]:
    """The note that access was given (`word`: to do what, or "off"), or that it is a leftover.

    It names the document, so that it says nothing of a copy that somebody makes of it.
    """
    return {SHARED: f"{word} {document_id}"}


def read_marks(file: Mapping[str, object]) -> MarkedDocument | None:
    """The marks of a Drive file, or None where it bears none that count."""
    properties = file.get("properties")
    document_id = file.get("id")
    if not isinstance(properties, Mapping) or not isinstance(document_id, str):
        return None
    pair = properties.get(PAIR)
    if properties.get(KIND) != AGENDA or not isinstance(pair, str) or not pair:
        return None
    word, _, noted_id = str(properties.get(SHARED, "")).partition(" ")
    if word and noted_id != document_id:
        return None  # a copy, which people made with words of their own pair
    stage = Stage.FINISHED if word else Stage.UNFINISHED
    if word == Stage.LEFTOVER.value:
        stage = Stage.LEFTOVER
    owned = _is_own(file)
    if stage is Stage.UNFINISHED and not owned:
        stage = Stage.FINISHED  # the other person's job made it and let us see it
    return MarkedDocument(
        document_id=document_id,
        pair=pair,
        stage=stage,
        created=_moment(file.get("createdTime")),
        trashed=file.get("trashed") is True,
        owned=owned,
        attached=str(properties.get(ATTACHED, "")),
    )


def noted_account(file: Mapping[str, object], pair_key: str) -> str:
    """Drive's id of the other person's account as it was noted on a document of theirs, or ""."""
    marks, properties = read_marks(file), file.get("properties")
    if marks is None or marks.pair != pair_key or not isinstance(properties, Mapping):
        return ""
    return str(properties.get(OTHER, ""))


def _is_own(file: Mapping[str, object]) -> bool:
    """A shared drive's files have no owner; what bears our mark there is worked on by us."""
    return file.get("ownedByMe") is True or not file.get("owners")


def _moment(value: object) -> datetime:
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError:
        return _LONG_AGO
    return read if read.tzinfo else read.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Marked:
    """What one search showed: every file that bears a pair's mark, those in the trash too."""

    documents: tuple[MarkedDocument, ...] = ()

    @classmethod
    def of_answers(cls, files: Iterable[Json]) -> "Marked":
        """From the files as Drive shows them."""
        read = (read_marks(file) for file in files)
        return cls(tuple(sorted(filter(None, read), key=lambda found: found.age_key)))

    def of(self, pair_key: str) -> Iterator[MarkedDocument]:
        """Those of one pair, the oldest first."""
        return (each for each in self.documents if each.pair == pair_key)

    def get(self, document_id: str) -> MarkedDocument | None:
        """The marks of one document, if the search showed it."""
        return next((each for each in self.documents if each.document_id == document_id), None)

    def with_file(self, file: Json) -> "Marked":
        """The same with one file more, or with a newer reading of it."""
        found = read_marks(file)
        rest = tuple(each for each in self.documents if each.document_id != file.get("id"))
        joined = rest if found is None else (*rest, found)
        return Marked(tuple(sorted(joined, key=lambda each: each.age_key)))


def search_marked(drive: Drive) -> Marked:
    """One search for all documents that bear the mark of any pair: once a run, and again right
    before one is made. Those of other pairs tell what is not to be taken.
    """
    return Marked.of_answers(drive.find(has_property(KIND, AGENDA)))
