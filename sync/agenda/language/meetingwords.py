"""Knows the words with which people call a meeting beside its date: "Point du", "Weekly sync".

It decides by closed lists, of all built-in languages at once, and by the form of two names. A title
with one word more than these is none that it knows, so that "Launch on", "Report due by" and "Part"
stay what they are. It never looks at the date (see `datedlines`).

    is_meeting_title("1:1 vom ", "", counted=True) -> True      "1:1 vom 3. März"
    announces_next("Next meeting: ") -> True                    "Next meeting: Mar 10"
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import cache

from sync.agenda.language.datewords import name_form
from sync.agenda.language.headingwords import is_action_heading

_MOST_WORDS = 4
_LONGEST_PHRASE = 4
_ONE_ON_ONE = re.compile(
    r"(?<!\d)(?<!\d[:/.-])1(?:[:/-]| ?(?:on|to|a|à|zu|x) ?)1(?!\d|[:/.-]\d)", re.IGNORECASE
)
_NAME = r"[^\W\d_]+(?:[-'][^\W\d_]+)*"
_PAIR = re.compile(rf"(?<![\w/&+])({_NAME})(?: ?(?:/|<-?>|<=>|[↔⇔×]) ?| x )({_NAME})(?![\w/&+])")
_WITH = re.compile(rf"\b(?:with|mit|avec|con|com) ({_NAME})(?: ({_NAME}))?(?!\w)")
_WORD = re.compile(r"[^\W_]+")
_FIRST_KANA = "\u3040"
_NUMBERED = re.compile(r"第\d+[週回]")


class _Kind(Enum):
    NOUN = auto()
    COUNTED = auto()
    """A noun that a number may count: "Week 3/3" is the last of three."""
    MANNER = auto()
    ENDING = auto()
    """A small word, also where the date follows."""
    INNER = auto()
    """A small word that says something else beside a date: "zum 3. März" is "by March 3"."""
    STATE = auto()
    NEXT = auto()
    OF_THE_NEXT = auto()


_WORDS: Mapping[_Kind, str] = {
    _Kind.NOUN: """oneonone; one on one; meeting; sync; sync up; agenda; notes; meeting notes;
        notes from; minutes; minutes from; check in; checkin; catch up; catchup; touch base;
        touchbase; stand up; standup; call; chat; weekly; biweekly; bi weekly; fortnightly; monthly;
        daily; besprechung; gespräch; treffen; termin; regeltermin; jour fixe; jourfixe; jf;
        abstimmung; austausch; rücksprache; protokoll; notizen; tagesordnung; einzelgespräch;
        mitarbeitergespräch; vieraugengespräch; vier augen gespräch; besprechungsnotizen;
        gesprächsnotizen; besprechungsprotokoll; gesprächsprotokoll; réunion; rendez vous; rdv;
        entretien; échange; compte rendu; cr; ordre du jour; odj; tête à tête; hebdo; hebdomadaire;
        mensuel; mensuelle; reunión; encuentro; charla; notas; acta; minuta; orden del día;
        cara a cara; uno a uno; semanal; quincenal; mensual; reunião; encontro; conversa;
        alinhamento; anotações; ata; pauta; um a um; bate papo; quinzenal; mensal; 定例; 定例会;
        定例会議; 会議; 週次; 月次; 隔週; 面談; 個人面談; 打ち合わせ; 打合せ; 議事録; メモ;
        アジェンダ; ミーティング; ミーティングメモ; اجتماع; الاجتماع; لقاء; اللقاء; محضر;
        ملاحظات; جدول أعمال; جدول الأعمال""",
    _Kind.COUNTED: """week; session; point; woche; sitzung; punkt; semaine; séance; semana; sesión;
        punto; sessão; ponto; أسبوع; جلسة""",
    _Kind.MANNER: """regular; recurring; our; quick; regelmäßig; regelmäßiges; regelmäßige;
        wöchentlich; wöchentlicher; wöchentliches; wöchentliche; monatlich; monatliches; monatliche;
        monatlicher; unser; unsere; unserem; unserer; notre; individuel; individuelle; nuestra;
        nuestro; individual; nossa; nosso; أسبوعي; الأسبوعي; شهري; الشهري; فردي; الفردي; ثنائي;
        الثنائي""",
    _Kind.ENDING: """of; on; for; the; vom; am; für; der; des; den; du; de; le; la; pour; del; el;
        para; do; da; dia; em; の; يوم; في; بتاريخ; ليوم""",
    _Kind.INNER: "zum; zur; dem; die; das; l; les; los; las; um; uma; no; na; o; a; with; mit; من",
    _Kind.STATE: """cancelled; canceled; skipped; no meeting; no oneonone; abgesagt; entfällt;
        entfallen; ausgefallen; fällt aus; kein meeting; kein treffen; kein termin; annulé; annulée;
        pas de réunion; pas de point; cancelado; cancelada; sin reunión; sem reunião; 中止;
        開催なし; キャンセル; お休み; ملغى; ملغي; ألغي; لا اجتماع; لا يوجد اجتماع""",
    _Kind.NEXT: """next; upcoming; following; nächste; nächstes; nächster; nächsten; kommende;
        kommendes; kommender; prochain; prochaine; suivant; suivante; próximo; próxima; siguiente;
        seguinte; 次; 次回; القادم; القادمة; المقبل; المقبلة; التالي; التالية""",
    _Kind.OF_THE_NEXT: """date; time; up; is; appointment; review; talk; discussion; interview;
        mal; datum; ist; besprechungstermin; treffens; termins; gesprächs; fois; est; vez; fecha;
        cita; es; será; data; hora; é; は; 日程; 日時; 予定; موعد; الموعد; المرة; الجلسة""",
}
_ALONE = frozenset(("on", "am", "den", "der", "le", "el", "dia", "يوم"))
"""What may stand before a date without any noun: "Le 3 mars 2025"."""

_NO_NAMES = """accomplishments; actual; after; april; backend; before; benefits; blockers; build;
    career; challenges; client; conditions; conference; cons; customer; deadline; design; due;
    engineering; everyone; feedback; finance; frontend; goal; goals; growth; hiring; highlights;
    hoc; ideas; input; issues; launch; learning; legal; losses; lowlights; march; marketing; may;
    monday; objectives; okrs; onboarding; output; part; phase; plan; planning; priorities; product;
    projects; pros; questions; release; research; retro; review; risks; roadmap; rollout; sales;
    skills; start; status; stop; team; terms; topics; training; travel; updates; vacation; version;
    wins; erfolge; fragen; kunde; projekte; risiken; themen; ziele; équipe; objectifs; projets;
    risques; sujets; cliente; equipo; objetivos; proyectos; riesgos; temas; metas; equipe;
    projetos; riscos"""
"""Words that stand where names do: "Risks/Issues", "1:1 with Legal"."""


def is_meeting_title(before: str, behind: str, *, counted: bool) -> bool:
    """Whether all words around a date are such as call a meeting, with one that does so by itself.

    Blanks and small words ("of", "vom", "du") may join it to the date. `counted` says that the date
    begins with a number, which could count the noun before it. Words of a meeting that did not take
    place stand behind the date alone.
    """
    front, back = _parts(before), _parts(behind)
    if front is None or back is None:
        return False
    kinds = [*front, *back]
    if back and (back[0] in _SMALL or back[-1] in _SMALL):
        return False
    if front and (front[-1] is _Kind.INNER or (counted and front[-1] is _Kind.COUNTED)):
        return False
    if _Kind.STATE in front or _Kind.COUNTED in back or not set(kinds) <= _TITLE:
        return False
    if not set(kinds) & _MEANS_A_MEETING:
        return _is_small(before) and not back
    return sum(kind not in _SMALL for kind in kinds) <= _MOST_WORDS


def announces_next(before: str) -> bool:
    """Whether the words before a date say that it is the next meeting's: such a line names a day,
    and heads nothing.
    """
    return _Kind.NEXT in (_parts(before) or ())


_SMALL = frozenset((_Kind.ENDING, _Kind.INNER))
_MEANS_A_MEETING = frozenset((_Kind.NOUN, _Kind.COUNTED, _Kind.STATE))
_TITLE = _SMALL | _MEANS_A_MEETING | {_Kind.MANNER}


def _is_small(before: str) -> bool:
    words = _WORD.findall(_key(before))
    return words != [] and all(word in _ALONE for word in words)


def _parts(title: str) -> list[_Kind] | None:
    """The kinds of a title's words and phrases, the longest that fit; None where one is unknown."""
    words = _WORD.findall(_key(_without_names(title)))
    kinds: list[_Kind] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            kind = _known().get(" ".join(words[at : at + length]))
            if kind is not None:
                kinds.append(kind)
                at += length
                break
        else:
            glued = _glued(words[at])
            if glued is None:
                return None
            kinds += glued
            at += 1
    return kinds


