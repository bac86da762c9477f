"""Which attachments could be a pair's document."""

import pytest

from sync.agenda.calendar.events import Attachment
from sync.job.attached import could_be_documents, is_machine_title


@pytest.mark.parametrize(
    "title",
    [
        "Notes by Gemini",
        "Meeting started 2026/08/14 16:42 EDT - Notes by Gemini",
        "Meeting notes: Synch - 2026/09/17 17:27 WEST - Notes by Gemini (part 2 of 37)",
        "Craig | Kyle - Sync - 2026/04/23 15:30 EDT - Notes by Gemini (short)",
        "Transcript by Gemini",
        "Sprint Sync – 2026/05/15 10:00 CEST – Notizen von Gemini",
        "Weekly Sync – 2026_08_06 – Notizen von Gemini",
        "Avances - 2026_04_08 12_50 CST - Notas de Gemini",
        "reunió - 2026/08/15 23:02 - Notes de Gemini",
        "Overview - 2026/09/08 15:12 GMT-03:00 - Anotações do Gemini",
        "Flussi MKT - 2026/09/07 10:00 CEST - Appunti di Gemini",
        "2026/03/10 15:06 JST に開始した会議 - Gemini によるメモ",
        "ملاحظات Gemini",
        "Transcript",
        "Sprint Sync – 2026/05/15 10:00 CEST – Transcript",
        "Ada / Bob (2025-03-03 at 10:00 GMT+1) - Transcript",
        "Ada / Bob - Transkript",
        "Ada / Bob - Transcripción",
        "会議 - 文字起こし",
        "レッスン (Ada) - 2026/06/29 18:58 JST～Recording",
        "Ada / Bob - Aufzeichnung",
    ],
)
def test_titles_that_google_meet_gives_are_known(title: str) -> None:
    assert is_machine_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Ada / Bob 1:1",
        "Notes - Weekly 1:1",
        "Meeting notes",
        "Notizen",
        "Gemini launch - 1:1",
        "Transcript of records: how we hire",
        "Recording studio 1:1",
        "Our recording",
        "Aufnahmeprüfung",
    ],
)
def test_titles_that_people_give_are_left_in(title: str) -> None:
    assert not is_machine_title(title)


def test_only_google_docs_count_and_each_once() -> None:
    attachments = [
        Attachment(file_id="sheet", mime_type="application/vnd.google-apps.spreadsheet"),
        Attachment(file_id="doc", mime_type="application/vnd.google-apps.document"),
        Attachment(file_id="by-address", url="https://docs.google.com/document/d/by-address/edit"),
        Attachment(file_id="unknown", url="https://drive.google.com/open?id=unknown"),
        Attachment(file_id="doc", mime_type="application/vnd.google-apps.document"),
    ]

    assert could_be_documents(attachments) == ("doc", "by-address")


def test_a_very_long_title_takes_no_time() -> None:
    assert not is_machine_title("- " * 200_000)
