"""Changes config.toml as somebody would by hand: one key, everything else to the letter.

Comments, order and line ends stay (tomlkit). A change is written whole or not at all, and only
where the file can still be read afterwards with just this change in it; otherwise `CantEdit` holds
the lines to add by hand. Which key is changed, and why, is the caller's.
"""

import errno
import os
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Comment, Item, Key, Table, Whitespace

from sync.agenda.calendar.people import Identities
from sync.config import file as config_file
from sync.errors import reason_of

Value = bool | date | str
_BOM = "\ufeff"


class CantEdit(Exception):
    """The file can't be changed: `why`, and the `lines` to put into it by hand."""

    def __init__(self, path: Path, why: str, lines: str) -> None:
        super().__init__(why)
        self.path = path
        self.why = why
        self.lines = lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What was done: `changed` False where it was so already; `added` or `removed` an entry."""

    path: Path
    changed: bool
    added: bool = False
    removed: bool = False


def set_for_person(
    path: Path, email: str, key: str, value: Value, *, identities: Identities, by: str
) -> Edit:
    """Set a key in a person's `[[person]]` entry, which is added where there is none.

    `by` says what adds an entry, in a comment, so that `unset_for_person` may take it out again.
    """
    lines = f'[[person]]\nemail = "{email}"\n{key} = {_toml(value)}\n'

    def change(document: tomlkit.TOMLDocument) -> Edit:
        entry = _entry_of(document, email, identities)
        if entry is None:
            _add_entry(document, email, key, value, by=by)
            return Edit(path=path, changed=True, added=True)
        if entry.get(key) == value and isinstance(entry[key], type(value)):
            return Edit(path=path, changed=False)
        _set(entry, key, value)
        return Edit(path=path, changed=True)

    return _edited(path, change, lines)


def unset_for_person(path: Path, email: str, key: str, *, identities: Identities, by: str) -> Edit:
    """Take a key out of a person's entry, and an entry of `by` that says nothing else then."""
    lines = f'Take {key} out of the [[person]] entry with email = "{email}".\n'

    def change(document: tomlkit.TOMLDocument) -> Edit:
        entry = _entry_of(document, email, identities)
        if entry is None or not entry.get(key):
            return Edit(path=path, changed=False)
        if _is_by(entry, by) and set(entry) <= {"email", key}:
            _drop_entry(document, entry)
            return Edit(path=path, changed=True, removed=True)
        _unset(entry, key)
        return Edit(path=path, changed=True)

    return _edited(path, change, lines)


def set_in_table(path: Path, table: str, key: str, value: Value) -> Edit:
    """Set a key in a table, which is added where there is none."""

    def change(document: tomlkit.TOMLDocument) -> Edit:
        if table not in document:
            new = tomlkit.table()
            new.add(key, value)
            _append(document, table, new)
            return Edit(path=path, changed=True)
        found: Any = document[table]
        if found.get(key) == value and isinstance(found[key], type(value)):
            return Edit(path=path, changed=False)
        _set(found, key, value)
        return Edit(path=path, changed=True)

    return _edited(path, change, f"[{table}]\n{key} = {_toml(value)}\n")


def unset_in_table(path: Path, table: str, key: str) -> Edit:
    """Take a key out of a table."""

    def change(document: tomlkit.TOMLDocument) -> Edit:
        found: Any = document.get(table)
        if found is None or not found.get(key):
            return Edit(path=path, changed=False)
        _unset(found, key)
        return Edit(path=path, changed=True)

    return _edited(path, change, f"Take {key} out of [{table}].\n")


def _edited(path: Path, change: Callable[[tomlkit.TOMLDocument], Edit], lines: str) -> Edit:
    values, text = config_file.read(path)
    ends = "\r\n" if "\r\n" in text else "\n"
    try:
        document = tomlkit.parse(text)
        edit = change(document)
        new = document.as_string()
    except (TOMLKitError, AttributeError, IndexError, KeyError, TypeError, ValueError) as exc:
        raise CantEdit(path, "its form is not one that can be changed safely", lines) from exc
    if not edit.changed:
        return edit
    if edit.removed:
        new = new.rstrip("\r\n") + "\n" if new.strip() else ""
    if ends == "\r\n":
        new = new.replace("\r\n", "\n").replace("\n", "\r\n")
    if not _reads(new, values):
        raise CantEdit(path, "its form is not one that can be changed safely", lines)
    try:
        _replace(path.resolve(), new)
    except OSError as exc:
        raise CantEdit(path, reason_of(exc), lines) from exc
    return edit


