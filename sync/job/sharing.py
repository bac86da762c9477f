"""Who can open a document: read immediately before each write, and given once to the other person.

Whatever shows that somebody beside the two can open it stops the write, unless the configuration
allows it. Access is given to nobody but the pair's other person, and only to documents that the
job made for this pair; what people take back stays taken back.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from sync.agenda.calendar.pairs import Pair
from sync.agenda.calendar.people import Identities, domain_of, mailbox_of, normal_address
from sync.config.settings import Settings
from sync.google.errors import (
    GoogleError,
    NoGoogleAccount,
    NotAllowed,
    NotFound,
    ShareMailFailed,
)
from sync.job import skips
from sync.job.attached import DOCUMENT_TYPE
from sync.job.clients import Desk, Json
from sync.job.documents import Did, How
from sync.job.marked import (
    ATTACHED,
    OTHER,
    Point,
    Stage,
    noted_account,
    read_marks,
    shared_note,
)
from sync.job.skips import Code, Skip
from sync.log import get_log

FOLDER_TYPE = "application/vnd.google-apps.folder"
_POINTS = {How.ATTACHED: Point.SERIES, How.PRIVATE: Point.PRIVATE, How.MARK: Point.SEARCH}
_WRITERS = frozenset({"owner", "organizer", "fileOrganizer", "writer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The document may be written to now; `file` is how Drive showed it."""

    document_id: str
    file: Json
    did: tuple[Did, ...] = ()


def look(pair: Pair, document_id: str, desk: Desk) -> Ready | Skip:
    """Read who can open the document and judge it. One request, one more where somebody unknown
    can open it; changes nothing.
    """
    settings, identities = desk.settings, desk.identities
    try:
        file = desk.drive.file(document_id)
    except (NotFound, NotAllowed):
        return cant_open(pair, document_id, settings=settings)
    skip = check_sharing(file, pair, settings=settings, identities=identities)
    if skip is not None and skip.code is Code.SHARED_WIDER and (account := _account(desk)):
        skip = check_sharing(file, pair, settings=settings, identities=identities, account=account)
    return skip or Ready(document_id=document_id, file=file)


def ready_to_write(
    pair: Pair,
    document_id: str,
    desk: Desk,
    *,
    how: How | None = None,
) -> Ready | Skip:
    """Right before a write: look, and finish what an earlier run left undone in making it.

    The document must be the pair's beyond doubt (`documents.Located`, whose `how` is noted where a
    run died before it could). One request; three more the one time that access is given.
    """
    seen = look(pair, document_id, desk)
    if isinstance(seen, Skip) and seen.code is Code.SHARED_WIDER:
        seen = _look_for_account(pair, document_id, desk) or seen
    if isinstance(seen, Skip):
        return seen
    marks = read_marks(seen.file)
    if marks is None or marks.stage is Stage.FINISHED or not marks.owned:
        return seen
    point = _POINTS.get(how) if how else None
    if point is not None and not marks.attached:
        desk.drive.update_properties(document_id, {ATTACHED: point.value})
    return _give_access(pair, seen, desk)


def cant_open(pair: Pair, document_id: str, *, settings: Settings) -> Skip:
    """What to say when Drive or Docs answers that there is no such document, or not for us."""
    picked_only = settings.google.access == "app-docs"
    return skips.not_openable(pair, document_id, picked_only=picked_only)


def check_sharing(
    file: Json,
    pair: Pair,
    *,
    settings: Settings,
    identities: Identities,
    account: str = "",
) -> Skip | None:
    """None where the pair's document may be written to, by what Drive shows of it. `account`: what
    Drive calls us, where that was asked.
    """
    document_id = str(file.get("id", ""))
    marks = read_marks(file)
    if file.get("trashed") is True:
        return skips.trashed(pair, [document_id])
    if marks is not None and marks.pair != pair.key:
        return skips.other_pair(pair, document_id)
    if file.get("mimeType", DOCUMENT_TYPE) != DOCUMENT_TYPE:
        return skips.no_document_file(pair, document_id)
    if not _may(file, "canEdit"):
        return skips.read_only(pair, document_id)
    if not isinstance(file.get("permissions"), list):
        return skips.sharing_hidden(pair, document_id)
    allowed_wider = wider_allowed(pair, settings=settings)
    others = who_else(file, pair, settings=settings, identities=identities, account=account)
    if others and not allowed_wider:
        return skips.shared_wider(pair, document_id, others)
    if marks is None and not _can_write(file, pair, identities, by_group=allowed_wider):
        return skips.other_cant_write(pair, document_id)
    return None


