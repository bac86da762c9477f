"""Years of a 1:1's notes, as text in the notation of `sync.emulator.notation`."""

from collections.abc import Iterator
from datetime import date, timedelta

_NOTES = (
    "Retries are live, the error rate is down by half 🎉",
    "[P0] Moving the payments queue, ETA next Friday",
    "[Blocked] Certificates: waiting for the security review",
    "Would like to present at the engineering **all-hands**",
    "On-call load is too high in our time zone; see [the sheet](https://acme.test/oncall)",
    "What could be better between the two teams?",
)
_ITEMS = (
    "Send the churn readout to marketing",
    "Ask finance about the new contract",
    "Write the postmortem of Tuesday's outage",
    "Introduce her to the data team",
)


def notes(sections: int, *, until: date) -> str:
    """So many weekly sections, the last a week before the day; all but its last items are ticked,
    and in earlier ones two in three.
    """
    days = (until - timedelta(weeks=sections - number) for number in range(sections))
    lines: list[str] = []
    for number, day in enumerate(days):
        lines += _section(number, day, last=number == sections - 1)
    return "\n".join(["= Ada / Bob", *lines, "¶"]) + "\n"


def _section(number: int, day: date, *, last: bool) -> Iterator[str]:
    yield f"## {day:%a, %b} {day.day}, {day.year} · Weekly 1:1"
    for at, heading in enumerate(
        ("✅ Last week's accomplishments", "🗒 Ongoing projects", "🔍 Other topics")
    ):
        yield f"### {heading}"
        for line in range(2):
            yield f"* {_NOTES[(number + 2 * at + line) % len(_NOTES)]} ({number}.{at}{line})"
    yield "### ☑️ Action items"
    for at, item in enumerate(_ITEMS):
        ticked = (number + at) % 3 or (last and at < len(_ITEMS) - 1)
        yield f"- [{'x' if ticked else ' '}] {item} ({number}.{at})"
    yield f"  - [{'x' if number % 2 else ' '}] and tell the others ({number})"
