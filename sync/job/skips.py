"""Why nothing was done for a pair: values with a code and words, made in one place.

The words say what is in the way, where, and the next action or command. They hold addresses,
domains, ids and links, never a title or a name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from sync.agenda.calendar.pairs import NewReason, Pair
from sync.agenda.planning.plan import Refusal
from sync.errors import OneononeError


class Code(Enum):
    """What was in the way."""

    OTHER_PAIR = "other_pair"
    TRASHED = "trashed"
    TWO_DOCUMENTS = "two_documents"
    SEVERAL_ATTACHED = "several_attached"
    NO_DOCUMENT_FILE = "no_document_file"
    NOT_OPENABLE = "not_openable"
    READ_ONLY = "read_only"
    SHARING_HIDDEN = "sharing_hidden"
    SHARED_WIDER = "shared_wider"
    OTHER_CANT_WRITE = "other_cant_write"
    FOLDER_UNUSABLE = "folder_unusable"
    FOLDER_SHARED_WIDER = "folder_shared_wider"
    LIMIT = "limit"
    ANSWER_LOST = "answer_lost"
    CALENDAR_BUSY = "calendar_busy"
    NO_SERIES = "no_series"
    SHARING_REFUSED = "sharing_refused"
    WAITING = "waiting"
    LEFTOVER_KEPT = "leftover_kept"
    NEWER = "newer"
    NO_TAB = "no_tab"
    NO_PLACE = "no_place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Nothing was written for a pair: `what` is in the way, `where`, and `mend`, what to do next.

    `documents`: the ids that it is about. `failed`: False where nobody has to do anything about it.
    """

    code: Code
    what: str
    where: str
    mend: str
    documents: tuple[str, ...] = ()
    failed: bool = True

    def __str__(self) -> str:
        """One line, in the form that errors have."""
        return str(OneononeError(self.what, where=self.where, mend=self.mend))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNew:
    """The pair has no document, and its configuration doesn't let it get one. No failure."""

    reason: NewReason
    what: str
    where: str
    mend: str

    def __str__(self) -> str:
        """One line, in the form that errors have."""
        return str(OneononeError(self.what, where=self.where, mend=self.mend))


def link(document_id: str) -> str:
    """The address of a Google Doc."""
    return f"https://docs.google.com/document/d/{document_id}/edit"


def not_new(pair: Pair) -> NotNew:
    """For a new pair that `[meetings] new` leaves out."""
    other = pair.other.email
    if pair.new_reason is NewReason.ONLY_SINGLE:
        return NotNew(
            reason=pair.new_reason,
            what="A single meeting counts only where the pair has a document; there is none",
            where=other,
            mend=f"Make it recurring, or name a document as doc in {other}'s [[person]] entry.",
        )
    return NotNew(
        reason=pair.new_reason,
        what="This pair has no document yet, and gets none by itself: "
        f"{_left_out(pair.new_reason)}",
        where=other,
        mend=f"To have one made, run `oneonone init --with {other}`, or add a [[person]] entry "
        f'with email = "{other}".',
    )


def _left_out(reason: NewReason) -> str:
    match reason:
        case NewReason.ASK:
            return '[meetings] new is "ask"'
        case NewReason.PUBLIC_MAIL:
            return "the address is one of a public mail service"
        case _:
            return "the address is outside your own domain"


def other_pair(pair: Pair, document_id: str, *, named: bool = False) -> Skip:
    """The document bears the mark of other people's 1:1, and stays theirs."""
    ways = "Name another one" if named else "Name the right one"
    return Skip(
        code=Code.OTHER_PAIR,
        what="The document belongs to another pair, so nothing is written into it",
        where=_where(pair, [document_id]),
        mend=f"{ways} as doc in the [[person]] entry of {pair.other.email}.",
        documents=(document_id,),
    )


def trashed(pair: Pair, document_ids: Iterable[str]) -> Skip:
    """The pair's document is in the trash: it is not written to, and none is made beside it."""
    ids = tuple(document_ids)
    return Skip(
        code=Code.TRASHED,
        what="The pair's document is in the trash, and no other one is made beside it",
        where=_where(pair, ids),
        mend="Restore it at https://drive.google.com/drive/trash, "
        f"or name another one as doc in the [[person]] entry of {pair.other.email}.",
        documents=ids,
    )


def two_documents(pair: Pair, document_ids: Iterable[str]) -> Skip:
    """More than one document counts as the pair's."""
    ids = tuple(document_ids)
    return Skip(
        code=Code.TWO_DOCUMENTS,
        what=f"There are {len(ids)} documents for one pair, so nothing is written into any of them",
        where=_where(pair, ids),
        mend=f"Name the right one as doc in the [[person]] entry of {pair.other.email}.",
        documents=ids,
    )


