"""What the configuration says about which events count and for whom.

Values only: `[meetings]`, `[calendar]` and the part of each `[[person]]` that is about meetings.
The configuration builds one and nobody checks it again. Nothing here decides.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

DEFAULT_EXCLUDE = (
    # Interviews. In French, Italian and Japanese the plain word is what a 1:1 is called, too.
    "interview*",
    "phone screen*",
    "screening call*",
    "candidate screen*",
    "hiring debrief*",
    "vorstellungsgespräch*",
    "bewerbungsgespräch*",
    "kennenlerngespräch*",
    "entretien d'embauche",
    "entretien d’embauche",
    "entretien de recrutement",
    "entretien candidat*",
    "entrevista*",
    "colloquio di lavoro",
    "colloquio di selezione",
    "sollicitatiegesprek*",
    "rozmowa kwalifikacyjna",
    "面接",
    "カジュアル面談",
    "面试",
    "*مقابلة عمل*",
    "*مقابلة توظيف*",
    # Two people, regularly, and no 1:1.
    "pair programming",
    "pairing session*",
    "office hours",
    "on-call handover",
    "on-call handoff",
    "oncall handover",
    "oncall handoff",
    "language exchange",
)
"""Titles that don't count unless `include` or the person's entry brings them back."""

DEFAULT_IGNORE = (
    "*notetaker*@*",
    "*note-taker*@*",
    "*note.taker*@*",
    "*meetingbot*@*",
    "*meeting-bot*@*",
    "fred@fireflies.ai",
    "@fireflies.ai",
    "@otter.ai",
    "@read.ai",
    "@e.read.ai",
    "@tldv.io",
    "@fathom.video",
    "@avoma.com",
    "@sembly.ai",
    "@meetgeek.ai",
    "@fellow.app",
    "@fellow.co",
    "@supernormal.com",
    "@grain.com",
    "@grain.co",
    "@gong.io",
    "@chorus.ai",
    "@circleback.ai",
    "@notta.ai",
    "@krisp.ai",
    "@jamie.ai",
    "@meetjamie.ai",
    "@recall.ai",
    "@sybill.ai",
    "@tactiq.io",
)
"""Note-taking bots: no people in the calendar; in sharing they are what everybody is."""

DEFAULT_GROUPS = (
    "team@*",
    "*-team@*",
    "team-*@*",
    "*-all@*",
    "all-*@*",
    "all@*",
    "everyone@*",
    "everybody@*",
    "staff@*",
    "*-group@*",
    "group-*@*",
    "*-list@*",
    "*-leads@*",
    "leads@*",
    "leadership@*",
)
"""Addresses that look like a mailing list. A group is one guest in the calendar, without a flag."""


class NewPairs(Enum):
    """Which pairs without a document may get one."""

    OWN_DOMAIN = "own-domain"
    ASK = "ask"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRule:
    """What one `[[person]]` entry says about meetings.

    `email`: the primary address. `aliases`: further addresses of the same person.
    `counts`: None as a rule: the person is known by name, so `domains`, `groups`, `ignore` and
    `new` don't stand in the way. False (`skip = true`): no meeting with them counts. True (`skip =
    false`, written out): titles that `exclude` names count as well. `paused_until`: left alone
    before this day. `template`: the template of all their meetings.
    """

    email: str
    aliases: tuple[str, ...] = ()
    counts: bool | None = None
    paused_until: date | None = None
    template: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRule:
    """The meetings of a template: those whose title fits a pattern. The first rule wins."""

    name: str
    match: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that the judge of meetings goes by.

    `new`: which pairs without a document may get one. `exclude`, `include`: title patterns (see
    `titles`); what both fit counts. `ignore`: addresses that are nobody, `groups`: addresses that
    are many (see `people.AddressPatterns`). `domains`: where set, the other person's domain must be
    one of these (`*.example.com` for those below it). `aliases`: sets of addresses of one person
    each, the primary one first; one's own belong here, too. `lookahead`: the next meeting of a
    thread is prepared when it starts within this time; `lookback`: how far behind events are read.
    `usual_template` is that of every meeting to which nothing else applies, `monthly_template`
    (None: none) that of a monthly series of a pair that also has a more frequent one.
    `paused_until`: everybody is left alone before this day.
    """

    new: NewPairs = NewPairs.OWN_DOMAIN
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    include: tuple[str, ...] = ()
    ignore: tuple[str, ...] = DEFAULT_IGNORE
    groups: tuple[str, ...] = DEFAULT_GROUPS
    domains: tuple[str, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    persons: tuple[PersonRule, ...] = ()
    lookahead: timedelta = timedelta(days=14)
    lookback: timedelta = timedelta(days=35)
    templates: tuple[TemplateRule, ...] = ()
    usual_template: str = "default"
    monthly_template: str | None = "career"
    paused_until: date | None = None