def _reads(text: str, before: dict[str, Any]) -> bool:
    """The new text is TOML, and says something else at one place only, people or a table."""
    try:
        after = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    changed = [key for key in {*before, *after} if before.get(key) != after.get(key)]
    return len(changed) == 1


def _replace(path: Path, text: str) -> None:
    """Put the file in place whole, with the rights that the old one has."""
    old = path.read_bytes()
    mode = path.stat().st_mode & 0o7777
    if not mode & 0o222 or not os.access(path, os.W_OK):  # read-only is what people want it to be
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write((_BOM if old.startswith(_BOM.encode()) else "").encode() + text.encode())
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _toml(value: Value) -> str:
    """A value as it stands in a file."""
    return str(tomlkit.item(value).as_string())


def _entry_of(document: tomlkit.TOMLDocument, email: str, identities: Identities) -> Table | None:
    """The person's entry, by any of their addresses."""
    wanted = identities.primary(email)
    people: Any = document.get("person", ())
    for entry in people:
        if identities.primary(str(entry["email"]).lower()) == wanted:
            found: Table = entry
            return found
    return None


def _set(table: Any, key: str, value: Value) -> None:
    """Set a key; a new one comes behind the table's last, in front of what belongs to the next."""
    known = key in table
    table[key] = value
    if known or not isinstance(table, Table):
        return
    body = table.value.body
    new = body.pop()
    body.insert(_behind_last_key(body), new)


def _unset(table: Any, key: str) -> None:
    """Take a key out; where a comment stands above it, which says what it is for, empty it."""
    body = table.value.body if isinstance(table, Table) else []
    at = next((at for at, (one, _) in enumerate(body) if one is not None and one.key == key), 0)
    if at and isinstance(body[at - 1][1], Comment):
        table[key] = ""
    else:
        table.remove(key)


def _behind_last_key(body: list[tuple[Key | None, Item]]) -> int:
    """Where a table's own lines end: comments and blanks behind it are the next one's."""
    return max((at + 1 for at, (key, _) in enumerate(body) if key is not None), default=0)


def _add_entry(
    document: tomlkit.TOMLDocument, email: str, key: str, value: Value, *, by: str
) -> None:
    people: Any = document.get("person")
    if people is not None and not isinstance(people, AoT):
        inline = tomlkit.inline_table()
        inline.update({"email": email, key: value})
        people.append(inline)
        return
    entry = tomlkit.table()
    entry.add("email", email)
    entry.add(key, value)
    entry.comment(f"added by {by}")
    if people is None:
        several = tomlkit.aot()
        several.append(entry)
        _append(document, "person", several)
        return
    tail = _cut_tail(people[-1].value)
    entry.trivia.indent = "\n"
    people.append(entry)
    people[-1].value.body.extend(tail)


def _cut_tail(container: Container) -> list[tuple[Key | None, Item]]:
    """Take the comments and blanks behind a table's last key off it, and return them."""
    body = container.body
    at = _behind_last_key(body)
    tail = body[at:]
    del body[at:]
    return tail


def _append(document: tomlkit.TOMLDocument, key: str, new: Table | AoT) -> None:
    """Add a table at the end, behind one blank line."""
    text = document.as_string()
    if text and not text.endswith("\n"):
        document.add(tomlkit.nl())
    if text.strip():
        document.add(tomlkit.nl())
    document.append(key, new)


def _is_by(entry: Any, by: str) -> bool:
    return isinstance(entry, Table) and entry.trivia.comment.strip("# ") == f"added by {by}"


def _drop_entry(document: tomlkit.TOMLDocument, entry: Table) -> None:
    """Take an entry out, and leave what stands behind it to the one before or to the document."""
    people: Any = document["person"]
    at = next(number for number, one in enumerate(people) if one is entry)
    tail = _cut_tail(entry.value)
    if len(people) == 1:
        document.remove("person")
        for _, item in tail:
            if isinstance(item, Comment | Whitespace):
                document.add(item)
        return
    del people[at]
    if at:
        before = people[at - 1].value
        above = _cut_tail(before)
        blank = all(isinstance(item, Whitespace) for _, item in above)
        before.body.extend(tail if blank and tail else [*above, *tail])
