"""Trashes what a lost answer or a lost race left behind: an empty, marked, never shared document.

Only of a pair that has another document, and only what is proven to be empty, ours and unshared at
this moment. Anything else is left alone and named.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sync.agenda.calendar.pairs import Pair
from sync.google.errors import NotAllowed, NotFound
from sync.job import skips
from sync.job.clients import Desk, Json
from sync.job.documents import Located
from sync.job.marked import Stage, read_marks, shared_note
from sync.job.sharing import was_shared
from sync.job.skips import Skip
from sync.log import get_log


def clear_leftovers(pair: Pair, located: Located, desk: Desk) -> tuple[Skip, ...]:
    """Trash the leftovers that came to light beside the pair's document; name those that can't be.

    No other run can still want one of them: each looks at the pair's document before it ties its
    own to the series, and yields. Four requests for each.
    """
    kept = (trash_leftover(pair, each, desk) for each in located.leftovers)
    return tuple(each for each in kept if each is not None)


def trash_leftover(pair: Pair, document_id: str, desk: Desk) -> Skip | None:
    """Trash one, or say why not. A run that dies half way is made good by the next."""
    try:
        file = desk.drive.file(document_id)
    except NotFound:
        return None
    marks = read_marks(file)
    if marks is None or marks.trashed:
        return None
    ours = marks.pair == pair.key and marks.owned and marks.stage is not Stage.FINISHED
    in_folder = desk.settings.docs.folder in (file.get("parents") or ())
    if not ours or (was_shared(file, pair, desk.identities) and not in_folder):
        return skips.leftover_kept(pair, document_id)
    if not is_empty(desk.docs.get(document_id)):
        return skips.leftover_kept(pair, document_id)
    try:
        if marks.stage is Stage.LEFTOVER:
            desk.drive.trash(document_id)
        else:
            _trash(document_id, desk)
    except (NotFound, NotAllowed):  # made with another OAuth client, or on a shared drive
        return skips.leftover_kept(pair, document_id)
    get_log().info("document.trashed", pair=pair.key, file_id=document_id, reason="leftover")
    return None


def take_back(pair: Pair, document_id: str, desk: Desk) -> Skip | None:
    """Trash the pair's own document although it was shared, or say why not: it is to be empty
    still, as the job made it a moment ago.
    """
    try:
        if not is_empty(desk.docs.get(document_id)):
            return skips.leftover_kept(pair, document_id)
        _trash(document_id, desk)
    except (NotFound, NotAllowed):
        return skips.leftover_kept(pair, document_id)
    get_log().info("document.trashed", pair=pair.key, file_id=document_id, reason="gave_way")
    return None


def _trash(document_id: str, desk: Desk) -> None:
    """The note comes first: a document in the trash without it is one that people put there."""
    note = shared_note(document_id, Stage.LEFTOVER.value)
    desk.drive.update_properties(document_id, note)
    desk.drive.trash(document_id)


def is_written(document_id: str, desk: Desk) -> bool:
    """Whether there is anything in a document, as far as we may see it."""
    try:
        return not is_empty(desk.docs.get(document_id))
    except (NotFound, NotAllowed):
        return False


def is_empty(document: Json) -> bool:
    """Whether a documents.get answer shows one tab with nothing in it: not a blank, not a chip. One
    of another shape than is described may show anything.
    """
    try:
        (tab,) = document["tabs"]
        return not tab.get("childTabs") and _nothing_in(tab["documentTab"]["body"]["content"])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False


def _nothing_in(content: Iterable[Mapping[str, Any]]) -> bool:
    """Whether there is no more than the section break and the one paragraph of a new document."""
    kinds = [set(each) - {"startIndex", "endIndex"} for each in content]
    if kinds not in ([{"sectionBreak"}, {"paragraph"}], [{"paragraph"}]):
        return False
    paragraph = list(content)[-1]["paragraph"]
    (element,) = paragraph["elements"]
    return "bullet" not in paragraph and bool(element["textRun"]["content"] == "\n")
