"""Says a verdict in words that a manager understands: the one place where they are written.

For `explain`, which exists to show this. The words name addresses and patterns, never a title.
"""

from typing import assert_never

from sync.agenda.calendar.meetings import Counts, LeftOut, Reason, Single, Verdict
from sync.agenda.calendar.pairs import NewReason, Pair

_KINDS = {
    "outOfOffice": "an out-of-office entry",
    "focusTime": "focus time",
    "workingLocation": "a working location",
    "birthday": "a birthday",
    "fromGmail": "an entry that Gmail made",
}

_SENTENCES = {
    Reason.UNREADABLE: "Google's answer lacks its start or its id",
    Reason.DUPLICATE: "another copy of a meeting that is listed as well",
    Reason.CANCELLED: "cancelled",
    Reason.SERIES: "this is the series itself; its meetings are listed one by one",
    Reason.OTHER_KIND: "{kind}, not a meeting",
    Reason.ALL_DAY: "all day long; a meeting needs a time",
    Reason.GUESTS_HIDDEN: "the guest list is hidden, so nobody can tell who else is in it",
    Reason.NO_GUESTS: "nobody else is invited",
    Reason.NOT_IN_IT: "you are not on its guest list",
    Reason.TOO_MANY: "{people} people are in it; a 1:1 has two",
    Reason.NO_ADDRESS: "a guest has no address",
    Reason.GROUP: "{person} looks like a group; a person is made known by a [[person]] entry",
    Reason.PERSON_SKIPPED: "{person} has skip = true in [[person]]",
    Reason.OTHER_DOMAIN: (
        "{person} is not in [meetings] domains; a [[person]] entry makes the meetings count"
    ),
    Reason.TITLE_EXCLUDED: (
        'its title fits "{pattern}" in [meetings] exclude; [meetings] include, or skip = false '
        "in the [[person]] entry of {person}, makes it count"
    ),
    Reason.I_DECLINED: "you declined it",
    Reason.THEY_DECLINED: "{person} declined it",
    Reason.OUT_OF_OFFICE: "you are out of office then",
}

_NEW = {
    NewReason.NAMED: "{other} is named in [[person]]",
    NewReason.OWN_DOMAIN: "{other} is of your own domain",
    NewReason.ALL: '[meetings] new = "all"',
    NewReason.ONLY_SINGLE: "a single meeting gets no document of its own",
    NewReason.ASK: '[meetings] new = "ask"; add a [[person]] entry for {other} to get one',
    NewReason.OTHER_DOMAIN: (
        "{other} is outside your own domain; add a [[person]] entry for them to get one"
    ),
    NewReason.PUBLIC_MAIL: (
        "{other} has an address of a public mail service; "
        "add a [[person]] entry for them to get one"
    ),
}


def why(verdict: Verdict) -> str:
    """One sentence, without a full stop, on why an event counts or does not."""
    match verdict:
        case Counts(meeting=meeting):
            kind = "a 1:1" if meeting.recurring else "a single meeting beside your 1:1s"
            return f"{kind} with {meeting.other.email}"
        case Single(meeting=meeting):
            return (
                f"a single meeting with {meeting.other.email}; "
                "it counts only if the two of you have a document already"
            )
        case LeftOut(reason=reason, facts=facts):
            words = dict(facts)
            if reason is Reason.OTHER_KIND:
                words["kind"] = _KINDS.get(words["kind"], "another kind of entry")
            return _SENTENCES[reason].format_map(words)
        case _:
            assert_never(verdict)


def why_new(pair: Pair) -> str:
    """Why a pair without a document may get one, or may not."""
    return _NEW[pair.new_reason].format(other=pair.other.email)
