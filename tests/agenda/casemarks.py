"""The job's marks as cases write them, and the names that they stand for.

    {section 2025-03-10}                  of the meeting whose key is on that day; the heading and
                                          the skeleton are as written, here and in the case
    ... by hand                           a section that people wrote and that was taken
    ... closed                            the job put an empty line behind it
    ... heading (TEXT)                    the heading was written so and people changed it
    ... skeleton hash:...                 likewise
    ... series NAME / thread NAME / pair NAME
    {copy since 2025-03-03}               of the item that reads as this line does, in the section
                                          of that day; the copy is as written, its notes too
    ... of (TEXT) / of (TEXT) 2           the item reads so there (the second that does)
    ... dated 2025-03-04                  it is open since another day than the section's
    ... as (TEXT) / as (TEXT / NOTE)      it was written so, in the notation, and people changed it
    ... level 2                           it was written so deep and people moved it
    ... label deleted / label typed       a label was written and is gone; none was, but one stands
    {to 2025-03-10 since 2025-03-03}      carried to a meeting; `of (TEXT)` as above
    {next 2025-03-10}                     the section of this meeting was made once
    {void ...}                            any of these in the name of another document

A day stands for the key at the first meeting's usual time on it; any other key is written as an
instant. After `since` a day stands for the section of that key, if it bears its mark, else for
people's own section of that date. Whatever fits no rule is shown as the hash that it is.

The names are made here from design's rules and from the document as the emulator holds it, not from
what the planner thinks that it wrote.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sync.agenda.calendar.people import pair_key
from sync.agenda.document.marks import (
    BY_HAND,
    CarriedMark,
    CopyMark,
    Meaning,
    NextMark,
    SectionMark,
    digest,
    meaning_of,
    name_of,
)
from sync.agenda.language.words import Words
from sync.emulator.docs import Document
from sync.emulator.docs.places import Work
from tests.agenda.casefile import Case, CaseMeeting
from tests.agenda.casespots import NOWHERE, Spot, spots_of, start_of, tabs_of, written_as

ELSEWHERE = "another-document"
_HASH = "hash:"
PAIRS = {name: pair_key("ada@example.com", f"{name}@example.com") for name in ("bob", "carol")}
_NAMES = ("weekly", "career", "default", "extra", "old", "plain")
_WORDS = "series|thread|pair|skeleton|since|dated|level|label|by"
_OPTION = re.compile(
    r" (?:(?P<name>heading|of|as) \((?P<text>.*?)\)(?: (?P<nth>[0-9]))?"
    rf"(?= (?:of|as|{_WORDS}) | closed| @|[\"}}]|$)"
    rf"|(?P<word>heading|as|{_WORDS}) (?P<value>\S+)|(?P<flag>closed))"
)


class CaseMarks:
    """Reads and writes the marks of one document of a case."""

    def __init__(self, case: Case, document: Document, skeletons: Mapping[str, str]) -> None:
        self._case = case
        self._document = document
        self._skeletons = skeletons
        self._spots = dict(spots_of(document, self._labels))
        self._standing = self._sections()
        self._known_origins: dict[str, tuple[str, str, int]] = {}

    def named(self) -> Document:
        """The document with the names that its marks stand for."""
        return self._renamed(self._name)

    def shown(self) -> Document:
        """The document with marks as cases write them, the shortest way."""
        return self._renamed(self._shown)

    def _renamed(self, change: Callable[[str, Spot], str]) -> Document:
        def rename(work: Work) -> None:
            for tab in work.all_tabs():
                tab.ranges = tuple(
                    replace(one, name=change(one.name, self._spots.get((tab.id, start), NOWHERE)))
                    for one in tab.ranges
                    for start in [start_of(tab, one.spans[0][0])]
                )

        copy = self._document.copied(self._document.document_id, self._document.title)
        copy.edit(rename)
        return copy

    # what stands where

    def _labels(self, names: Iterable[str]) -> tuple[str, ...]:
        """What the label of a copy may read, by the date that its mark gives."""
        words = Words.for_locale(self._case.settings.get("locale", "en"))
        seen = [meeting.start.date() for meeting in self._case.meetings]
        found = []
        for name in names:
            meaning = meaning_of(name, document_id=self._document.document_id)
            said = _parts(name)[2] if name.startswith("copy ") else {}
            if isinstance(meaning, CopyMark):
                found += [
                    words.since(meaning.since, seen_from=day) for day in (meaning.since, *seen)
                ]
            elif "since" in said:
                since = self._day(said.get("dated", said["since"]))
                found += [words.since(since, seen_from=day) for day in (since, *seen)]
        return tuple(sorted(found, key=len, reverse=True))

    def _sections(self) -> set[datetime]:
        """The keys whose section stands and was made by the job, in either spelling."""
        found: set[datetime] = set()
        for one in (one for tab in tabs_of(self._document) for one in tab.ranges):
            meaning = meaning_of(one.name, document_id=self._document.document_id)
            if isinstance(meaning, SectionMark) and meaning.skeleton != BY_HAND:
                found.add(meaning.instant)
            elif one.name.startswith("section ") and "by hand" not in one.name:
                found.add(self._case.key_of(_parts(one.name)[1]))
        return found

    def _identity(self, day: str) -> str:
        key = self._case.key_of(day)
        return key.isoformat() if day.endswith("Z") or key in self._standing else day[:10]

    def _origin(self, since: str, text: str, nth: int = 1) -> str:
        if since.startswith(_HASH):
            return since.removeprefix(_HASH)
        return digest(self._document.document_id, self._identity(since), text, str(nth - 1))

    # from the case to names

    def _name(self, symbol: str, spot: Spot) -> str:
        if symbol.startswith("void "):
            meaning = self._meaning(symbol.removeprefix("void "), spot)
            return name_of(meaning, document_id=ELSEWHERE) if meaning else symbol
        found = self._meaning(symbol, spot)
        return name_of(found, document_id=self._document.document_id) if found else symbol

    def _meaning(self, symbol: str, spot: Spot) -> Meaning | None:
        kind, day, said = _parts(symbol)
        match kind:
            case "section":
                return self._section(self._case.key_of(day), said, spot)
            case "copy":
                return CopyMark(
                    origin=self._said_origin(said, spot),
                    since=self._day(said.get("dated", said["since"])),
                    written=_hashed(said.get("as"), written_as) or spot.written,
                    level=int(said["level"]) if "level" in said else spot.depth,
                    labelled=spot.labelled != ("label" in said),
                )
            case "to":
                origin = self._said_origin(said, spot)
                return CarriedMark(instant=self._case.key_of(day), origin=origin)
            case "next":
                return NextMark(instant=self._case.key_of(day))
            case _:
                return None

    def _said_origin(self, said: Mapping[str, str], spot: Spot) -> str:
        text = said.get("of", spot.text)
        return self._origin(said["since"], text, int(said.get("nth", "1")))

    def _day(self, text: str) -> date:
        if not text.endswith("Z"):
            return date.fromisoformat(text[:10])
        return self._case.key_of(text).astimezone(self._case.zone).date()

    def _section(self, key: datetime, said: Mapping[str, str], spot: Spot) -> SectionMark:
        usual = self._usual(key)
        by_hand = "by" in said
        thread = said.get("thread", usual.template)
        heading = _hashed(said.get("heading"), digest) or digest(spot.heading)
        skeleton = _hashed(said.get("skeleton"), digest) or self._skeletons.get(thread, thread)
        return SectionMark(
            instant=key,
            series=digest(said.get("series", usual.series)),
            pair=PAIRS[said.get("pair", "bob")],
            thread=digest(thread),
            heading=BY_HAND if by_hand else heading,
            skeleton=BY_HAND if by_hand else skeleton,
            closed="closed" in said,
        )

    def _usual(self, key: datetime) -> CaseMeeting:
        meetings = self._case.meetings
        return next((one for one in meetings if one.key == key), meetings[0])

    # from names to the case

    def _shown(self, name: str, spot: Spot) -> str:
        for document_id, void in ((self._document.document_id, ""), (ELSEWHERE, "void ")):
            meaning = meaning_of(name, document_id=document_id)
            if not isinstance(meaning, str):
                return void + self._symbol(meaning, spot)
        return name

    def _symbol(self, meaning: Meaning, spot: Spot) -> str:
        match meaning:
            case SectionMark():
                return f"section {self._section_symbol(meaning, spot)}"
            case CopyMark():
                return f"copy {self._copy_symbol(meaning, spot)}"
            case CarriedMark():
                origin = self._origin_symbol(meaning.origin, spot)
                return f"to {self._case.day_of(meaning.instant)} {origin}"
            case NextMark():
                return f"next {self._case.day_of(meaning.instant)}"

    def _section_symbol(self, mark: SectionMark, spot: Spot) -> str:
        said: dict[str, str] = {}
        usual = self._usual(mark.instant)
        series = {digest(one): one for one in (*_NAMES, *(m.series for m in self._case.meetings))}
        threads = {digest(one): one for one in (*_NAMES, *self._skeletons)}
        thread = threads.get(mark.thread, mark.thread)
        if mark.series != digest(usual.series):
            said["series"] = series.get(mark.series, mark.series)
        if thread != usual.template:
            said["thread"] = thread
        if mark.pair != PAIRS["bob"]:
            said["pair"] = {key: name for name, key in PAIRS.items()}.get(mark.pair, mark.pair)
        if mark.heading == mark.skeleton == BY_HAND:
            said["by"] = "hand"
        else:
            if mark.heading != digest(spot.heading):
                said["heading"] = _shown_hash(mark.heading, self._headings())
            if mark.skeleton != self._skeletons.get(thread):
                said["skeleton"] = f"{_HASH}{mark.skeleton}"
        if mark.closed:
            said["closed"] = ""
        options = [f"{word} {value}".strip() for word, value in said.items()]
        return " ".join([self._case.day_of(mark.instant), *options])

    def _copy_symbol(self, mark: CopyMark, spot: Spot) -> str:
        symbol = self._origin_symbol(mark.origin, spot)
        since = symbol.split(" ")[1]
        if since.startswith(_HASH) or self._day(since) != mark.since:
            symbol += f" dated {mark.since}"
        if mark.written != spot.written:
            symbol += f" as {_shown_hash(mark.written, self._texts_written())}"
        if mark.level != spot.depth:
            symbol += f" level {mark.level}"
        if mark.labelled != spot.labelled:
            symbol += f" label {'deleted' if mark.labelled else 'typed'}"
        return symbol

    def _origin_symbol(self, origin: str, spot: Spot) -> str:
        own = spot.text
        for days in (self._named_days(), self._days()):
            if origin not in self._known_origins:
                self._learn_origins(days)
        day, text, nth = self._known_origins.get(origin, (f"{_HASH}{origin}", own, 1))
        symbol = f"since {day}" if (text, nth) == (own, 1) else f"since {day} of ({text})"
        return symbol if nth == 1 else f"{symbol} {nth}"

    def _learn_origins(self, days: Iterable[str]) -> None:
        """What each origin may stand for: every line's text in the sections of some days."""
        texts = sorted({spot.text for spot in self._spots.values()} | self._texts())
        for since in days:
            identity = self._identity(since)
            for text in texts:
                for nth in range(1, 5):
                    origin = digest(self._document.document_id, identity, text, str(nth - 1))
                    self._known_origins.setdefault(origin, (since, text, nth))

    def _texts(self) -> set[str]:
        """The texts of lines that people reworded or took away, as the case names them."""
        return {match["text"] for match in _OPTION.finditer(self._case.before) if match["text"]}

    def _named_days(self) -> Iterator[str]:
        """The days and instants that the case names."""
        texts = "\n".join((self._case.before, self._case.after or ""))
        yield from re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}Z)?", texts)

    def _days(self) -> Iterator[str]:
        """The days of half a year up to the last meeting, and the keys on them."""
        last = max(meeting.start for meeting in self._case.meetings).date()
        for number in range(180):
            day = str(last - timedelta(days=number))
            yield day
            yield self._case.key_of(day).strftime("%Y-%m-%dT%H:%MZ")

    def _headings(self) -> dict[str, str]:
        texts = {spot.heading for spot in self._spots.values()} | self._texts()
        return {digest(text): text for text in sorted(texts)}

    def _texts_written(self) -> dict[str, str]:
        return {written_as(text): text for text in sorted(self._texts())}


def _parts(symbol: str) -> tuple[str, str, dict[str, str]]:
    """A mark's kind, its day and its options."""
    found = _OPTION.search(symbol)
    head = symbol[: found.start()] if found else symbol
    kind, _, day = head.partition(" ")
    said: dict[str, str] = {}
    for option in _OPTION.finditer(symbol):
        if option["name"] == "of":
            said |= {"of": option["text"], "nth": option["nth"] or "1"}
        elif option["name"]:
            said[option["name"]] = f"({option['text']})"
        elif option["flag"]:
            said[option["flag"]] = ""
        else:
            said[option["word"]] = option["value"]
    return kind, day, said


def _hashed(said: str | None, make: Callable[[str], str]) -> str:
    """The hash that an option gives, in itself or as a text in brackets."""
    if said is None:
        return ""
    return said.removeprefix(_HASH) if said.startswith(_HASH) else make(said[1:-1])


def _shown_hash(found: str, texts: Mapping[str, str]) -> str:
    return f"({texts[found]})" if found in texts else f"{_HASH}{found}"