def check_folder(
    folder: Json,
    pair: Pair,
    *,
    settings: Settings,
    identities: Identities,
    account: str = "",
) -> Skip | None:
    """None where a pair's document may be made in the folder: it hands its own sharing down."""
    folder_id = str(folder.get("id", ""))
    usable = (
        folder.get("mimeType", FOLDER_TYPE) == FOLDER_TYPE
        and folder.get("trashed") is not True
        and _may(folder, "canEdit")
        and isinstance(folder.get("permissions"), list)
    )
    if not usable:
        return skips.folder_unusable(pair, folder_id)
    others = who_else(folder, pair, settings=settings, identities=identities, account=account)
    if others and not wider_allowed(pair, settings=settings):
        return skips.folder_shared_wider(pair, folder_id, others)
    return None


def folder_problem(pair: Pair, desk: Desk) -> Skip | None:
    """Why a pair's document can't be made in the configured folder; None without a folder."""
    settings, identities = desk.settings, desk.identities
    folder_id = settings.docs.folder
    if not folder_id:
        return None
    try:
        folder = desk.drive.file(folder_id)
    except (NotFound, NotAllowed):
        return skips.folder_unusable(pair, folder_id)
    skip = check_folder(folder, pair, settings=settings, identities=identities)
    if skip is not None and skip.code is Code.FOLDER_SHARED_WIDER and (account := _account(desk)):
        skip = check_folder(folder, pair, settings=settings, identities=identities, account=account)
    return skip


def _account(desk: Desk) -> str:
    """What Drive calls the calendar's owner: an invitation may have gone to an alias. "" where the
    calendar is not that of the one who is signed in.
    """
    return desk.drive.me() if desk.settings.calendar.id == "primary" else ""


def wider_allowed(pair: Pair, *, settings: Settings) -> bool:
    """Whether the configuration lets others open this pair's document."""
    person = settings.person_for(pair.other.email)
    return settings.docs.allow_wider_sharing or person.allow_wider_sharing


def who_else(
    file: Json,
    pair: Pair,
    *,
    settings: Settings,
    identities: Identities,
    account: str = "",
) -> tuple[str, ...]:
    """Everybody who can open the file and is neither of the two nor named in `also`, in words."""
    also = settings.person_for(pair.other.email).also
    two = (pair.me.email, pair.other.email, account, *_my_addresses(file))
    known = {_person(address, identities) for address in (*two, *also) if address}
    noted = noted_account(file, pair.key)
    others = (
        _stranger(each, known, identities)
        for each in _permissions(file)
        if not _is_account(each, noted)
    )
    return tuple(dict.fromkeys(filter(None, others)))


def _person(address: str, identities: Identities) -> str:
    """What addresses of one person have in common."""
    return mailbox_of(identities.primary(address))


def _is_account(permission: Mapping[str, object], noted: str) -> bool:
    """Whether a permission is that of the account that was noted: an id is a person's for good."""
    return bool(noted) and permission.get("type") == "user" and permission.get("id") == noted


def _stranger(
    permission: Mapping[str, object],
    known: Collection[str],
    identities: Identities,
) -> str | None:
    """Who a permission lets in beside the known people."""
    address = normal_address(str(permission.get("emailAddress") or ""))
    match permission.get("type"):
        case "anyone":
            found = permission.get("allowFileDiscovery") is True
            return "anyone on the internet" if found else "anyone with the link"
        case "domain":
            return f"everyone at {permission.get('domain') or 'a domain'}"
        case "group":
            return f"the group {address}" if address else "a group"
        case "user":
            if address and _person(address, identities) in known:
                return None
            return address or "a person whose address is not shown"
        case _:
            return "somebody of a kind that is not known"


def _can_write(file: Json, pair: Pair, identities: Identities, *, by_group: bool) -> bool:
    """Whether the other person may write, on their own or (`by_group`) as one of many."""
    domain = domain_of(pair.other.email)
    noted = noted_account(file, pair.key)
    for each in _permissions(file):
        if each.get("role") not in _WRITERS:
            continue
        match each.get("type"):
            case "user":
                if _is_account(each, noted) or _is_of(each, pair.other.email, identities):
                    return True
            case "domain":
                if by_group and str(each.get("domain", "")).lower() == domain:
                    return True
            case "anyone" | "group" if by_group:
                return True
    return False


