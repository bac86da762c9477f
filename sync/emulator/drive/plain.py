"""A document as `text/plain`, as Drive exports it: a byte order mark, CRLF, bullets as `* `.

All tabs follow each other. Levels are three blanks; cells of tables are parted by tabs, which is as
near as the one recorded export says.
"""

from sync.emulator.docs.document import Document
from sync.emulator.docs.model import Paragraph

_LEVEL = "   "


def plain_text(document: Document) -> str:
    """The text of all tabs."""
    lines = [
        _line(paragraph)
        for root in document.tabs
        for tab in root.with_children()
        for _, paragraph in tab.paragraphs()
    ]
    return "\ufeff" + "\r\n".join(lines)


def _line(paragraph: Paragraph) -> str:
    text = paragraph.text.removesuffix("\n").replace("\v", "\r\n")
    if paragraph.bullet is None:
        return text
    return f"{_LEVEL * paragraph.level}* {text}"
