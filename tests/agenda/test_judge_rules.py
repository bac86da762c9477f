"""What the configuration says about people and titles, and what it can't force in."""

from typing import Any

import pytest

from sync.agenda.calendar.meetings import Counts, Verdict
from sync.agenda.calendar.people import Person
from sync.agenda.calendar.rules import PersonRule, Rules
from tests.agenda.calendar_wire import KIM, ME, Json, guest, judged, me, occurrence, told

BO = "bo@example.com"


def one(rules: Rules | None = None, /, **fields: Any) -> Verdict:
    (verdict,) = judged([occurrence(**fields)], rules)
    return verdict


RULES: list[tuple[str, Rules, Json, str]] = [
    (
        "skip",
        Rules(persons=(PersonRule(email=KIM, counts=False),)),
        {},
        "person-skipped",
    ),
    (
        "skip by an alias",
        Rules(persons=(PersonRule(email="lee@example.com", aliases=(KIM,), counts=False),)),
        {},
        "person-skipped",
    ),
    ("another domain", Rules(domains=("example.org",)), {}, "other-domain"),
    ("one of the domains", Rules(domains=("example.org", "@Example.com")), {}, "counts"),
    ("below a domain", Rules(domains=("*.com",)), {}, "counts"),
    (
        "named beyond the domains",
        Rules(domains=("example.org",), persons=(PersonRule(email=KIM),)),
        {},
        "counts",
    ),
    ("a group of ours", Rules(groups=(KIM,)), {}, "group"),
    (
        "a list by another name",
        Rules(groups=()),
        {"attendees": [me(), guest("team@example.com")]},
        "counts",
    ),
    (
        "a group that is named is a person",
        Rules(groups=(KIM,), persons=(PersonRule(email=KIM),)),
        {},
        "counts",
    ),
    ("a bot of ours", Rules(ignore=(BO,)), {"attendees": [me(), guest(), guest(BO)]}, "counts"),
    (
        "a bot that is named is a person",
        Rules(persons=(PersonRule(email="fred@fireflies.ai"),)),
        {"attendees": [me(), guest("fred@fireflies.ai")]},
        "counts",
    ),
    ("a title of ours", Rules(exclude=("kim / *",)), {}, "title-excluded"),
    ("a title brought back", Rules(include=("*guild*",)), {"summary": "Interview guild"}, "counts"),
    (
        "a title of somebody named is as any",
        Rules(persons=(PersonRule(email=KIM),)),
        {"summary": "Interview"},
        "title-excluded",
    ),
    (
        "a title of somebody forced in",
        Rules(persons=(PersonRule(email=KIM, counts=True),)),
        {"summary": "Interview"},
        "counts",
    ),
    (
        "nobody forces a declined one in",
        Rules(persons=(PersonRule(email=KIM, counts=True),)),
        {"attendees": [me(), guest(response="declined")]},
        "they-declined",
    ),
    (
        "two addresses of one guest are one person",
        Rules(persons=(PersonRule(email=KIM, aliases=("kim@example.org",)),)),
        {"attendees": [me(), guest(), guest("kim@example.org")]},
        "counts",
    ),
    (
        "one address of the guest accepts",
        Rules(aliases=((KIM, "kim@example.org"),)),
        {"attendees": [me(), guest(response="declined"), guest("kim@example.org")]},
        "counts",
    ),
    (
        "my other address is me",
        Rules(aliases=((ME, "mia@example.org"),)),
        {"attendees": [me(), guest("mia@example.org"), guest()]},
        "counts",
    ),
    (
        "one address of mine accepts",
        Rules(aliases=((ME, "mia@example.org"),)),
        {"attendees": [me(response="declined"), guest("mia@example.org"), guest()]},
        "counts",
    ),
    (
        "with myself",
        Rules(aliases=((ME, KIM),)),
        {},
        "no-guests",
    ),
]


@pytest.mark.parametrize(
    ("rules", "fields", "word"), [case[1:] for case in RULES], ids=[case[0] for case in RULES]
)
def test_the_configuration_has_its_say(rules: Rules, fields: Json, word: str) -> None:
    assert told(one(rules, **fields)) == word


def test_a_colleague_at_the_maker_of_a_bot_is_a_person() -> None:
    colleagues = [me("mia@otter.ai"), guest("kim@otter.ai")]

    assert told(one(attendees=colleagues)) == "counts"


def test_aliases_lead_to_the_primary_address() -> None:
    rules = Rules(
        aliases=(("mia@new.com", ME),), persons=(PersonRule(email="lee@new.com", aliases=(KIM,)),)
    )
    verdict = one(rules)

    assert isinstance(verdict, Counts)
    assert (verdict.meeting.me, verdict.meeting.other) == (
        Person("mia@new.com"),
        Person("lee@new.com"),
    )
