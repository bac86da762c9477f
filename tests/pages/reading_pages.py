"""Reads pages as browsers do, for tests: elements with their attributes, and the text they show."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sync.agenda.document.notebook import Notebook
from sync.agenda.document.reading import read_notebook, with_ticks
from sync.emulator.docs.markdown import markdown
from sync.emulator.notation import parse

VOID = {"br", "hr", "input", "link", "meta", "wbr"}


def notebook_of(text: str) -> Notebook:
    """A document written in the emulator's notation, with its ticks."""
    document = parse(text)
    return with_ticks(read_notebook(document.show(), locale="en"), markdown(document))


@dataclass
class Element:
    """An element: what is in it, in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    def all(self, *names: str) -> Iterator["Element"]:
        """All elements in it of these names, or all."""
        for each in self.inside:
            if isinstance(each, Element):
                if not names or each.name in names:
                    yield each
                yield from each.all(*names)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)

    def of_class(self, name: str) -> list["Element"]:
        """All elements in it that have a class."""
        return [one for one in self.all() if name in one.attributes.get("class", "").split()]


class _Reader(HTMLParser):
    """Builds the elements; a tag that is not closed in its place is a mistake."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Element("")
        self._open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {key: value or "" for key, value in attrs})
        self._open[-1].inside.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read(markup: str) -> Element:
    """The elements of some markup, all of them closed in order."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    assert len(reader._open) == 1, "an element is left open"
    return reader.top
