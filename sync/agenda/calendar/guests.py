"""Who meets whom in an event: the one other person, or the reason why there is none.

Rooms and ignored bots are nobody, aliases of one person are one person, and oneself is known by
`self`, never by address. Whether the meeting counts for other reasons is not asked here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.agenda.calendar.events import Attendee, Event
from sync.agenda.calendar.meetings import Reason
from sync.agenda.calendar.people import (
    AddressPatterns,
    Identities,
    Person,
    domain_of,
    is_group_address,
    is_room_address,
    normal_address,
)
from sync.agenda.calendar.rules import PersonRule, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """The two people of an event. `rule` is the other's `[[person]]` entry, if there is one."""

    me: Person
    other: Person
    rule: PersonRule | None
    i_declined: bool
    they_declined: bool


@dataclass(frozen=True, slots=True)
class Nobody:
    """There is no one other person, and why."""

    reason: Reason
    facts: tuple[tuple[str, str], ...] = ()


class People:
    """The rules about people, made ready once for a run."""

    __slots__ = ("_groups", "_ignore", "_rules", "identities")

    def __init__(self, rules: Rules) -> None:
        sets = [(person.email, *person.aliases) for person in rules.persons]
        self.identities = Identities([*rules.aliases, *sets])
        self._ignore = AddressPatterns(rules.ignore)
        self._groups = AddressPatterns(rules.groups)
        self._rules = {self.identities.primary(one.email): one for one in rules.persons}

    def rule_for(self, primary: str) -> PersonRule | None:
        """The `[[person]]` entry of a primary address."""
        return self._rules.get(primary)

    def two(self, event: Event) -> Two | Nobody:
        """The two people of an event that has exactly two, one of them oneself."""
        if event.guests_hidden:
            return Nobody(Reason.GUESTS_HIDDEN)
        if not event.attendees:
            return Nobody(Reason.NO_GUESTS)
        mine = self._mine(event)
        if not mine:
            return Nobody(Reason.NOT_IN_IT)
        me = self._person(mine)
        own_domain = domain_of(normal_address(mine[0].email))
        others = [
            one
            for one in event.attendees
            if not one.is_self
            and not self._is_nobody(one, own_domain)
            and self.identities.primary(one.email) != me.email
        ]
        if any(not one.email for one in others):
            return Nobody(Reason.NO_ADDRESS)
        addresses = sorted({self.identities.primary(one.email) for one in others})
        if not addresses:
            return Nobody(Reason.NO_GUESTS)
        people = 1 + len(addresses) + sum(max(one.brings, 0) for one in (*mine, *others))
        if people > 2:
            return Nobody(Reason.TOO_MANY, (("people", str(people)),))
        return self._pair(me, mine, others)

    def _pair(
        self, me: Person, mine: Sequence[Attendee], others: Sequence[Attendee]
    ) -> Two | Nobody:
        other = self._person(others)
        rule = self.rule_for(other.email)
        group = self._groups.match(other.email)
        if rule is None and (group or is_group_address(other.email)):
            return Nobody(Reason.GROUP, (("person", other.email), ("pattern", group or "")))
        return Two(
            me=me,
            other=other,
            rule=rule,
            i_declined=_declined(mine),
            they_declined=_declined(others),
        )

    def _mine(self, event: Event) -> list[Attendee]:
        """One's own lines of the guest list; whoever organizes without being a guest has one."""
        mine = [one for one in event.attendees if one.is_self and one.email]
        organizer = event.organizer
        if not mine and event.i_organize and organizer and not is_group_address(organizer):
            mine = [Attendee(email=organizer, is_self=True, response="accepted")]
        if not mine:
            return []
        me = self.identities.primary(mine[0].email)
        also = (one for one in event.attendees if not one.is_self and one.email)
        return mine + [one for one in also if self.identities.primary(one.email) == me]

    def _is_nobody(self, one: Attendee, own_domain: str) -> bool:
        if one.is_room or is_room_address(one.email):
            return True
        named = self.identities.primary(one.email) in self._rules
        return not named and self._ignore.match(one.email, own_domain=own_domain) is not None

    def _person(self, lines: Sequence[Attendee]) -> Person:
        """One person from all lines that are theirs; the name is that of the first in order."""
        names = sorted(one.name for one in lines if one.name)
        return Person(self.identities.primary(lines[0].email), names[0] if names else "")


def _declined(lines: Sequence[Attendee]) -> bool:
    return all(one.response == "declined" for one in lines)
