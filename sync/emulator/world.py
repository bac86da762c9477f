"""The Workspace's inside: its state with clock, ids and settings, as the handlers see it.

The clock is its own and stands still until it is told to go on. Ids come from a counter and look
like Google's. Nothing here knows HTTP.
"""

import hashlib
from base64 import b32encode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from sync.emulator.docs.document import Document
from sync.emulator.docs.markdown import Shape
from sync.emulator.indexes import Events, Files, Users
from sync.emulator.state import State, User
from sync.emulator.unknowns import Unknowns
from sync.emulator.wire import Json

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(moment: datetime) -> int:
    """An aware datetime as microseconds since 1970."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment(stamp: int) -> datetime:
    """Microseconds since 1970 as an aware datetime in UTC."""
    return EPOCH + timedelta(microseconds=stamp)


def timestamp(stamp: int) -> str:
    """As the APIs write it: milliseconds and Z."""
    return moment(stamp).strftime("%Y-%m-%dT%H:%M:%S.") + f"{stamp // 1000 % 1000:03d}Z"


@dataclass(slots=True, kw_only=True)
class Settings:
    """How this Workspace behaves where Google's may do so or so. Not kept in the file."""

    search_lag: timedelta = timedelta(0)
    """How long Drive's search does not find a new file."""
    deleted_events: Literal["bare", "full", "id"] = "bare"
    """Whether cancelled events show what Google guarantees, all they had, or their id alone."""
    guest_changes: Literal["refused", "ignored"] = "refused"
    """What becomes of a guest's change of shared fields: 403, or a 200 that changed nothing."""
    empty_pages: bool = False
    """Whether lists put an empty page before each page."""
    page_limit: int | None = None
    """The most items that any page holds, whatever was asked for."""
    quotas: bool = False
    over_quota_status: Literal[403, 429] = 403
    """How Calendar and Drive refuse what is over the quota; Docs always says 429."""
    omit_attendees_above: int = 200
    """Larger meetings show oneself alone, with attendeesOmitted."""
    mail_fails_for: set[str] = field(default_factory=set)
    """Addresses whose sharing works while the mail about it fails."""
    export_shape: Shape | None = None
    """How Markdown exports look where real ones differ."""
    export_limit: int = 10 * 1024 * 1024
    disabled_apis: set[str] = field(default_factory=set)
    access_lifetime: timedelta = timedelta(hours=1)
    refresh_lifetime: timedelta | None = None
    """As apps in testing have it: 7 days; then the token's answer says so."""
    delegations: dict[str, set[str]] = field(default_factory=dict)
    """Which scopes, by short names, administrators allowed which service account for everybody."""
    token_creators: dict[str, set[str]] = field(default_factory=dict)
    """Who may have blobs signed for which service account."""
    suspended: set[str] = field(default_factory=set)
    """People for whom no service account gets a token."""
    runs_as: str = ""
    """The service account that the metadata server of this machine answers for; "": there is none.
    """
    unpicked_document: Literal["not found", "forbidden"] = "not found"
    """How Docs refuses a document that drive.file does not cover."""
    blocked_by_admin: bool = False
    """Whether an administrator forbids the app: `admin_policy_enforced`."""
    internal_to: str = ""
    """The domain whose people alone may sign in; others get `org_internal`."""
    test_users: set[str] | None = None
    """Who may sign in to an app in testing; None: everybody."""
    refuses_on_page: bool = True
    """Whether those refusals are pages that never call back, or errors in the way back."""
    picker_cancels_with_error: bool = True
    """Whether cancelling the picker gives an error, or a code without files."""
    grant_lag: timedelta = timedelta(0)
    """How long a picked file is not there yet for the app."""


class World:
    """State, clock, ids, settings and the live documents."""

    def __init__(self, state: State, *, unknowns: Unknowns, settings: Settings) -> None:
        self.state = state
        self.unknowns = unknowns
        self.settings = settings
        self.users = Users(state.users)
        self.events = Events(state.series)
        self.files = Files(state.files)
        self.documents: dict[str, Document] = {}
        self.assertions: list[Json] = []
        """What service accounts asserted to the token endpoint, signed and for it."""
        self.told: dict[tuple[str, str], tuple[str, int]] = {}
        """Which revision a user was last told of a document, and when."""
        self.mails: list[Json] = []
        """Mails that went out: {"kind", "to", "about"}."""

    @property
    def now(self) -> int:
        """The Workspace's time in microseconds."""
        return self.state.now

    def stamp(self) -> int:
        """The time of a change: now, but never the same twice."""
        self.state.stamp = max(self.state.now, self.state.stamp + 1)
        return self.state.stamp

    def findable(self) -> int:
        """When Drive's search will know a file that is made now."""
        return self.now + self.settings.search_lag // timedelta(microseconds=1)

    def user(self, address: str) -> User | None:
        """The user of an address, aliases included."""
        return self.users.find(address.lower())

    def primary(self, address: str) -> str:
        """A user's main address; an unknown address as it is, in lower case."""
        user = self.user(address)
        return user.email if user is not None else address.lower()

    def groups_of(self, email: str) -> set[str]:
        """The groups that a user belongs to, through other groups too."""
        return self.users.groups_of(email)

    def _bytes(self, kind: str) -> bytes:
        self.state.counter += 1
        return hashlib.sha512(f"{kind}/{self.state.counter}".encode()).digest()

    def event_id(self) -> str:
        """26 signs of base32hex, as Calendar makes them."""
        return _base32hex(self._bytes("event"))[:26]

    def file_id(self, *, document: bool = True) -> str:
        """Google documents have 44 signs, others 33."""
        text = urlsafe_b64encode(self._bytes("file")).decode()
        return "1" + text[: 43 if document else 32]

    def token(self, prefix: str) -> str:
        """A token, page token, or part of one."""
        return prefix + urlsafe_b64encode(self._bytes("token")).decode().rstrip("=")

    def part_id(self) -> str:
        """Ids inside documents: kix.… and such come from this."""
        return _base32hex(self._bytes("part"))[:12]

    def number_id(self, what: str) -> str:
        """20 digits that depend on `what` alone: permission ids."""
        return str(int.from_bytes(hashlib.sha256(what.encode()).digest()[:9], "big")).zfill(20)[:20]

    def make_document(self, document_id: str, title: str, answer: Json | None = None) -> Document:
        """A new document behind a file: blank, or as an answer of documents.get shows it."""
        if answer is None:
            made = Document.blank(document_id, title, new_id=self.part_id, unknowns=self.unknowns)
        else:
            made = Document.load(
                answer,
                new_id=self.part_id,
                unknowns=self.unknowns,
                document_id=document_id,
                title=title,
            )
        self.documents[document_id] = made
        return made

    def copy_document(self, source_id: str, document_id: str, title: str) -> None:
        """A copy has all that the original has, ticks and named ranges too."""
        dump = self.documents[source_id].dump()
        made = Document.restore(dump, new_id=self.part_id, unknowns=self.unknowns)
        made.document_id, made.title = document_id, title
        made.touch()
        self.documents[document_id] = made


def _base32hex(raw: bytes) -> str:
    plain = b32encode(raw).decode().rstrip("=").lower()
    return plain.translate(
        str.maketrans("abcdefghijklmnopqrstuvwxyz234567", "0123456789abcdefghijklmnopqrstuv")
    )
