"""What the Workspace remembers, as plain mutable records: people, sign-ins, events, files.

They hold no behaviour. Times are microseconds since 1970 in UTC; wire-shaped parts (an event's
fields) are kept as the JSON that travels. `store` writes all of it into one file.
"""

from dataclasses import dataclass, field

from sync.emulator.wire import Json


@dataclass(slots=True, kw_only=True)
class User:
    """A person, room or group with an address. Only `account` ones can sign in or be shared with
    without a mail; `members` make it a group.
    """

    email: str
    name: str
    domain: str
    zone: str = "UTC"
    account: bool = True
    aliases: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    group: bool = False


@dataclass(slots=True, kw_only=True)
class Grant:
    """A sign-in: what a refresh token stands for."""

    user: str
    client: str
    secret: str
    scopes: list[str]
    issued: int
    expires: int | None = None
    revoked: bool = False


@dataclass(slots=True, kw_only=True)
class Access:
    """An access token."""

    refresh: str
    scopes: list[str]
    expires: int


@dataclass(slots=True, kw_only=True)
class Code:
    """What an authorization code stands for until it is exchanged."""

    user: str
    client: str
    scopes: list[str]
    redirect_uri: str
    challenge: str
    method: str
    expires: int


@dataclass(slots=True, kw_only=True)
class Calendar:
    """A calendar; a person's own has the address as its id. `readers` maps address to role."""

    id: str
    owner: str
    title: str
    zone: str
    readers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Copy:
    """What one calendar keeps for itself of an event that it shares with others."""

    updated: int
    private: dict[str, str] = field(default_factory=dict)
    own: Json = field(default_factory=dict)
    removed: bool = False


@dataclass(slots=True, kw_only=True)
class Occurrence:
    """One occurrence that differs from its series.

    `changes` holds shared fields only, `responses` the answers to this one alone, and
    `attachments` what the series had when this one was set apart.
    """

    cancelled: bool = False
    changes: Json = field(default_factory=dict)
    responses: dict[str, str] = field(default_factory=dict)
    attachments: list[Json] = field(default_factory=list)
    private: dict[str, dict[str, str]] = field(default_factory=dict)
    sequence: int = 0
    removed: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Series:
    """A single event, or a series with its exceptions. `fields` are what all its copies share.

    `occurrences` goes by the original start in UTC, `20250310T160000Z`, or `20250310` all-day.
    """

    id: str
    calendar: str
    """The organizer's calendar, or just an address where the organizer has none here."""
    creator: str
    created: int
    updated: int
    fields: Json
    sequence: int = 0
    deleted: bool = False
    occurrences: dict[str, Occurrence] = field(default_factory=dict)
    copies: dict[str, Copy] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Permission:
    """Who may do what with a file. `who` is an address, a domain, or "" for anyone."""

    id: str
    type: str
    role: str
    who: str = ""
    discoverable: bool = False


@dataclass(slots=True, kw_only=True)
class Comment:
    """A comment, with the text that it quotes."""

    id: str
    author: str
    content: str
    created: int
    quoted: str = ""
    resolved: bool = False
    deleted: bool = False


@dataclass(slots=True, kw_only=True)
class File:
    """A file or folder. `apps` are the grants of drive.file: "app user" to when it was given.

    `app_properties` goes by OAuth project. `text` is the content of what is no Google document.
    """

    id: str
    name: str
    mime_type: str
    owner: str
    parents: list[str]
    created: int
    modified: int
    modified_by: str
    findable: int
    drive: str = ""
    trashed: bool = False
    starred: list[str] = field(default_factory=list)
    description: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    app_properties: dict[str, dict[str, str]] = field(default_factory=dict)
    permissions: list[Permission] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    apps: dict[str, int] = field(default_factory=dict)
    text: str = ""
    writers_can_share: bool = True
    copy_needs_writer: bool = False
    version: int = 1
    seen: dict[str, int] = field(default_factory=dict)
    """When it was shared with whom."""


@dataclass(slots=True, kw_only=True)
class SharedDrive:
    """A drive that belongs to nobody; its members' roles hold for all in it."""

    id: str
    name: str
    members: list[Permission]


@dataclass(slots=True, kw_only=True)
class State:
    """All of it."""

    now: int
    stamp: int = 0
    counter: int = 0
    users: dict[str, User] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    access: dict[str, Access] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    drives: dict[str, SharedDrive] = field(default_factory=dict)
    open_domains: dict[str, str] = field(default_factory=dict)
    """Domains whose new files can be found by "domain" or "anyone" unless told otherwise."""
