"""Headings over action items, in whatever language, and the lines of Google's notes block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.language.headingwords import (
    is_action_heading,
    is_attendees_line,
    is_notes_heading,
    is_store_heading,
)


@pytest.mark.parametrize(
    "text",
    [
        *("Action items", "☑️ Action items", "ACTION ITEMS:", "Action Items (3)", "Actions"),
        *("4. Next steps", "Suggested next steps", "To do", "To-Do(s)", "TODO", "to dos:"),
        *("✅ Follow-ups", "Actions / Next steps", "Next steps & action items", "  Tasks  "),
        *("Aufgaben", "Nächste Schritte", "NÄCHSTE SCHRITTE", "Naechste Schritte", "Maßnahmen"),
        *("Actions à mener", "A FAIRE", "Prochaines étapes :", "Points d’action"),
        *("Próximos pasos", "Proximos pasos", "Tareas", "Elementos de acción"),
        *("Itens de ação", "Próximas etapas", "Tarefas", "Ações"),
        *("アクションアイテム", "アクション アイテム", "次のステップ", "やること", "■ TODO"),
        *("بنود العمل", "الخطوات التالية:", "المهام"),
    ],
)
def test_action_headings_are_known_in_all_languages(text: str) -> None:
    assert is_action_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "☑️", "Notes", "Actionable insights", "Action movies", "Discussion"),
        *("Things to do in Paris", "Project next steps review", "Next steps / Discussion"),
        *("Last actions of the board and what we make of them in the next quarter, in short",),
    ],
)
def test_other_headings_are_not(text: str) -> None:
    assert not is_action_heading(text)


def test_own_headings_of_the_configuration_count_as_well() -> None:
    assert is_action_heading("🧭 Zu klären:", also=("zu Klären",))
    assert not is_action_heading("Zu klären")
    assert not is_action_heading("", also=("", "🧭"))


def test_lines_of_the_notes_block_are_known() -> None:
    notes = [text for text in ("Notes", "Notizen", "メモ", "My notes") if is_notes_heading(text)]
    attendees = [
        text
        for text in ("Attendees: Ann Bob", "Attendees:\vAnn", "Teilnehmer: Ann", "Ann: Attendees")
        if is_attendees_line(text)
    ]

    assert notes == ["Notes", "Notizen", "メモ"]
    assert attendees == ["Attendees: Ann Bob", "Attendees:\vAnn", "Teilnehmer: Ann"]


@given(st.text(max_size=70))
def test_any_text_is_taken(text: str) -> None:
    said = is_action_heading(text), is_notes_heading(text), is_attendees_line(text)

    assert {type(one) for one in said} == {bool}


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Parking lot", True),
        ("🅿️ Parking Lot:", True),
        ("Themenspeicher", True),
        ("バックログ", True),
        ("Backlog review", False),
        ("Action items", False),
        ("Topics", False),
    ],
)
def test_headings_over_what_is_kept_for_another_time(text: str, *, stored: bool) -> None:
    assert is_store_heading(text) is stored
