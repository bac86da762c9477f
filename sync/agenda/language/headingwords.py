"""Knows the headings that people and Google's own blocks put over action items, and a few more.

It decides by words alone, in all built-in languages at once: case, accents, emoji, numbers, colons
and blanks do not count. It never looks at styles: whether a line is a heading is the caller's to
say.

    is_action_heading("☑️ Action items:") -> True
    is_action_heading("Zu klären", also=("Zu klären",)) -> True      [agenda] action_headings
    is_notes_heading("Notes") / is_attendees_line("Attendees: Ann")  Google's meeting-notes block
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from sync.agenda.language.datewords import name_form

_LONGEST = 60
_OTHERS = re.compile(r"[\W\d_]+")
_JOINED = re.compile(r"\s[|+-]\s|[/&,;|、／＆・]")


def is_action_heading(text: str, also: Iterable[str] = ()) -> bool:
    """Whether a heading stands over action items. Two such words side by side count as well
    ("Actions / Next steps").
    """
    if len(text) > _LONGEST:
        return False
    return _is_known(text) or any(_key(one) == _key(text) for one in also if _key(one))


def is_notes_heading(text: str) -> bool:
    """Whether a line is the "Notes" of a meeting-notes block."""
    return len(text) <= _LONGEST and _key(text) in _NOTES


def is_attendees_line(text: str) -> bool:
    """Whether a line begins as the "Attendees:" of a meeting-notes block does."""
    return _key(re.split(r"[:：\v]", text[:_LONGEST], maxsplit=1)[0]) in _ATTENDEES


def is_store_heading(text: str) -> bool:
    """Whether a heading stands over what is kept for some other time: no meeting's own."""
    return len(text) <= _LONGEST and _key(text) in _STORES


@lru_cache(maxsize=1024)
def _is_known(text: str) -> bool:
    if _key(text) in _ACTIONS:
        return True
    parts = [key for part in _JOINED.split(text) if (key := _key(part))]
    return len(parts) > 1 and all(part in _ACTIONS for part in parts)


def _key(text: str) -> str:
    """The letters of a text, case and accents aside."""
    return _OTHERS.sub("", name_form(text))


def _keys(*phrases: str) -> frozenset[str]:
    return frozenset(_key(phrase) for phrase in phrases)


_ACTIONS = (
    _keys(
        *("Action items", "Action item", "Actions", "Action points", "Action list", "Open actions"),
        *("Open action items", "Open items", "Next steps", "Suggested next steps", "Next actions"),
        *("To do", "To dos", "To do list", "Todo's", "Tasks", "Follow up", "Follow ups"),
        *("Follow up items", "Commitments"),
    )
    | _keys(
        *("Aufgaben", "Offene Aufgaben", "Nächste Aufgaben", "Nächste Schritte", "Maßnahmen"),
        *(
            "Offene Punkte",
            "Aktionspunkte",
            "Aktionen",
            "To-do-Liste",
            "Empfohlene nächste Schritte",
        ),
        *("Vorgeschlagene nächste Schritte", "Zu erledigen", "Naechste Schritte"),
    )
    | _keys(
        *("Actions à mener", "Actions à faire", "Points d'action", "Plan d'action", "À faire"),
        *("Mesures à prendre", "Tâches", "Tâches à effectuer", "Prochaines étapes"),
        *("Étapes suivantes", "Étapes suivantes suggérées", "Prochaines étapes suggérées"),
        *("Prochaines actions", "Éléments d'action"),
    )
    | _keys(
        *("Acciones", "Acciones pendientes", "Próximas acciones", "Elementos de acción"),
        *("Puntos de acción", "Próximos pasos", "Próximos pasos sugeridos", "Siguientes pasos"),
        *("Pasos siguientes", "Tareas", "Tareas pendientes", "Pendientes", "Por hacer"),
        *("Lista de tareas", "Acciones a realizar", "Medidas"),
    )
    | _keys(
        *(
            "Ações",
            "Acções",
            "Itens de ação",
            "Itens de acção",
            "Pontos de ação",
            "Próximos passos",
        ),
        *("Próximas etapas", "Próximas etapas sugeridas", "Próximos passos sugeridos", "Tarefas"),
        *("Próximas ações", "Pendências", "A fazer", "Lista de tarefas", "Plano de ação"),
    )
    | _keys(
        *(
            "アクションアイテム",
            "アクション項目",
            "アクション",
            "次のアクション",
            "ネクストアクション",
        ),
        *(
            "次のステップ",
            "ネクストステップ",
            "推奨される次のステップ",
            "やること",
            "やることリスト",
        ),
        *("ToDoリスト", "タスク", "宿題", "対応事項", "今後の対応"),
    )
    | _keys(
        *("بنود العمل", "عناصر العمل", "بنود الإجراءات", "الإجراءات", "الإجراءات المطلوبة"),
        *("المهام", "مهام", "قائمة المهام", "الخطوات التالية", "الخطوات القادمة"),
        *("الخطوات التالية المقترحة", "إجراءات المتابعة", "المتابعة"),
    )
)
_NOTES = _keys(
    *("Notes", "Note", "Meeting notes", "Notizen", "Besprechungsnotizen", "Compte rendu", "Notas"),
    *("Notas de la reunión", "Anotações", "Observações", "メモ", "議事録", "会議メモ", "ملاحظات"),
    *("الملاحظات",),
)
_STORES = _keys(
    *("Parking lot", "Backlog", "Icebox", "Someday", "Someday / maybe", "Archive", "Template"),
    *("Themenspeicher", "Themenparkplatz", "Archiv", "Vorlage", "Irgendwann"),
    *("Parking à idées", "Boîte à idées", "Archives", "Modèle"),
    *("Aparcamiento", "Aparcamiento de ideas", "Archivo", "Plantilla"),
    *("Estacionamento", "Estacionamento de ideias", "Arquivo", "Modelo"),
    *("パーキングロット", "バックログ", "アーカイブ", "テンプレート"),
    *("موقف الأفكار", "الأرشيف", "قالب"),
)
_ATTENDEES = _keys(
    *(
        "Attendees",
        "Participants",
        "Invited",
        "Teilnehmer",
        "Teilnehmende",
        "Eingeladen",
        "Invités",
    ),
    *("Asistentes", "Participantes", "Invitados", "Convidados", "参加者", "出席者", "招待者"),
    *("الحاضرون", "الحضور", "المشاركون", "المدعوون"),
)