def several_attached(pair: Pair, document_ids: Iterable[str]) -> Skip:
    """People attached several documents and none of them is known to be the pair's."""
    ids = tuple(document_ids)
    return Skip(
        code=Code.SEVERAL_ATTACHED,
        what=f"{len(ids)} documents are attached to this pair's meetings, and none bears a mark",
        where=_where(pair, ids),
        mend=f"Name the right one as doc in the [[person]] entry of {pair.other.email}, "
        "or detach the others.",
        documents=ids,
    )


def no_document_file(pair: Pair, document_id: str) -> Skip:
    """What was named or attached is a file of another kind."""
    return Skip(
        code=Code.NO_DOCUMENT_FILE,
        what="The file is not a Google Doc",
        where=_where(pair, [document_id]),
        mend=f"Name a Google Doc as doc in the [[person]] entry of {pair.other.email}.",
        documents=(document_id,),
    )


def not_openable(pair: Pair, document_id: str, *, picked_only: bool) -> Skip:
    """The document can't be opened: deleted, not shared with us, or (`picked_only`: with scope
    drive.file) not picked yet.
    """
    mend = (
        "Run `oneonone link` to give access to it. If it is gone, detach it from the event"
        if picked_only
        else "Ask its owner for access. If it is gone, detach it from the event"
    )
    return Skip(
        code=Code.NOT_OPENABLE,
        what="The document can't be opened with this sign-in, and no other one is made beside it",
        where=_where(pair, [document_id]),
        mend=f"{mend}, or name another one as doc in the [[person]] entry of {pair.other.email}.",
        documents=(document_id,),
    )


def read_only(pair: Pair, document_id: str) -> Skip:
    """We may read it and not write in it."""
    return Skip(
        code=Code.READ_ONLY,
        what="The document can be read with this sign-in, but not written in",
        where=_where(pair, [document_id]),
        mend=f"Ask its owner to make {pair.me.email} an editor, "
        f"or name another one as doc in the [[person]] entry of {pair.other.email}.",
        documents=(document_id,),
    )


def sharing_hidden(pair: Pair, document_id: str) -> Skip:
    """Who can open it is not shown to us, so it can't be said to be private."""
    return Skip(
        code=Code.SHARING_HIDDEN,
        what="Who else can open the document is not shown to this sign-in",
        where=_where(pair, [document_id]),
        mend="Ask its owner to let editors change its sharing, "
        f"or name another one as doc in the [[person]] entry of {pair.other.email}.",
        documents=(document_id,),
    )


def shared_wider(pair: Pair, document_id: str, others: Iterable[str]) -> Skip:
    """Somebody beside the two can open it: people, told by their addresses, or many at once."""
    who, other = tuple(others), pair.other.email
    people = any("@" in each and " " not in each for each in who)
    return Skip(
        code=Code.SHARED_WIDER,
        what=f"The document can be opened by others than the two: {', '.join(who)}",
        where=_where(pair, [document_id]),
        mend=f"Take them off its sharing, or set in the [[person]] entry of {other} "
        "also = [their addresses] or allow_wider_sharing = true; for another address of the same "
        "person aliases = [it]."
        if people
        else f"Take that off its sharing, or set in the [[person]] entry of {other} "
        "allow_wider_sharing = true.",
        documents=(document_id,),
    )


def other_cant_write(pair: Pair, document_id: str) -> Skip:
    """A document that people made, and that the other person can't write in."""
    return Skip(
        code=Code.OTHER_CANT_WRITE,
        what=f"{pair.other.email} can't write in the document, "
        "and access to documents that people made is theirs to give",
        where=_where(pair, [document_id]),
        mend=f"Share it with {pair.other.email} as editor, "
        f"or name another one as doc in the [[person]] entry of {pair.other.email}.",
        documents=(document_id,),
    )


def folder_unusable(pair: Pair, folder_id: str) -> Skip:
    """The folder for new documents is not there, not a folder, or not ours to put something in."""
    return Skip(
        code=Code.FOLDER_UNUSABLE,
        what="The folder for new documents can't be used with this sign-in",
        where=f"{pair.other.email}, [docs] folder = {folder_id}",
        mend="Name a folder there that exists and that you may edit; with "
        'access = "app-docs" it must be one that oneonone was given. Or leave the key out.',
    )


