"""Knows what a heading within a section is about: accomplishments, projects, feedback, goals.

It decides by words alone, in all built-in languages at once: those of the built-in templates, and
what people commonly write. What it does not know it calls OTHER.
"""

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache

from sync.agenda.language.datewords import name_form
from sync.agenda.language.words import Words

_OTHERS = re.compile(r"[\W\d_]+")
_LANGUAGES = ("en", "de", "fr", "es", "pt", "ja", "ar")
_LONGEST = 80


class Topic(Enum):
    """What a part of a section is about, in the order in which a review says it."""

    ACCOMPLISHMENTS = "Accomplishments"
    PROJECTS = "Projects"
    FEEDBACK = "Feedback"
    GOALS = "Goals and growth"
    OTHER = "Other topics"


_WORDS: dict[Topic, str] = {
    Topic.ACCOMPLISHMENTS: """accomplishments; accomplished; achievements; wins; highlights; done;
        what went well; went well; successes; shipped; since last time; last week; last sprint;
        erfolge; erreicht; erledigt; was lief gut; geschafft; höhepunkte; letzte woche; réussites;
        réalisations; succès; points forts; logros; éxitos; lo que salió bien; conquistas;
        realizações; o que correu bem; 成果; 達成したこと; うまくいったこと; الإنجازات; النجاحات""",
    Topic.PROJECTS: """projects; project updates; updates; status; status updates; in progress;
        work in progress; ongoing; ongoing work; current work; priorities; roadmap; workstreams;
        projekte; laufende projekte; stand; aktueller stand; in arbeit; prioritäten; projets;
        projets en cours; en cours; priorités; avancement; proyectos; proyectos en curso; en curso;
        prioridades; avances; projetos; projetos em andamento; em andamento; 案件;
        プロジェクト; 進捗; 進行中; 優先事項; المشاريع; قيد التنفيذ; الأولويات""",
    Topic.FEEDBACK: """feedback; feedback both ways; feedback for me; feedback for you;
        for my manager; retro; what to improve; rückmeldung; rückmeldungen; feedback für dich;
        feedback für mich; retours; retour; commentaires; retroalimentación; comentarios; opiniones;
        retorno; フィードバック; الملاحظات والآراء; التغذية الراجعة""",
    Topic.GOALS: """goals; objectives; okr; okrs; growth; development; personal development; career;
        career development; career goals; learning; skills; ziele; entwicklung; karriere;
        weiterentwicklung; lernen; fähigkeiten; objectifs; développement; carrière; compétences;
        objetivos; metas; desarrollo; carrera; crecimiento; desenvolvimento; carreira;
        crescimento; 目標; 成長; キャリア; スキル; الأهداف; التطوير; النمو; المهارات""",
}


def topic_of(heading: str) -> Topic:
    """What a heading is about."""
    return _known().get(_key(heading), Topic.OTHER) if len(heading) <= _LONGEST else Topic.OTHER


@cache
def _known() -> dict[str, Topic]:
    found: dict[str, Topic] = {}
    for topic, phrases in _WORDS.items():
        _add(found, topic, " ".join(phrases.split()).split("; "))
    for language in _LANGUAGES:
        words = Words.for_locale(language)
        growth, skills, feedback, goals = words.career()
        _add(found, Topic.ACCOMPLISHMENTS, words.every_accomplishments())
        _add(found, Topic.PROJECTS, [words.projects])
        _add(found, Topic.FEEDBACK, [feedback])
        _add(found, Topic.GOALS, [growth, skills, goals])
    return found


def _add(found: dict[str, Topic], topic: Topic, phrases: Iterable[str]) -> None:
    for phrase in phrases:
        found[_key(phrase)] = topic


def _key(text: str) -> str:
    """The letters of a text, case and accents aside."""
    return _OTHERS.sub("", name_form(text))
