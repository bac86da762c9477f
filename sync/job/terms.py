"""What the configuration and the calendar say about a pair's document, as the planner takes it."""

from datetime import datetime, timedelta

from sync.agenda.datewords import parse_locale
from sync.agenda.headingwords import is_action_heading
from sync.agenda.introduction import introduction
from sync.agenda.items import Reading
from sync.agenda.lines import Wording
from sync.agenda.marks import digest
from sync.agenda.meetings import Meeting
from sync.agenda.pairs import Pair
from sync.agenda.plan import Occasion, Terms
from sync.agenda.templates import Template, default_template
from sync.agenda.threads import Thread
from sync.agenda.words import Words
from sync.config import Settings


def occasions_of(pair: Pair, settings: Settings) -> tuple[Occasion, ...]:
    """The meetings to be prepared: the next one of each thread, where there is one."""
    return tuple(
        _occasion(thread.next, _template(settings, thread))
        for thread in pair.threads
        if thread.next is not None
    )


def terms_of(pair: Pair, settings: Settings, *, made: bool) -> Terms:
    """The terms of a pair's document; `made`: the job made it, so it gets the title and intro."""
    agenda = settings.agenda
    usual = digest(settings.rules().usual_template)
    person = settings.person_for(pair.other.email)
    own = tuple(heading.casefold().strip() for heading in agenda.action_headings)
    me, other = (who.name or who.email.partition("@")[0] for who in (pair.me, pair.other))
    return Terms(
        pair=pair.key,
        starts={_minute(meeting.key): meeting.start for meeting in pair.meetings},
        threads=frozenset({usual, *(digest(thread.template) for thread in pair.threads)}),
        usual=usual,
        wording=Wording(
            locale=agenda.locale,
            date_pattern=agenda.date_format or None,
            rtl=parse_locale(agenda.locale).text_direction == "rtl",
        ),
        reading=Reading(
            is_action=lambda text: is_action_heading(text) or text.casefold().strip() in own,
            bullets=agenda.carry_bullets,
        ),
        placement=agenda.placement,
        tab=person.tab or agenda.tab or None,
        title=settings.docs.title.format(me=me, other=other),
        intro=introduction(agenda.locale, owner=me) if made and settings.docs.intro else None,
        lookback=timedelta(days=settings.calendar.lookback_days),
        carry_limit=agenda.carry_limit,
    )


def _template(settings: Settings, thread: Thread) -> Template:
    words = Words.for_locale(settings.agenda.locale)
    return default_template(
        accomplishments=words.accomplishments(thread.cadence),
        projects=words.projects,
        topics=words.topics,
        actions=words.actions,
    )


def _occasion(meeting: Meeting, template: Template) -> Occasion:
    return Occasion(
        instant=_minute(meeting.key),
        series=meeting.series,
        start=meeting.start,
        title=meeting.title,
        template=template,
    )


def _minute(instant: datetime) -> datetime:
    """Marks hold minutes."""
    return instant.replace(second=0, microsecond=0)
