"""Documents and requests in few words, for the tests of the emulator's documents."""

from collections.abc import Callable
from typing import Any

from sync.emulator.docs import Document
from sync.emulator.docs.model import Paragraph, Run
from sync.emulator.unknowns import Unknowns

Json = dict[str, Any]
NewId = Callable[[], str]

DISC = "BULLET_DISC_CIRCLE_SQUARE"
CHECKBOX = "BULLET_CHECKBOX"
NUMBERS = "NUMBERED_DECIMAL_ALPHA_ROMAN"


def made(new_id: NewId, *lines: str, unknowns: Unknowns | None = None) -> Document:
    """A document of these lines; the last one is the document's last paragraph."""
    document = Document.blank("doc", "Title", new_id=new_id, unknowns=unknowns)
    text = "\n".join(lines)
    if text:
        send(document, insert(1, text))
    return document


def send(document: Document, *requests: Json) -> Json:
    return document.batch_update({"requests": list(requests)})


def insert(index: int, text: str) -> Json:
    return {"insertText": {"location": {"index": index}, "text": text}}


def append(text: str) -> Json:
    return {"insertText": {"endOfSegmentLocation": {}, "text": text}}


def span(start: int, end: int) -> Json:
    return {"startIndex": start, "endIndex": end}


def delete(start: int, end: int) -> Json:
    return {"deleteContentRange": {"range": span(start, end)}}


def text_style(start: int, end: int, fields: str, **style: Any) -> Json:
    return {"updateTextStyle": {"range": span(start, end), "fields": fields, "textStyle": style}}


def paragraph_style(start: int, end: int, fields: str, **style: Any) -> Json:
    update = {"range": span(start, end), "fields": fields, "paragraphStyle": style}
    return {"updateParagraphStyle": update}


def named_style(start: int, end: int, name: str) -> Json:
    return paragraph_style(start, end, "namedStyleType", namedStyleType=name)


def bullets(start: int, end: int, preset: str = DISC) -> Json:
    return {"createParagraphBullets": {"range": span(start, end), "bulletPreset": preset}}


def unbullet(start: int, end: int) -> Json:
    return {"deleteParagraphBullets": {"range": span(start, end)}}


def mark(name: str, start: int, end: int) -> Json:
    return {"createNamedRange": {"name": name, "range": span(start, end)}}


def table(index: int, rows: int = 1, columns: int = 1) -> Json:
    return {"insertTable": {"location": {"index": index}, "rows": rows, "columns": columns}}


def paragraphs(document: Document) -> list[Paragraph]:
    return [paragraph for _, paragraph in document.tabs[0].paragraphs()]


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(document)]


def runs(document: Document, number: int = 0) -> list[tuple[str, Json]]:
    """The elements of one paragraph, chips by their kind."""
    return [
        (element.text if isinstance(element, Run) else f"<{element.kind}>", element.style)
        for element in paragraphs(document)[number].elements
    ]


def levels(document: Document) -> list[int | None]:
    """The level of each paragraph's bullet, None without."""
    return [None if p.bullet is None else p.level for p in paragraphs(document)]


def lists(document: Document) -> list[str | None]:
    """The list of each paragraph, named by the order in which lists appear."""
    seen: dict[str, str] = {}
    out: list[str | None] = []
    for paragraph in paragraphs(document):
        if paragraph.bullet is None:
            out.append(None)
        else:
            out.append(seen.setdefault(paragraph.bullet["listId"], "abcdefgh"[len(seen)]))
    return out


def indents(document: Document) -> list[tuple[float | None, float | None]]:
    """The explicit first-line and start indent of each paragraph."""
    return [
        (
            p.style["indentFirstLine"].get("magnitude", 0)
            if "indentFirstLine" in p.style
            else None,
            p.style["indentStart"].get("magnitude", 0) if "indentStart" in p.style else None,
        )
        for p in paragraphs(document)
    ]


def marks(document: Document) -> dict[str, list[tuple[int, int]]]:
    """The spans of each named range, by name."""
    out: dict[str, list[tuple[int, int]]] = {}
    for named in document.tabs[0].ranges:
        out.setdefault(named.name, []).extend(named.spans)
    return out


def headings(document: Document) -> list[str | None]:
    return [p.style.get("headingId") for p in paragraphs(document)]


def glyphs(document: Document, list_id: str) -> list[str]:
    levels_of = document.tabs[0].lists[list_id]["listProperties"]["nestingLevels"]
    return [level.get("glyphSymbol") or level["glyphType"] for level in levels_of]
