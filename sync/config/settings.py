"""The settings: what config.toml may say, its defaults, and what counts as a mistake.

`load` gives one frozen value that nobody checks again, or raises with every mistake named. Which
file is read and how mistakes are told stands in `sync/config/file.py`. Relative paths are taken
from the folder of the file. Nothing here talks to Google or looks into the files it names.
"""

import os
from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    ValidationError,
    model_validator,
)

from sync.agenda.calendar.people import Identities
from sync.agenda.calendar.rules import (
    DEFAULT_EXCLUDE,
    DEFAULT_GROUPS,
    DEFAULT_IGNORE,
    NewPairs,
    PersonRule,
    Rules,
    TemplateRule,
)
from sync.agenda.language.ornaments import heading_key
from sync.agenda.planning.templates import BUILT_IN, CAREER, DEFAULT, Template
from sync.config import file as config_file
from sync.config import problems as config_problems
from sync.config.file import ConfigProblem
from sync.config.templates import TemplateSettings
from sync.config.values import (
    ApiRoot,
    DatePattern,
    Day,
    DocumentId,
    Domain,
    Email,
    FilePath,
    FolderId,
    LocaleName,
    OptionalFile,
    ServiceAccount,
    Text,
    Title,
    WebAddress,
)


class _Table(BaseModel):
    """A table of the file: frozen, and a key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class GoogleSettings(_Table):
    """`[google]`: as whom, with how much access, and at which server."""

    access: Literal["app-docs", "all-docs"] = "app-docs"
    client_secret_file: FilePath = Path("client_secret.json")
    token_file: FilePath = Path("token.json")
    api_root: ApiRoot = ""


class CalendarSettings(_Table):
    """`[calendar]`: which one, and how far it is read in both directions."""

    id: Text = "primary"
    lookahead_days: Annotated[StrictInt, Field(ge=1, le=90)] = 14
    lookback_days: Annotated[StrictInt, Field(ge=1, le=366)] = 35


class MeetingSettings(_Table):
    """`[meetings]`: which events are 1:1s, and for whom a document may be made.

    `exclude` and `include` are patterns of titles, `ignore` and `groups` patterns of addresses; how
    they match stands in `sync/agenda/calendar/titles.py` and `people.py`.
    """

    new: Literal["own-domain", "ask", "all"] = "own-domain"
    exclude: tuple[Text, ...] = DEFAULT_EXCLUDE
    include: tuple[Text, ...] = ()
    ignore: tuple[Text, ...] = DEFAULT_IGNORE
    groups: tuple[Text, ...] = DEFAULT_GROUPS
    domains: tuple[Domain, ...] = ()
    aliases: tuple[tuple[Email, ...], ...] = ()


class DocSettings(_Table):
    """`[docs]`: the documents that are made, and who may be able to open any of them."""

    folder: FolderId = ""
    title: Title = "{me} / {other} 1:1"
    intro: StrictBool = True
    share: StrictBool = True
    attach: StrictBool = True
    allow_wider_sharing: StrictBool = False
    max_new: Annotated[StrictInt, Field(ge=0, le=1000)] = 10


class AgendaSettings(_Table):
    """`[agenda]`: where sections stand, in which language, and what is carried into them."""

    placement: Literal["bottom", "top", "auto"] = "bottom"
    template: Text = DEFAULT
    # Not looked at where nobody set it: that would load the languages.
    locale: LocaleName = Field(default="en", validate_default=False)
    date_format: DatePattern = ""
    action_headings: tuple[Text, ...] = ()
    carry_bullets: StrictBool = False
    carry_limit: Annotated[StrictInt, Field(ge=1, le=1000)] = 40
    freeze_minutes: Annotated[StrictInt, Field(ge=0, le=1440)] = 15
    label: Literal["since", "none"] = "since"
    tab: StrictStr = ""


class PersonSettings(_Table):
    """`[[person]]`: what is different for one other person.

    `skip`: true leaves the person out; false, written out, counts meetings whose title `exclude`
    names as well; left out, neither. `paused_until`: the day from which on the job goes on.
    """

    email: Email
    doc: DocumentId = ""
    tab: StrictStr = ""
    template: StrictStr = ""
    skip: StrictBool | None = None
    paused_until: Day = ""
    label: Literal["", "since", "none"] = ""
    also: tuple[Email, ...] = ()
    allow_wider_sharing: StrictBool = False
    aliases: tuple[Email, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The person's address and its aliases."""
        return (self.email, *self.aliases)


class NotifySettings(_Table):
    """`[notify]`: who is told how a run ended. What is told holds counts, codes and addresses."""

    command: tuple[Text, ...] = ()
    webhook: WebAddress = ""
    on: Literal["change", "failure", "always"] = "change"
    heartbeat_url: WebAddress = ""


