"""`oneonone review`: what a period's sections say, as Markdown, each line with its section's link.

People's own words, for whoever writes a performance review; nothing leaves the machine, and nothing
of it is logged.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sync.agenda.calendar.pairs import Pair
from sync.agenda.document.notebook import Piece, Run
from sync.agenda.insight.reviewing import Meeting, Said, review_of
from sync.agenda.language.topicwords import Topic
from sync.commands.outcome import Outcome, Passage
from sync.commands.status import HALF_A_YEAR
from sync.commands.status_page import section_address
from sync.commands.sync import open_for
from sync.config.settings import Settings
from sync.errors import OneononeError, UsageProblem
from sync.job.status import Paper, paper_of
from sync.job.window import only

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s|$)")


def run(
    settings: Settings,
    *,
    email: str,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
) -> Outcome:
    """The review of a period: half a year back from its last day, which is today, unless told."""
    last = last or now.date()
    first = first or last - HALF_A_YEAR
    if first > last:
        raise UsageProblem(
            "--from is later than --to",
            where=f"{first} and {last}",
            mend="Give the first day with --from and the last one with --to.",
        )

    def choose(pairs: tuple[Pair, ...]) -> Pair:
        return only(pairs, settings, email)[0]

    since = datetime.combine(first, time(), tzinfo=now.tzinfo) - timedelta(days=1)
    with open_for(settings) as google:
        pair, paper = paper_of(
            settings, google, choose, since=min(since, now), now=now, zones=ZoneInfo
        )
    if paper is None:
        raise OneononeError(
            "There is no document to review yet", where=email, mend="`oneonone sync` makes one."
        )
    if not isinstance(paper, Paper):
        raise OneononeError(paper.what, where=paper.where, mend=paper.mend)
    meetings = review_of(paper.notebook, paper.terms, first=first, last=last)
    name = pair.other.name or pair.other.email
    title = f"{name}, {_day(first)} to {_day(last)}"
    return Outcome(
        blocks=[Passage(markdown(title, meetings, paper.document_id), indent=0)],
        data={
            "with": pair.other.email,
            "from": first.isoformat(),
            "to": last.isoformat(),
            "meetings": [_as_json(one, paper.document_id) for one in meetings],
        },
    )


def markdown(title: str, meetings: Sequence[Meeting], document_id: str) -> str:
    """The whole review."""
    lines = [f"# {_escaped(title)}", ""]
    if not meetings:
        lines.append("The sections of this time say nothing.")
    for topic in Topic:
        parts = [(one, one.said[topic]) for one in meetings if topic in one.said]
        lines += _part(topic.value, parts, document_id, headed=topic is Topic.OTHER)
    lines += _part(
        "Finished items", [(one, one.finished) for one in meetings if one.finished], document_id
    )
    return "\n".join(lines) + "\n"


def _part(
    title: str,
    parts: Iterable[tuple[Meeting, Sequence[Said]]],
    document_id: str,
    *,
    headed: bool = False,
) -> list[str]:
    lines: list[str] = []
    for meeting, said in parts:
        where = f"([{_day(meeting.day)}]({_address(meeting, document_id)}))"
        lowest = min(one.depth for one in said)
        for one in said:
            depth = one.depth - lowest
            under = f"*{_escaped(one.under)}:* " if headed and one.under and not depth else ""
            lines.append(f"{'    ' * depth}- {under}{line_markdown(one.pieces)} {where}")
    return [f"## {title}", "", *lines, ""] if lines else []


def line_markdown(pieces: Iterable[Piece]) -> str:
    """A line's words, none of them taken for Markdown but its own bold, italic, strike, links."""
    text = "".join(_piece_markdown(pieces)).replace("\v", " ").strip()
    return _AT_START.sub(r"\1\\\2", text)


def _piece_markdown(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if piece.suggested:
            continue
        text = _escaped(piece.text)
        link = piece.look.link if isinstance(piece, Run) else ("url", piece.target)
        address = link[1] if link and link[0] == "url" else ""
        if text.strip() and re.match(r"https?://[^\s()<>]+$", address):
            yield f"[{text}]({address})"
        else:
            yield text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _address(meeting: Meeting, document_id: str) -> str:
    return section_address(document_id, meeting.tab_id, meeting.heading_id)


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def _as_json(meeting: Meeting, document_id: str) -> dict[str, Any]:
    return {
        "day": meeting.day.isoformat(),
        "url": _address(meeting, document_id),
        **{
            topic.name.lower(): [_words(one) for one in meeting.said.get(topic, [])]
            for topic in Topic
        },
        "finished": [_words(one) for one in meeting.finished],
    }


def _words(one: Said) -> str:
    return "".join(piece.text for piece in one.pieces if not piece.suggested).strip()
