"""The job's own words in people's language: headings of the built-in templates, labels, brackets.

It decides how these are said; names of months and the order of a date come from babel. It never
reads a document (headings that people wrote are known by `headingwords`).

    Words.for_locale("de-DE").accomplishments(Cadence.WEEKLY)   "✅ Erfolge der letzten Woche"
    Words.for_locale("de-DE").since(day, seen_from=meeting)     "(seit 3. März)"

A locale of no built-in language has English words, with the dates of that locale.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sync.agenda.calendar.cadence import Cadence
from sync.agenda.language.dates import short_date
from sync.agenda.language.datewords import parse_locale


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """What is said in one language. `%s` in `since` is the day, in full months where short ones
    don't read well within a phrase.
    """

    weekly: str
    biweekly: str
    other: str
    projects: str
    topics: str
    actions: str
    growth: str
    skills: str
    feedback: str
    goals: str
    since: str
    no_meeting: str
    image: str
    full_months: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words for a locale; `locale` as it was asked for."""

    locale: str
    language: str
    _said: _Language

    @classmethod
    def for_locale(cls, locale: str) -> "Words":
        """The words of a locale's language, in either spelling of it (`de-DE`, `de_DE`)."""
        return _words(locale)

    def accomplishments(self, cadence: Cadence) -> str:
        """The heading of what was done since the meeting before, said by the real gap."""
        if cadence is Cadence.WEEKLY:
            return f"✅ {self._said.weekly}"
        return f"✅ {self._said.biweekly if cadence is Cadence.BIWEEKLY else self._said.other}"

    def every_accomplishments(self) -> tuple[str, ...]:
        """All forms that this heading has, whatever the gap."""
        said = self._said
        return tuple(f"✅ {heading}" for heading in (said.weekly, said.biweekly, said.other))

    @property
    def projects(self) -> str:
        """The heading of what is going on."""
        return f"🗒 {self._said.projects}"

    @property
    def topics(self) -> str:
        """The heading of all other topics."""
        return f"🔍 {self._said.topics}"

    @property
    def actions(self) -> str:
        """The heading of the action items."""
        return f"☑️ {self._said.actions}"

    def career(self) -> tuple[str, str, str, str]:
        """The headings of the monthly talk: growth, skills, feedback both ways, goals."""
        said = self._said
        return f"🌱 {said.growth}", f"🧰 {said.skills}", f"💬 {said.feedback}", f"🎯 {said.goals}"

    def since(self, day: date, *, seen_from: date) -> str:
        """The label of an item that is open since a day, with the year where that is long ago."""
        wide = self._said.full_months
        shown = short_date(day, seen_from=seen_from, locale=self.locale, wide=wide)
        return f"({self._said.since % shown})"

    @property
    def no_meeting(self) -> str:
        """What a heading gains whose meeting does not take place."""
        return f"({self._said.no_meeting})"

    @property
    def image(self) -> str:
        """What stands for a drawing or an image that can't be copied."""
        return f"[{self._said.image}]"


@cache
def _words(locale: str) -> Words:
    language = parse_locale(locale).language
    known = language if language in _LANGUAGES else "en"
    return Words(locale, known, _LANGUAGES[known])


_LANGUAGES = {
    "en": _Language(
        weekly="Last week's accomplishments",
        biweekly="Accomplishments of the last two weeks",
        other="Accomplishments since last time",
        projects="Ongoing projects",
        topics="Other topics",
        actions="Action items",
        growth="Growth",
        skills="Skills",
        feedback="Feedback both ways",
        goals="Goals",
        since="since %s",
        no_meeting="no meeting",
        image="image",
    ),
    "de": _Language(
        weekly="Erfolge der letzten Woche",
        biweekly="Erfolge der letzten zwei Wochen",
        other="Erfolge seit dem letzten Gespräch",
        projects="Laufende Projekte",
        topics="Weitere Themen",
        actions="Aufgaben",
        growth="Entwicklung",
        skills="Fähigkeiten",
        feedback="Feedback in beide Richtungen",
        goals="Ziele",
        since="seit %s",
        no_meeting="entfallen",
        image="Bild",
    ),
    "fr": _Language(
        weekly="Réalisations de la semaine dernière",
        biweekly="Réalisations des deux dernières semaines",
        other="Réalisations depuis notre dernier point",
        projects="Projets en cours",
        topics="Autres sujets",
        actions="Actions à mener",
        growth="Évolution",
        skills="Compétences",
        feedback="Retours mutuels",
        goals="Objectifs",
        since="depuis le %s",
        no_meeting="pas de réunion",
        image="image",
    ),
    "es": _Language(
        weekly="Logros de la semana pasada",
        biweekly="Logros de las dos últimas semanas",
        other="Logros desde la última reunión",
        projects="Proyectos en curso",
        topics="Otros temas",
        actions="Tareas",
        growth="Desarrollo",
        skills="Habilidades",
        feedback="Comentarios mutuos",
        goals="Objetivos",
        since="desde el %s",
        no_meeting="sin reunión",
        image="imagen",
        full_months=True,
    ),
    "pt": _Language(
        weekly="Conquistas da semana passada",
        biweekly="Conquistas das últimas duas semanas",
        other="Conquistas desde a última conversa",
        projects="Projetos em curso",
        topics="Outros assuntos",
        actions="Itens de ação",
        growth="Desenvolvimento",
        skills="Competências",
        feedback="Feedback mútuo",
        goals="Metas",
        since="desde %s",
        no_meeting="sem reunião",
        image="imagem",
        full_months=True,
    ),
    "ja": _Language(
        weekly="先週の成果",
        biweekly="この2週間の成果",
        other="前回からの成果",
        projects="進行中のプロジェクト",
        topics="その他のトピック",
        actions="アクションアイテム",
        growth="成長",
        skills="スキル",
        feedback="双方向のフィードバック",
        goals="目標",
        since="%sから",
        no_meeting="開催なし",
        image="画像",
    ),
    "ar": _Language(
        weekly="إنجازات الأسبوع الماضي",
        biweekly="إنجازات الأسبوعين الماضيين",
        other="الإنجازات منذ آخر لقاء",
        projects="المشاريع الجارية",
        topics="مواضيع أخرى",
        actions="بنود العمل",
        growth="النمو المهني",
        skills="المهارات",
        feedback="ملاحظات متبادلة",
        goals="الأهداف",
        since="منذ %s",
        no_meeting="لا يوجد اجتماع",
        image="صورة",
    ),
}
