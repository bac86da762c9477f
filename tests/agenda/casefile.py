"""Reads a golden case: a document before, meetings, and what the planner makes of it.

    Open items go forward, ticked ones stay.            the story, up to a blank line

    meeting: 2025-03-10 09:00 America/Los_Angeles · Weekly 1:1
    placement: top                                      settings, see SETTINGS

    -- before --                                        the document in the notation
    -- after --                                         what it becomes; or instead of it, above,
                                                        `unchanged: REASON` or `refused: REASON`
    -- left --                                          each item that stays: `TEXT -> REASON`
    -- templates --                                     people's own, as in the configuration

A meeting is its start, its zone and its title (in quotes: as JSON), and may go on with `| key
2025-03-09 09:00` where it was moved, `| series NAME`, `| template NAME` and `| single yes` where it
does not recur. Marks are written as
`casemarks` says.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sync.agenda.planning.templates import Part, Template

FOLDER = Path(__file__).parent / "cases"
SETTINGS = {
    "placement": "bottom, top or auto",
    "locale": "the language, `en` by default",
    "date format": "a CLDR pattern",
    "cadence": "weekly, biweekly or monthly: what the first heading speaks of",
    "calendar": "starts that the calendar knows beside the meetings', `KEY -> START` where moved",
    "lookback": "days",
    "cancelled": "keys that are proven not to take place, with commas between",
    "frozen": "`yes` shortly before the meeting",
    "again": "`yes` for `sync --again`",
    "label": "`none`: carried items say not since when",
    "quoted": "texts that comments quote, with commas between",
    "limit": "how many items are carried at most",
    "bullets": "`carried` under action headings",
    "action headings": "of people's own, with commas between",
    "tab": "the configured tab",
    "title": "of a document that the job made; it gets the small line too",
    "threads": "that are configured, with commas between; those of the meetings by default",
    "series now": "which thread a series is of by now, with commas between: `weekly -> mine`",
    "usual": "the template of the usual thread, `default` by default",
    "remove": "`yes` for `oneonone remove`",
    "chips": "`as text`, after Google refused one",
    "export": "`none` where it can't be had",
    "unknown": "how many of the carried items could not be told open from done",
    "unchanged": "nothing is written, and why",
    "refused": "the document must not be written, and why",
}
_PARTS = re.compile(r"^-- (before|after|left|templates) --\n", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMeeting:
    """A meeting of a case; `key` is its instant in UTC."""

    start: datetime
    title: str
    key: datetime
    series: str = "weekly"
    template: str = "default"
    single: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as its file says it. `after` is None where nothing may be written."""

    name: str
    story: str
    meetings: tuple[CaseMeeting, ...]
    settings: Mapping[str, str]
    before: str
    after: str | None
    left: tuple[str, ...] | None
    templates: tuple[Template, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the first meeting, in which the days of keys are counted."""
        zone = self.meetings[0].start.tzinfo
        assert isinstance(zone, ZoneInfo)
        return zone

    def key_of(self, text: str) -> datetime:
        """The instant that a day stands for: at the first meeting's usual time, or as written."""
        if text.endswith("Z"):
            return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        usual = self.meetings[0].key.astimezone(self.zone).strftime("%H:%M")
        written = text if " " in text else f"{text} {usual}"
        return local(written, self.zone).astimezone(UTC)

    def day_of(self, key: datetime) -> str:
        """The shortest text that `key_of` reads as this instant."""
        day = key.astimezone(self.zone).strftime("%Y-%m-%d")
        return day if self.key_of(day) == key else key.strftime("%Y-%m-%dT%H:%MZ")

    def starts(self) -> dict[datetime, datetime]:
        """The real starts that the calendar knows, by key."""
        found = {meeting.key: meeting.start for meeting in self.meetings}
        return found | self._listed_starts()

    def held(self) -> dict[tuple[str, datetime], datetime]:
        """The meetings that take place: their starts by series and key."""
        found = {(meeting.series, meeting.key): meeting.start for meeting in self.meetings}
        first = self.meetings[0].series
        return found | {(first, key): start for key, start in self._listed_starts().items()}

    def _listed_starts(self) -> dict[datetime, datetime]:
        found = {}
        for entry in self.listed("calendar"):
            key, _, start = entry.partition(" -> ")
            moved = local(start, self.zone) if start else self.key_of(key).astimezone(self.zone)
            found[self.key_of(key)] = moved
        return found

    def listed(self, setting: str) -> list[str]:
        """A setting with commas, as a list."""
        return _listed(self.settings.get(setting, ""))


def local(text: str, zone: ZoneInfo) -> datetime:
    """A start as it is written in a case."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=zone)


def case_names() -> list[str]:
    """The names of all cases, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def read_case(name: str) -> Case:
    """The case of a name, or ValueError where its file is none."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    head, *parts = _PARTS.split(text)
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    story, _, lines = head.partition("\n\n")
    meetings: list[CaseMeeting] = []
    settings: dict[str, str] = {}
    for line in lines.splitlines():
        setting, colon, value = line.partition(": ")
        if setting == "meeting":
            meetings.append(_meeting(value))
        elif setting in SETTINGS and colon:
            settings[setting] = value.strip()
        elif line:
            raise ValueError(f"{name}: no setting: {line}")
    ends = [end for end in ("unchanged", "refused") if end in settings] + [
        part for part in ("after",) if part in found
    ]
    if len(ends) != 1 or not meetings or not story or "before" not in found:
        raise ValueError(f"{name}: a story, a meeting, a document before and one end are needed")
    left = found.get("left")
    return Case(
        name=name,
        story=" ".join(story.split()),
        meetings=tuple(meetings),
        settings=settings,
        before=found["before"],
        after=found.get("after"),
        left=None if left is None else tuple(line for line in left.splitlines() if line),
        templates=_templates(found.get("templates", "")),
    )


def with_after(name: str, after: str) -> str:
    """The text of a case's file with another document after."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    head, mark, rest = text.partition("-- after --\n")
    others = _PARTS.search(rest)
    return head + mark + after + ("\n" + rest[others.start() :] if others else "")


def _templates(text: str) -> tuple[Template, ...]:
    return tuple(
        Template(
            name=one["name"],
            parts=tuple(
                Part(
                    heading=part["heading"],
                    prompts=tuple(part.get("prompts", ())),
                    list_kind="check" if part.get("list") == "checklist" else "disc",
                    carry=part.get("carry", "open"),
                )
                for part in one["section"]
            ),
        )
        for one in tomllib.loads(text).get("template", ())
    )


def _meeting(text: str) -> CaseMeeting:
    what, *more = text.split(" | ")
    when, _, title = what.partition(" · ")
    day, time, zone = when.split()
    start = local(f"{day} {time}", ZoneInfo(zone))
    said = dict(one.split(" ", 1) for one in more)
    key = local(said.pop("key"), ZoneInfo(zone)) if "key" in said else start
    title = json.loads(title) if title.startswith('"') else title.strip()
    single = said.pop("single", "no") == "yes"
    return CaseMeeting(start=start, title=title, key=key.astimezone(UTC), single=single, **said)


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]
