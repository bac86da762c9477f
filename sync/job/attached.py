"""Which of the files attached to events could be a pair's document.

Recordings fall out by their type, the notes and transcripts that Google's assistant attaches to
every meeting by their title. Titles are compared here and go nowhere else.
"""

import re
import unicodedata
from collections.abc import Iterable

from sync.agenda.calendar.events import Attachment

DOCUMENT_TYPE = "application/vnd.google-apps.document"

_BY_THE_ASSISTANT = (
    r"(?:meeting )?notes (?:taken )?(?:by|from) gemini|gemini(?:['’]s)?[- ]notes?",
    r"transcript(?:ion)? by gemini|transkript von gemini",
    r"(?:besprechungs)?notizen von gemini|gemini[- ]notizen",
    r"notes (?:prises )?(?:de|par) gemini|compte[- ]rendu (?:de|par) gemini",
    r"notas (?:tomadas )?(?:de|do|del|por) gemini|anotações (?:do|de|feitas pelo|por) gemini",
    r"appunti (?:di|presi da) gemini|note di gemini|notities van gemini|gemini[- ]notities",
    r"gemini ?(?:による|の)(?:会議)?メモ|gemini ?메모|gemini ?(?:生成的|的)?(?:笔记|記事|筆記)",
    r"ملاحظات (?:من |بواسطة |من إعداد )?gemini",
)
_PLAIN_WORDS = (
    r"transcripts?|transcription|transkript(?:ion)?|mitschrift|transcripción|transcrição",
    r"trascrizione|transcriptie|文字起こし|文字記録|トランスクリプト|스크립트|转写|逐字稿",
    r"نص الاجتماع|نص مكتوب",
    r"recording|aufzeichnung|aufnahme|enregistrement|grabación|gravação|registrazione|opname",
    r"録画|録音|レコーディング|녹화|录制|تسجيل|التسجيل",
)
_END = r"\s*(?:\((?:part )?[\d/ of]+\))?(?:\.[a-z]{2,5})?\s*"
_NOTES = re.compile("|".join(_BY_THE_ASSISTANT))
_WORD_ALONE = re.compile(rf"(?:.*(?:\s[-|:·]|[–—―~～〜])\s*)?(?:{'|'.join(_PLAIN_WORDS)}){_END}")


def could_be_documents(attachments: Iterable[Attachment]) -> tuple[str, ...]:
    """The ids of the Google Docs among them that no machine writes, each once, in their order."""
    good = (each for each in attachments if each.is_document and not is_machine_title(each.title))
    return tuple(dict.fromkeys(each.file_id for each in good))


def documents(attachments: Iterable[Attachment]) -> tuple[str, ...]:
    """The ids of all Google Docs among them, each once, in their order."""
    return tuple(dict.fromkeys(each.file_id for each in attachments if each.is_document))


def is_machine_title(title: str) -> bool:
    """Whether a title is one that Google Meet gives: notes by Gemini, a transcript, a recording."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    text = " ".join(folded.replace("_", " ").split())[:1000]
    return bool(_NOTES.search(text) or _WORD_ALONE.fullmatch(text))
