"""The headings of a document by what they read, as links name them."""

import re
from collections.abc import Iterable

from sync.emulator.docs.model import Chip, Paragraph, Run, Tab

NTH = re.compile(r"(?P<text>.*)#(?P<number>[0-9]+)")


def shown(chip: Chip) -> str:
    """The text that a chip shows; empty for what shows none."""
    match chip.kind:
        case "person":
            person = chip.data.get("personProperties", {})
            return str(person.get("name") or person.get("email", ""))
        case "dateElement":
            return str(chip.data.get("dateElementProperties", {}).get("displayText", ""))
        case "richLink":
            return str(chip.data.get("richLinkProperties", {}).get("title", ""))
        case _:
            return ""


def reading(paragraph: Paragraph) -> str:
    """What a paragraph reads, chips as they show, without blanks at the ends."""
    parts = [e.text if isinstance(e, Run) else shown(e) for e in paragraph.elements]
    return "".join(parts).strip()


class Directory:
    """The headings with an id, as (id, tab's id), under what they read."""

    def __init__(self, tabs: Iterable[Tab]) -> None:
        self.by_text: dict[str, list[tuple[str, str]]] = {}
        for root in tabs:
            for tab in root.with_children():
                for _, paragraph in tab.paragraphs():
                    found = paragraph.style.get("headingId")
                    text = reading(paragraph)
                    if found and text:
                        self.by_text.setdefault(text, []).append((str(found), tab.id))
        self.targets: dict[tuple[str, str], str] = {}
        for text, places in self.by_text.items():
            for number, place in enumerate(places, 1):
                target = text if number == 1 else f"{text}#{number}"
                if self.find(target) == place:
                    self.targets.setdefault(place, target)

    def find(self, target: str) -> tuple[str, str] | None:
        """The heading that a target like `Text` or `Text#2` names."""
        if target in self.by_text:
            return self.by_text[target][0]
        match = NTH.fullmatch(target)
        places = self.by_text.get(match["text"], []) if match else []
        number = int(match["number"]) if match else 0
        return places[number - 1] if 0 < number <= len(places) else None

    def name(self, heading: tuple[str, str]) -> str | None:
        """The target that names a heading; None where none does."""
        return self.targets.get(heading)
