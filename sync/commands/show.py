"""The one renderer: an `Outcome` as text on a terminal, as plain text elsewhere, or as JSON.

Texts from calendars and documents may hold anything; here they lose what could steer a terminal or
turn a line round. Decides nothing about what is shown.
"""

import json
import os
import re
import shlex
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO, assert_never

from sync.commands.outcome import Block, Diff, Line, Outcome, Passage, Table, Tone

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_ADDRESS = re.compile(r"https?://[^\s()<>]*[^\s()<>.,;:]")
_COPIED = re.compile(r"https?://|`[^`]* [^`]*`")
"""What people copy: an address, or a command of several words."""
_COMMAND = re.compile(r"`oneonone (?=[a-z])(?!try\b)(?![^`]* --(?:config|help)\b)")
"""A command that is named to be copied, and goes by a configuration."""
_STYLES: Mapping[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "good": "green",
    "warning": "yellow",
    "bad": "bold red",
    "faint": "dim",
}
_LITTLE = 10
_NARROW = 10
"""So much is left to a column when the words in it are broken for want of room."""
_SIGNS = {"+": "green", "-": "red", " ": ""}
# Marks that reorder what follows them; the letters themselves still run in their own direction.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str, *, keep_lines: bool = False) -> str:
    """The text without control characters, turning marks and halves of characters.

    Line ends and tabs become blanks, or stay where `keep_lines` is set.
    """
    kept = []
    for char in text:
        if char in "\t\n\v\r\u2028\u2029":
            kept.append("\n" if keep_lines and char == "\n" else " ")
        elif char not in _TURNING and unicodedata.category(char) not in {"Cc", "Cs"}:
            kept.append(char)
    return "".join(kept)


def with_config(text: str, config: str) -> str:
    """The text with its commands as they can be copied where this one was given a configuration."""
    if not config:
        return text
    return _COMMAND.sub(lambda _: f"`oneonone --config {shlex.quote(config)} ", text)


def show(
    outcome: Outcome,
    *,
    out: TextIO,
    as_json: bool = False,
    config: str = "",
    environment: Mapping[str, str] = os.environ,
) -> None:
    """Write the outcome to `out`; `config` is what `--config` named."""
    blocks = [_naming(block, config) for block in outcome.blocks]
    if as_json:
        # ASCII only: no character of a title can then steer a terminal that the JSON ends up on.
        out.write(json.dumps(outcome.data, ensure_ascii=True, indent=2) + "\n")
    elif out.isatty() and environment.get("TERM") != "dumb":
        _on_terminal(blocks, out, environment)
    else:
        for block in blocks:
            out.writelines(f"{line}\n" for line in plain_lines(block))
    out.flush()