class CompanySettings(_Table):
    """`[company]`: one run for many managers, in whose names a service account acts.

    The four numbers are requests a minute, as the project's quotas allow them.
    """

    managers: OptionalFile = ""
    service_account: ServiceAccount = ""
    opt_out: OptionalFile = ""
    canary_percent: Annotated[StrictInt, Field(ge=0, le=100)] = 100
    at_once: Annotated[StrictInt, Field(ge=1, le=64)] = 8
    headroom_percent: Annotated[StrictInt, Field(ge=0, le=90)] = 10
    writes: Annotated[StrictInt, Field(ge=1)] = 600
    reads: Annotated[StrictInt, Field(ge=1)] = 3000
    user_writes: Annotated[StrictInt, Field(ge=1)] = 60
    user_reads: Annotated[StrictInt, Field(ge=1)] = 300

    @model_validator(mode="after")
    def _both_or_neither(self) -> "CompanySettings":
        if bool(self.managers) != bool(self.service_account):
            raise ValueError("needs both managers and service_account, or neither")
        return self


class RunSettings(_Table):
    """`[run]`: until when all is left alone, how many pairs at a time, and how the log looks."""

    paused_until: Day = ""
    workers: Annotated[StrictInt, Field(ge=1, le=32)] = 10
    log_format: Literal["auto", "json", "text"] = "auto"


class Settings(_Table):
    """All that config.toml says, checked."""

    google: GoogleSettings = GoogleSettings()
    calendar: CalendarSettings = CalendarSettings()
    meetings: MeetingSettings = MeetingSettings()
    docs: DocSettings = DocSettings()
    agenda: AgendaSettings = AgendaSettings()
    template: tuple[TemplateSettings, ...] = ()
    person: tuple[PersonSettings, ...] = ()
    notify: NotifySettings = NotifySettings()
    company: CompanySettings = CompanySettings()
    run: RunSettings = RunSettings()

    @model_validator(mode="after")
    def _nobody_twice(self) -> "Settings":
        seen: set[str] = set()
        for person in self.person:
            for address in person.addresses:
                if address in seen:
                    raise ValueError(f"names {address} in two [[person]] entries")
                seen.add(address)
        return self

    @model_validator(mode="after")
    def _templates_known(self) -> "Settings":
        own = [one.name for one in self.template]
        for name in own:
            if own.count(name) > 1 or name in BUILT_IN:
                raise ValueError(f"has two templates of the name {name!r}")
        known = {*BUILT_IN, *own}
        said = [self.agenda.template, *(one.template for one in self.person if one.template)]
        for name in said:
            if name not in known:
                names = ", ".join(sorted(known))
                raise ValueError(f"names the template {name!r}; there are {names}")
        return self

    @model_validator(mode="after")
    def _carrying_is_clear(self) -> "Settings":
        """What is carried from a section is known by its heading, whichever template wrote it."""
        sections = [section for template in self.template for section in template.section]
        none = [one.heading for one in sections if one.carry == "none"]
        if not none:
            return self
        from sync.agenda.language.headingwords import (  # noqa: PLC0415 - few files need it
            is_action_heading,
        )

        some = {heading_key(one.heading) for one in sections if one.carry != "none"}
        for heading in none:
            if heading_key(heading) in some:
                raise ValueError(
                    f"carries nothing from {heading!r} in one place, but not in another"
                )
            if is_action_heading(heading, self.agenda.action_headings):
                raise ValueError(f"carries nothing from {heading!r}, where open items belong")
        return self

    @cached_property
    def templates(self) -> Mapping[str, Template]:
        """The templates of one's own, by name."""
        return {one.name: one.template() for one in self.template}

    @cached_property
    def identities(self) -> Identities:
        """Which addresses are one person."""
        sets = [person.addresses for person in self.person]
        return Identities([*self.meetings.aliases, *sets])

    @cached_property
    def _people(self) -> Mapping[str, PersonSettings]:
        return {self.identities.primary(person.email): person for person in self.person}

    def person_for(self, email: str) -> PersonSettings:
        """What is set for a person, by any of their addresses; the defaults where nothing is."""
        primary = self.identities.primary(email)
        return self._people.get(primary) or PersonSettings.model_construct(email=primary)

    def rules(self) -> Rules:
        """What the judge of meetings goes by."""
        said = self.meetings
        return Rules(
            new=NewPairs(said.new),
            exclude=said.exclude,
            include=said.include,
            ignore=said.ignore,
            groups=said.groups,
            domains=said.domains,
            aliases=said.aliases,
            persons=tuple(
                PersonRule(
                    email=person.email,
                    aliases=person.aliases,
                    counts=None if person.skip is None else not person.skip,
                    paused_until=person.paused_until or None,
                    template=person.template or None,
                )
                for person in self.person
            ),
            lookahead=timedelta(days=self.calendar.lookahead_days),
            lookback=timedelta(days=self.calendar.lookback_days),
            templates=tuple(
                TemplateRule(name=one.name, match=one.match) for one in self.template if one.match
            ),
            usual_template=self.agenda.template,
            monthly_template=CAREER,
            paused_until=self.run.paused_until or None,
        )


def load(given: Path | None = None, *, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the file that `config_file.find` finds."""
    path = config_file.find(given, environment=environment)
    return parse(path)


def parse(path: Path) -> Settings:
    """The settings of this file; every mistake in it at once otherwise."""
    values, text = config_file.read(path)
    # There even where the file leaves it out: its default paths are relative to the file, too.
    values.setdefault("google", {})
    try:
        return Settings.model_validate(values, context={"folder": path.resolve().parent})
    except ValidationError as exc:
        raise ConfigProblem(path, config_problems.problems(exc, model=Settings, text=text)) from exc
