"""Drive's search language: `q` of files.list.

    name contains 'notes' and not trashed = true and properties has { key='a' and value='b' }

What stands here is what Google documents for files; a term that is not known is refused as Google
does, with the place in the query left out as it does too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sync.emulator.drive import access
from sync.emulator.drive.resource import is_trashed
from sync.emulator.refusals import reasoned
from sync.emulator.state import File
from sync.emulator.wire import Caller, WireError
from sync.emulator.world import World, timestamp

Test = Callable[[File], bool]
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*')|(?P<op><=|>=|!=|=|<|>)|(?P<mark>[(){}])|(?P<word>[\w.]+))"
)
_PEOPLE = {"owners": "owner", "writers": "writer", "readers": "reader"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def ranks(query: str) -> bool:
    """Whether a query looks for words in the content, so that its files come by relevance."""
    return "fullText" in re.sub(r"'(?:\\.|[^'\\])*'", "", query)


def matcher(world: World, caller: Caller, query: str) -> Test:
    """Whether a file fits a query; the query is read once."""
    return _Reader(world, caller, _tokens(query)).whole()


def _tokens(query: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while query[at:].strip():
        match = _TOKEN.match(query, at)
        if match is None or match.lastgroup is None:
            raise _invalid()
        text = match[match.lastgroup]
        if match.lastgroup == "text":
            text = re.sub(r"\\(.)", r"\1", text[1:-1])
        found.append(_Token(match.lastgroup, text))
        at = match.end()
    return found


class _Reader:
    """Reads tokens into one test, `not` before `and` before `or`."""

    def __init__(self, world: World, caller: Caller, tokens: list[_Token]) -> None:
        self._world = world
        self._caller = caller
        self._tokens = tokens
        self._at = 0

    def whole(self) -> Test:
        test = self._any()
        if self._at != len(self._tokens):
            raise _invalid()
        return test

    def _any(self) -> Test:
        tests = [self._all()]
        while self._word("or"):
            tests.append(self._all())
        return tests[0] if len(tests) == 1 else lambda file: any(test(file) for test in tests)

    def _all(self) -> Test:
        tests = [self._one()]
        while self._word("and"):
            tests.append(self._one())
        return tests[0] if len(tests) == 1 else lambda file: all(test(file) for test in tests)

    def _one(self) -> Test:
        if self._word("not"):
            denied = self._one()
            return lambda file: not denied(file)
        if self._mark("("):
            test = self._any()
            if not self._mark(")"):
                raise _invalid()
            return test
        token = self._next()
        if token.kind == "text":
            return self._among(token.text)
        if token.kind != "word":
            raise _invalid()
        return self._term(token.text)

    def _among(self, value: str) -> Test:
        if not self._word("in"):
            raise _invalid()
        where = self._next().text
        world = self._world
        if where == "parents":
            parent = access.real_id(world, value, self._caller.user)
            return lambda file: parent in file.parents
        if where not in _PEOPLE:
            raise _invalid()
        who = self._caller.user if value == "me" else world.primary(value)
        if where == "owners":
            return lambda file: file.owner == who
        needed = access.RANK[_PEOPLE[where]]
        return lambda file: any(
            each.permission.type in {"user", "group"}
            and world.primary(each.permission.who) == who
            and access.RANK[each.role] >= needed
            for each in access.held(world, file).values()
        )

    def _term(self, name: str) -> Test:
        if name in {"properties", "appProperties"}:
            return self._property(name)
        if name == "sharedWithMe":
            user = self._caller.user
            if self._operator(optional=True):
                self._truth()
            return lambda file: file.owner != user and user in file.seen
        operator = self._operator()
        match name:
            case "name":
                return self._name(operator, self._text())
            case "fullText":
                words = self._text().lower()
                return lambda file: words in f"{file.name} {file.description} {file.text}".lower()
            case "mimeType":
                kind = self._text()
                return _compare(operator, kind, lambda file: file.mime_type)
            case "trashed":
                world = self._world
                return _equal(operator, self._truth(), lambda file: is_trashed(world, file))
            case "starred":
                user = self._caller.user
                return _equal(operator, self._truth(), lambda file: user in file.starred)
            case "modifiedTime":
                return _timed(operator, self._text(), lambda file: file.modified)
            case "createdTime":
                return _timed(operator, self._text(), lambda file: file.created)
            case "visibility":
                return self._visibility(operator, self._text())
            case _:
                raise _invalid()

    def _name(self, operator: str, value: str) -> Test:
        wanted = value.lower()
        if operator == "contains":  # by the beginnings of words
            starts = re.compile(rf"(?:^|\W|_){re.escape(wanted)}")
            return lambda file: bool(starts.search(file.name.lower()))
        return _compare(operator, wanted, lambda file: file.name.lower())

    def _property(self, name: str) -> Test:
        if not (self._word("has") and self._mark("{")):
            raise _invalid()
        given: dict[str, str] = {}
        while not self._mark("}"):
            part = self._next().text
            if part not in {"key", "value", "visibility"} or self._operator() != "=":
                raise _invalid()
            given[part] = self._text()
            self._word("and")
        if not {"key", "value"} <= given.keys():
            raise _invalid()
        app = self._caller.app
        if name == "properties":
            return lambda file: file.properties.get(given["key"]) == given["value"]
        return lambda file: file.app_properties.get(app, {}).get(given["key"]) == given["value"]

    def _visibility(self, operator: str, value: str) -> Test:
        world = self._world

        def of(file: File) -> str:
            kinds = {
                (each.permission.type, each.permission.discoverable)
                for each in access.held(world, file).values()
            }
            for kind, name in (("anyone", "anyone"), ("domain", "domain")):
                if (kind, True) in kinds:
                    return f"{name}CanFind"
                if (kind, False) in kinds:
                    return f"{name}WithLink"
            return "limited"

        return _compare(operator, value, of)

    def _operator(self, *, optional: bool = False) -> str:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind == "op" or token.text == "contains":
                self._at += 1
                return token.text
        if optional:
            return ""
        raise _invalid()

    def _text(self) -> str:
        token = self._next()
        if token.kind != "text":
            raise _invalid()
        return token.text

    def _truth(self) -> bool:
        token = self._next()
        if token.text not in {"true", "false"} or token.kind != "word":
            raise _invalid()
        return token.text == "true"

    def _word(self, text: str) -> bool:
        return self._take("word", text)

    def _mark(self, text: str) -> bool:
        return self._take("mark", text)

    def _take(self, kind: str, text: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at] == _Token(kind, text):
            self._at += 1
            return True
        return False

    def _next(self) -> _Token:
        if self._at >= len(self._tokens):
            raise _invalid()
        self._at += 1
        return self._tokens[self._at - 1]


def _compare(operator: str, value: str, of: Callable[[File], str]) -> Test:
    match operator:
        case "=":
            return lambda file: of(file) == value
        case "!=":
            return lambda file: of(file) != value
        case "contains":
            return lambda file: of(file).startswith(value)
        case _:
            raise _invalid()


def _equal(operator: str, value: bool, of: Callable[[File], bool]) -> Test:  # noqa: FBT001 - a value
    match operator:
        case "=":
            return lambda file: of(file) == value
        case "!=":
            return lambda file: of(file) != value
        case _:
            raise _invalid()


def _timed(operator: str, text: str, of: Callable[[File], int]) -> Test:
    found = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?", text)
    if found is None:
        raise _invalid()
    whole = text.rstrip("Z")
    whole = whole if "." in whole else f"{whole}.000"
    wanted = f"{whole[:23]:0<23}Z"
    match operator:
        case "<":
            return lambda file: timestamp(of(file)) < wanted
        case "<=":
            return lambda file: timestamp(of(file)) <= wanted
        case ">":
            return lambda file: timestamp(of(file)) > wanted
        case ">=":
            return lambda file: timestamp(of(file)) >= wanted
        case "=":
            return lambda file: timestamp(of(file)) == wanted
        case _:
            raise _invalid()


def _invalid() -> WireError:
    return reasoned(400, "invalid", "Invalid Value", location=("parameter", "q"))