def folder_shared_wider(pair: Pair, folder_id: str, others: Iterable[str]) -> Skip:
    """What is made in the folder would be open to somebody beside the two."""
    return Skip(
        code=Code.FOLDER_SHARED_WIDER,
        what="The folder for new documents would open them to others than the two: "
        + ", ".join(others),
        where=f"{pair.other.email}, [docs] folder = {folder_id}",
        mend="Take them off its sharing, or name another folder, or set in the [[person]] entry "
        f"of {pair.other.email} also = [their addresses] or allow_wider_sharing = true.",
    )


def limit_reached(pair: Pair, limit: int) -> Skip:
    """The run has made as many documents as it may."""
    return Skip(
        code=Code.LIMIT,
        what=f"No document was made: a run makes {limit} at most",
        where=pair.other.email,
        mend="Run `oneonone sync` again for the next ones, or raise [docs] max_new.",
    )


def answer_lost(pair: Pair) -> Skip:
    """A document may have been made, and it can't be seen yet whether it was."""
    return Skip(
        code=Code.ANSWER_LOST,
        what="Google's answer to making a document was lost, and none can be seen yet",
        where=pair.other.email,
        mend="Run `oneonone sync` again in some minutes: it looks first and goes on from there.",
    )


def calendar_busy(pair: Pair, document_id: str, series_id: str) -> Skip:
    """The series was changed by somebody each time that it was about to be changed."""
    return Skip(
        code=Code.CALENDAR_BUSY,
        what="The meeting was changed by others over and over, so the document is not attached yet",
        where=f"{_where(pair, [document_id])}, event {series_id}",
        mend="Run `oneonone sync` again: it goes on from there.",
        documents=(document_id,),
    )


def no_series(pair: Pair) -> Skip:
    """A single meeting is no reason to make a document."""
    return Skip(
        code=Code.NO_SERIES,
        what="No document was made: the pair has no recurring meeting in the window",
        where=pair.other.email,
        mend=f"Name a document as doc in the [[person]] entry of {pair.other.email}.",
    )


def sharing_refused(pair: Pair, document_id: str) -> Skip:
    """Google does not let the document be shared with the other person."""
    return Skip(
        code=Code.SHARING_REFUSED,
        what=f"The new document can't be shared with {pair.other.email}: Google refuses it",
        where=_where(pair, [document_id]),
        mend="Share it by hand or ask your administrator, or set [docs] share = false.",
        documents=(document_id,),
    )


def waiting(pair: Pair, document_id: str) -> Skip:
    """Made where the calendar may not be changed; used once it is sure to be the only one."""
    return Skip(
        code=Code.WAITING,
        what="A document was made and waits until the search shows that it is the only one",
        where=_where(pair, [document_id]),
        mend="Nothing to do: a run after ten minutes shares it and writes.",
        documents=(document_id,),
        failed=False,
    )


def gave_way(pair: Pair, document_id: str) -> Skip:
    """The other person's job made a document at the same time, and that one counts."""
    return Skip(
        code=Code.WAITING,
        what="The other one's job made a document at the same time; the own empty one was trashed",
        where=_where(pair, [document_id]),
        mend="Nothing to do: the next run goes on with theirs.",
        documents=(document_id,),
        failed=False,
    )


def refused(pair: Pair, document_id: str, refusal: Refusal) -> Skip:
    """The planner says that the document must not be written; "" for one that is not made yet."""
    documents = (document_id,) if document_id else ()
    match refusal:
        case Refusal.READ_ONLY:
            return read_only(pair, document_id)
        case Refusal.OTHER_PAIR:
            return other_pair(pair, document_id)
        case Refusal.NEWER:
            code, mend = Code.NEWER, "Update oneonone: `pip install --upgrade oneonone`."
        case Refusal.NO_TAB:
            code = Code.NO_TAB
            mend = f"Correct tab in [agenda] or in the [[person]] entry of {pair.other.email}."
        case Refusal.NO_PLACE:
            code = Code.NO_PLACE
            mend = "Add an empty line at the end of the document, and run `oneonone sync` again."
        case _:
            assert_never(refusal)
    return Skip(
        code=code,
        what=f"Nothing is written into the document: {refusal.value}",
        where=_where(pair, documents),
        mend=mend,
        documents=documents,
    )


def leftover_kept(pair: Pair, document_id: str) -> Skip:
    """A second marked document, never shared by the job, that is not provably empty and alone."""
    return Skip(
        code=Code.LEFTOVER_KEPT,
        what="A second document bears this pair's mark; it is in use, so it was left alone",
        where=_where(pair, [document_id]),
        mend="Move it to the trash if nobody needs it, "
        f"or name it as doc in the [[person]] entry of {pair.other.email}.",
        documents=(document_id,),
        failed=False,
    )


def _where(pair: Pair, document_ids: Iterable[str]) -> str:
    return ", ".join([pair.other.email, *map(link, document_ids)])
