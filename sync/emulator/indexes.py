"""Finds users, events and files by what is asked of them, without going through all there are.

What they give may fit, in the order in which it came to be; whoever asks still looks at each. They
hold nothing that the records don't say, and a Workspace that is opened makes them anew. So records
are put in their place, and changed where an index goes by it, through these alone.
"""

from collections.abc import Iterable

from sync.emulator.state import File, Series, User


class Users:
    """People and groups by their addresses, and the groups that somebody belongs to."""

    def __init__(self, users: dict[str, User]) -> None:
        self._users = users
        self._aliases: dict[str, User] | None = None
        self._groups: list[User] | None = None

    def put(self, user: User) -> None:
        """Adds a user, in the place of one with the same address."""
        self._users[user.email] = user
        self._aliases = self._groups = None

    def find(self, address: str) -> User | None:
        """The user of an address in lower case: a main one before an alias."""
        found = self._users.get(address)
        return found if found is not None else self._by_alias().get(address)

    def groups_of(self, email: str) -> set[str]:
        """The groups that a user belongs to, through other groups too."""
        found: set[str] = set()
        if self._groups is None:
            self._groups = [user for user in self._users.values() if user.group]
        if not self._groups or email not in self._users:
            return found
        pending = [email]
        while pending:
            member = pending.pop()
            for group in self._groups:
                if member in group.members and group.email not in found:
                    found.add(group.email)
                    pending.append(group.email)
        return found

    def addresses_of(self, email: str) -> set[str]:
        """Under which addresses somebody may be meant: the own ones and those of the groups."""
        emails = {email, *self.groups_of(email)}
        users = (self._users[each] for each in emails if each in self._users)
        return emails.union(*(user.aliases for user in users))

    def _by_alias(self) -> dict[str, User]:
        if self._aliases is None:
            self._aliases = {}
            for user in self._users.values():
                for alias in user.aliases:
                    self._aliases.setdefault(alias, user)
        return self._aliases


class Events:
    """Events by the addresses of their organizers and guests."""

    def __init__(self, series: dict[str, Series]) -> None:
        self._series = series
        self._order: dict[str, int] = {}
        self._named: dict[str, frozenset[str]] = {}
        self._at: dict[str, set[str]] = {}
        for each in series.values():
            self._note(each)

    def put(self, series: Series) -> None:
        """Adds an event, in the place of one with the same id."""
        self._series[series.id] = series
        self._note(series)

    def changed(self, series: Series, stamp: int) -> None:
        """Says that an event is another since this time. Needed after each change of what its
        copies share: its etag goes by it too.
        """
        series.updated = stamp
        self._note(series)

    def naming(self, addresses: Iterable[str]) -> list[Series]:
        """All events, or occurrences of them, that name one of the addresses."""
        found = {event_id for each in addresses for event_id in self._at.get(each, ())}
        return [self._series[each] for each in sorted(found, key=self._order.__getitem__)]

    def _note(self, series: Series) -> None:
        self._order.setdefault(series.id, len(self._order))
        before = self._named.get(series.id, frozenset())
        named = _named(series)
        for gone in before - named:
            self._at[gone].discard(series.id)
        for new in named - before:
            self._at.setdefault(new, set()).add(series.id)
        self._named[series.id] = named


def _named(series: Series) -> frozenset[str]:
    lists = [series.fields.get("attendees", ())]
    lists += [each.changes.get("attendees", ()) for each in series.occurrences.values()]
    guests = {guest["email"].lower() for people in lists for guest in people}
    return frozenset({series.calendar, *guests})


class Files:
    """Files by the apps that drive.file covers them for."""

    def __init__(self, files: dict[str, File]) -> None:
        self._files = files
        self._order: dict[str, int] = {}
        self._given: dict[str, set[str]] = {}
        for each in files.values():
            self._note(each)

    def put(self, file: File) -> None:
        """Adds a file, in the place of one with the same id."""
        before = self._files.get(file.id)
        if before is not None:
            self._forget(before)
        self._files[file.id] = file
        self._note(file)

    def drop(self, file_id: str) -> None:
        """Takes a file away for good, if it is there."""
        file = self._files.pop(file_id, None)
        if file is not None:
            self._forget(file)
            del self._order[file_id]

    def give(self, file: File, place: str, stamp: int) -> None:
        """Covers a file for "app user" from now on, unless it is covered already."""
        file.apps.setdefault(place, stamp)
        self._note(file)

    def given(self, place: str) -> list[File]:
        """The files that were given to "app user"."""
        found = self._given.get(place, ())
        return [self._files[each] for each in sorted(found, key=self._order.__getitem__)]

    def _note(self, file: File) -> None:
        if file.id not in self._order:
            self._order[file.id] = next(reversed(self._order.values()), 0) + 1
        for place in file.apps:
            self._given.setdefault(place, set()).add(file.id)

    def _forget(self, file: File) -> None:
        for place in file.apps:
            self._given[place].discard(file.id)
