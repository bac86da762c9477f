"""What the configuration and the calendar say about a pair's document, as the planner takes it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from html import unescape

from sync.agenda.calendar.pairs import Pair
from sync.agenda.calendar.threads import courses, usual_of
from sync.agenda.document.items import Reading
from sync.agenda.document.marks import digest
from sync.agenda.language.dates import format_date, read_date
from sync.agenda.language.datewords import parse_locale
from sync.agenda.language.headingwords import is_action_heading
from sync.agenda.language.introduction import introduction
from sync.agenda.language.ornaments import heading_key
from sync.agenda.language.words import Words
from sync.agenda.planning.lines import Wording
from sync.agenda.planning.plan import Occasion, Terms
from sync.agenda.planning.templates import own_words, template_named
from sync.config.settings import Settings
from sync.job.clients import Json


def occasions_of(
    pair: Pair, settings: Settings, *, now: datetime, again: bool = False
) -> tuple[Occasion, ...]:
    """The meetings to be prepared: the next one of each thread, where there is one.

    `again`: a section that people removed is made again.
    """
    freeze = timedelta(minutes=settings.agenda.freeze_minutes)
    return tuple(
        Occasion(
            instant=_minute(thread.next.key),
            series=thread.next.series,
            start=thread.next.start,
            title=thread.next.title,
            template=template_named(
                thread.template,
                settings.templates,
                Words.for_locale(settings.agenda.locale),
                thread.cadence,
            ),
            late=now < thread.next.start - freeze,
            again=again,
        )
        for thread in pair.threads
        if thread.next is not None
    )


def terms_of(pair: Pair, settings: Settings, *, now: datetime, made: bool) -> Terms:
    """The terms of a pair's document; `made`: the job made it, so it gets the title and intro."""
    agenda = settings.agenda
    usual, threads = _threads(pair, settings)
    person = settings.person_for(pair.other.email)
    label = person.label or agenda.label
    names = {digest(one.series): one.series for one in (*pair.meetings, *pair.off)}
    names |= {digest(one.series): one.series for one in pair.cancelled}

    def gone(series: str, instant: datetime) -> bool:
        name = names.get(series)
        return name is not None and pair.why_gone(name, instant) is not None

    def since(day: date, seen_from: date) -> str:
        return Words.for_locale(agenda.locale).since(day, seen_from=seen_from)

    me, other = (who.name or who.email.partition("@")[0] for who in (pair.me, pair.other))
    return Terms(
        pair=pair.key,
        starts={_minute(meeting.key): meeting.start for meeting in pair.meetings},
        threads=threads,
        usual=usual,
        series={
            digest(series): (digest(course.current), frozenset(map(digest, course.going_on)))
            for series, course in courses(pair.threads).items()
        },
        wording=Wording(
            locale=agenda.locale,
            date_pattern=agenda.date_format or None,
            label=None if label == "none" else since,
            rtl=parse_locale(agenda.locale).text_direction == "rtl",
        ),
        reading=_reading(settings),
        held={(digest(one.series), _minute(one.key)): one.start for one in pair.meetings},
        gone=gone,
        singles={
            digest(one.series): _minute(one.key) for one in pair.meetings if not one.recurring
        },
        placement=agenda.placement,
        tab=person.tab or agenda.tab or None,
        title=settings.docs.title.format(me=me, other=other),
        intro=introduction(agenda.locale, owner=me) if made and settings.docs.intro else None,
        lookback=timedelta(days=settings.calendar.lookback_days),
        carry_limit=agenda.carry_limit,
        own_words=own_words(settings.templates.values(), Words.for_locale(agenda.locale)),
        zone=next((one.start.tzinfo for one in (*pair.meetings, *pair.off)), None) or UTC,
        horizon=now - timedelta(days=settings.calendar.lookback_days),
    )


def load_language(settings: Settings, day: date) -> None:
    """Loads what dates are written and read with, by writing and reading one: the first would."""
    locale = settings.agenda.locale
    read_date(format_date(day, settings.agenda.date_format or None, locale), locale=locale)
    Words.for_locale(locale).since(day, seen_from=day)


def _threads(pair: Pair, settings: Settings) -> tuple[str, frozenset[str]]:
    """The thread of sections written by people, and all that are configured, as digests.

    Where a person's entry names a template, all meetings with them are one thread. The usual one is
    none of a pair's that meets under others alone: what stands of it is of theirs.
    """
    named = settings.person_for(pair.other.email).template
    if named:
        return digest(named), frozenset({digest(named)})
    rules = settings.rules()
    usual = usual_of(pair.threads, rules.usual_template)
    names = {usual, rules.monthly_template, *settings.templates}
    names |= {thread.template for thread in pair.threads}
    if usual != rules.usual_template:
        names.discard(rules.usual_template)
    return digest(usual), frozenset(digest(name) for name in names if name)


def _reading(settings: Settings) -> Reading:
    """What counts as an item, by the configuration and the headings of one's own templates."""
    agenda = settings.agenda
    own = settings.templates.values()
    receiving = [template.parts[template.receiving].heading for template in own]
    carried = {
        kind: {
            heading_key(part.heading)
            for template in own
            for part in template.parts
            if part.carry == kind
        }
        for kind in ("bullets", "none")
    }
    return Reading(
        is_action=lambda text: is_action_heading(text, (*agenda.action_headings, *receiving)),
        bullets=agenda.carry_bullets,
        locale=agenda.locale,
        bullets_under=lambda text: heading_key(text) in carried["bullets"],
        nothing_under=lambda text: heading_key(text) in carried["none"],
    )


def quotes_of(comments: Iterable[Json]) -> tuple[str, ...]:
    """The text that the comments quote, blanks folded: those of comments that stand open."""
    found = (
        one.get("quotedFileContent", {}).get("value", "")
        for one in comments
        if not one.get("resolved") and not one.get("deleted")
    )
    return tuple(" ".join(unescape(text).split()) for text in found if text)


def _minute(instant: datetime) -> datetime:
    """Marks hold minutes."""
    return instant.replace(second=0, microsecond=0)