def _naming(block: Block, config: str) -> Block:
    """A block whose commands name the configuration; texts that stay as they are do so."""
    match block:
        case Line():
            return replace(block, text=with_config(block.text, config))
        case Table():
            rows = (tuple(with_config(cell, config) for cell in row) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case Passage() | Diff():
            return block
        case _:
            assert_never(block)


def plain_lines(block: Block) -> Iterable[str]:
    """A block as lines of plain text."""
    match block:
        case Line():
            return [clean(block.text)]
        case Passage():
            lines = clean(block.text, keep_lines=True).rstrip("\n").split("\n")
            return [(" " * block.indent + line).rstrip() for line in lines]
        case Diff():
            return [f"    {sign} {clean(text)}".rstrip() for sign, text in block.lines]
        case Table():
            rows = [[clean(cell) for cell in row] for row in (block.columns, *block.rows)]
            widths = [max(_width(row[at]) for row in rows) for at in range(len(block.columns))]
            return [
                "  ".join(_padded(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip()
                for row in rows
            ]
        case _:
            assert_never(block)


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in {"W", "F"} for char in text)
    none = sum(unicodedata.category(char) in {"Mn", "Me", "Cf"} for char in text)
    return len(text) + wide - none


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


@contextmanager
def working(words: str, *, out: TextIO) -> Iterator[None]:
    """Show on a terminal that something is being done, until it is."""
    if not out.isatty():
        yield
        return
    from rich.console import Console

    with Console(file=out).status(words):
        yield


_MANY = 4
"""From so many on a bar shows how far the work has come; below it is over before it is read."""


@contextmanager
def progressing(words: str, *, out: TextIO) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far a work has come; what it yields is told how many are done of how
    many. Elsewhere nothing is shown.
    """
    if not out.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    console = Console(file=out, no_color=bool(os.environ.get("NO_COLOR")))
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(f"{words} ...", total=None)

        def tell(done: int, total: int) -> None:
            if total >= _MANY:
                shown.columns = (*columns, BarColumn(bar_width=24), MofNCompleteColumn())
                shown.update(task, completed=done, total=total)

        yield tell


def _linked(text: "Text") -> "Text":
    """The text with its addresses clickable as a whole, also where it wraps."""
    for found in _ADDRESS.finditer(text.plain):
        text.stylize(f"link {found[0]}", found.start(), found.end())
    return text


def _on_terminal(blocks: Iterable[Block], out: TextIO, environment: Mapping[str, str]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False, no_color=bool(environment.get("NO_COLOR")))
    for block in blocks:
        match block:
            case Line():
                text = _linked(Text(clean(block.text), style=_STYLES[block.tone]))
                # What is copied is never broken: the terminal wraps it, and copies it whole.
                console.print(text, soft_wrap=_COPIED.search(text.plain) is not None)
            case Passage():
                for line in plain_lines(block):
                    console.print(Text(line), soft_wrap=True)
            case Diff():
                for (sign, _), line in zip(block.lines, plain_lines(block), strict=True):
                    console.print(Text(line, style=_SIGNS[sign]), soft_wrap=True)
            case Table():
                for at, part in enumerate(_fitting(block, console.width)):
                    if at:
                        console.print()
                    _table(part, console)
            case _:
                assert_never(block)


def _fitting(table: Table, width: int) -> Iterator[Table]:
    """The table; where it is wider than the terminal, its documents in one of their own below."""
    last = [row[-1] for row in table.rows]
    wide = max(map(_width, plain_lines(table))) > width
    if not wide or len(table.columns) < 3 or not any(map(_ADDRESS.match, last)):
        yield table
        return
    yield Table(table.columns[:-1], tuple(row[:-1] for row in table.rows))
    rows = tuple((row[0], row[-1]) for row in table.rows if row[-1] != "-")
    yield Table((table.columns[0], table.columns[-1]), rows)


def _table(table: Table, console: "Console") -> None:
    """One table. Two columns that are too wide are lines of their own, so that addresses of
    documents stand whole; else the cells wrap, between words where there is room for them.
    """
    from rich.table import Table as RichTable
    from rich.text import Text

    lines = list(plain_lines(table))
    linked = len(table.columns) == 2 and any(_ADDRESS.match(row[-1]) for row in table.rows)
    if linked and max(map(_width, lines)) > console.width:
        for at, line in enumerate(lines):
            console.print(_linked(Text(line, style="" if at else "bold")), soft_wrap=True)
        return
    shown = RichTable(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column, width in zip(table.columns, _widths(table, console.width), strict=True):
        shown.add_column(Text(column), overflow="fold", width=width)
    for row in table.rows:
        shown.add_row(*(_linked(Text(clean(cell))) for cell in row))
    console.print(shown)


def _widths(table: Table, room: int) -> list[int | None]:
    """The widths of columns in which no word is broken, but in the last ones where there is no
    room; None for each where even that does not help.
    """
    rows = [[clean(cell) for cell in row] for row in (table.columns, *table.rows)]
    columns = [[row[at] for row in rows] for at in range(len(table.columns))]
    least = [max(_width(word) for cell in cells for word in cell.split(" ")) for cells in columns]
    wish = [max(map(_width, cells)) - low for cells, low in zip(columns, least, strict=True)]
    spare = room - sum(least) - 2 * len(least)
    for at in reversed(range(len(least))):
        less = min(max(least[at] - _NARROW, 0), max(-spare, 0))
        least[at], wish[at], spare = least[at] - less, wish[at] + less, spare + less
    if spare < 0:
        return [None] * len(least)
    # What wants little more gets it first; the rest is shared by what each wants.
    little = [more if more <= _LITTLE else 0 for more in wish]
    if sum(little) <= spare:
        spare -= sum(little)
        least = [low + more for low, more in zip(least, little, strict=True)]
        wish = [more - got for more, got in zip(wish, little, strict=True)]
    share = min(1.0, spare / max(sum(wish), 1))
    return [low + int(more * share) for low, more in zip(least, wish, strict=True)]
