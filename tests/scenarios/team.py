"""A manager with ten reports: what happened before in their documents."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sync.commands.try_pen import Pen
from tests.scenarios.company import ME, OTHER, WEEK, Company

ZONE = ZoneInfo("Europe/Berlin")
PEOPLE = 10


def hired(at: Company, people: int = PEOPLE) -> None:
    """Nine more reports beside the one there is, each with a weekly meeting."""
    for number in range(people - 1):
        email = f"report{number}@acme.test"
        at.workspace.add_user(email, f"Report {number}", zone=str(ZONE))
        at.workspace.calendar.add_event(
            ME,
            "Weekly 1:1",
            datetime(2025, 2, 11, 11 + number % 6, tzinfo=ZONE),
            guests=[ME, email],
            recurrence=["RRULE:FREQ=WEEKLY"],
        )


def a_week_later(at: Company) -> None:
    """A first run for all ten, then a week in which something was typed into each document."""
    hired(at)
    at.run()
    for file in at.live():
        pen = Pen(at.workspace, file.id, OTHER)
        pen.write(["Promised:", "- [ ] Ask finance", "\t- [ ] twice", "- [x] Book the room"])
    at.workspace.pass_time(WEEK)