def _glued(word: str) -> list[_Kind] | None:
    """The kinds of Japanese words that are written without blanks; None where one is unknown."""
    kinds: list[_Kind] = []
    at = 0
    while at < len(word):
        numbered = _NUMBERED.match(word, at)
        end = numbered.end() if numbered else _end_of_glued(word, at)
        if end is None:
            return None
        kinds.append(_Kind.NOUN if numbered else _known()[word[at:end]])
        at = end
    return kinds


def _end_of_glued(word: str, at: int) -> int | None:
    if word[at] < _FIRST_KANA:
        return None
    return next((end for end in range(len(word), at, -1) if word[at:end] in _known()), None)


def _without_names(title: str) -> str:
    """The title with "Ada/Bob" as what it means, a 1:1, and without the name of "1:1 with Ada"."""
    said = _ONE_ON_ONE.sub(" oneonone ", title)
    if said != title:
        said = _WITH.sub(_without_name, said)
    return _PAIR.sub(_pair, said)


def _without_name(found: re.Match[str]) -> str:
    first, second = found.groups()
    if not _may_be_name(first):
        return found[0]
    return " " if second is None or _may_be_name(second) else f" {second}"


def _pair(found: re.Match[str]) -> str:
    return " oneonone " if all(map(_may_be_name, found.groups())) else found[0]


def _may_be_name(word: str) -> bool:
    return (
        word[0].isupper()
        and not word.isupper()
        and _key(word) not in _no_names()
        and _key(word) not in _known()
        and not is_action_heading(word)
    )


def _key(text: str) -> str:
    """A text with case and accents aside, its other characters in one piece."""
    return unicodedata.normalize("NFC", name_form(text))


@cache
def _known() -> Mapping[str, _Kind]:
    return {phrase: kind for kind, text in _WORDS.items() for phrase in _phrases(text)}


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_phrases(_NO_NAMES))


def _phrases(text: str) -> Iterator[str]:
    for phrase in text.split(";"):
        yield " ".join(_WORD.findall(_key(phrase)))