def _is_of(permission: Mapping[str, object], email: str, identities: Identities) -> bool:
    address = normal_address(str(permission.get("emailAddress") or ""))
    return _person(address, identities) == _person(email, identities)


def _permissions(file: Json) -> Iterable[Mapping[str, object]]:
    """The permissions that still let somebody in: not those of accounts that were deleted."""
    given = file.get("permissions")
    listed = given if isinstance(given, list) else []
    return (
        cast("Mapping[str, object]", each)
        for each in listed
        if isinstance(each, Mapping) and each.get("deleted") is not True
    )


def _my_addresses(file: Json) -> tuple[str, ...]:
    """What Drive calls us: not always the address that the calendar knows."""
    owners = file.get("owners")
    mine = (each for each in owners or () if isinstance(each, Mapping) and each.get("me") is True)
    return tuple(str(each["emailAddress"]) for each in mine if each.get("emailAddress"))


def _may(file: Json, what: str) -> bool:
    rights = file.get("capabilities")
    return isinstance(rights, Mapping) and rights.get(what) is True


def was_shared(file: Json, pair: Pair, identities: Identities) -> bool:
    """Whether the other person has write access of their own already."""
    return _can_write(file, pair, identities, by_group=False)


def _give_access(pair: Pair, seen: Ready, desk: Desk) -> Ready | Skip:
    """Share a document of the job's with the other person and note it, so that it is done once."""
    document_id, did = seen.document_id, seen.did
    word, account = "off", {}
    if desk.settings.docs.share:
        word = "writer"
        for email in _to_let_in(pair, seen.file, desk):
            try:
                given = _share(email, document_id, desk)
            except NotAllowed:
                return skips.sharing_refused(pair, document_id)
            get_log().info("document.shared", pair=pair.key, file_id=document_id)
            if given.get("type") != "user" and not wider_allowed(pair, settings=desk.settings):
                # The address is a group's, which nothing told before: all its members see it.
                who = _stranger(given, (), desk.identities)
                return skips.shared_wider(pair, document_id, filter(None, [who]))
            if email == pair.other.email and not _is_of(given, email, desk.identities):
                account = {OTHER: str(given.get("id", ""))}
            did = tuple(dict.fromkeys((*did, Did.SHARED)))
    desk.drive.update_properties(document_id, {**shared_note(document_id, word), **account})
    return Ready(document_id=document_id, file=seen.file, did=did)


def _look_for_account(pair: Pair, document_id: str, desk: Desk) -> Ready | Skip | None:
    """A run may have given access to an account that Drive calls by another address, and died
    before it could note that. Giving it once more says which account it is.
    """
    marks = read_marks(desk.drive.file(document_id))
    begun = marks is not None and marks.owned and marks.stage is Stage.UNFINISHED
    if not begun or not desk.settings.docs.share:
        return None
    try:
        given = _share(pair.other.email, document_id, desk)
    except NotAllowed:
        return None
    if given.get("type") != "user" or _is_of(given, pair.other.email, desk.identities):
        return None
    desk.drive.update_properties(document_id, {OTHER: str(given.get("id", ""))})
    return look(pair, document_id, desk)


def _to_let_in(pair: Pair, file: Json, desk: Desk) -> Iterator[str]:
    """Who of the two can't write in a document of the job's yet. Whoever runs the job owns it: with
    somebody else's calendar that is neither of them.
    """
    me = pair.me.email
    if desk.settings.calendar.id != "primary" and not any(
        _is_of(each, me, desk.identities) for each in _permissions(file)
    ):
        yield me
    if not was_shared(file, pair, desk.identities):
        yield pair.other.email


def _share(email: str, document_id: str, desk: Desk) -> Mapping[str, object]:
    """The permission that was given: without a mail, unless the address can be given access only
    with one. After an answer that says nothing the permissions do.
    """
    try:
        try:
            return desk.drive.share(document_id, email=email)
        except NoGoogleAccount:
            return desk.drive.share(document_id, email=email, notify=True)
    except GoogleError as error:
        if not error.maybe_done and not isinstance(error, ShareMailFailed):
            raise
        for each in _permissions(desk.drive.file(document_id)):
            if each.get("role") in _WRITERS and _is_of(each, email, desk.identities):
                return each
        raise
