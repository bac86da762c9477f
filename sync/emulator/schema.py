"""Checks values against the schemas of the discovery documents.

Two uses: what a client sends (unknown names and wrong types are answered as Google does) and what
we answer ourselves (anything that the schema does not have is a bug of the emulator). Each schema
is compiled once a process.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from sync.emulator.discovery import Api, Method, Parameter, api
from sync.emulator.refusals import reasoned, violation
from sync.emulator.wire import InternalBug, Json, WireError


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The first thing that does not fit, and where."""

    path: tuple[str | int, ...]
    kind: Literal["unknown", "type", "one of"]
    name: str
    """The unknown name, the type that was expected, or the name that is one too many."""
    value: Any = None


_Check = Callable[[Any, bool], Problem | None]
"""Takes the value and whether it is ours: ours may hold no null and gives int64 as text."""

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_VALUES = re.compile(r'^- "([^"]+)" - ', re.MULTILINE)
_WHOLE_NUMBERS = {"int32": (-(2**31), 2**31 - 1), "uint32": (0, 2**32 - 1)}
_ONE_OF = {
    "DeleteNamedRangeRequest": ("namedRangeId", "name"),
    "Link": ("url", "tabId", "bookmarkId", "headingId", "bookmark", "heading"),
    "ReplaceNamedRangeContentRequest": ("namedRangeId", "namedRangeName"),
    "WriteControl": ("requiredRevisionId", "targetRevisionId"),
}
"""Of these a client may give one. Discovery does not tell; Google's reference does ("union")."""
_PLACES = ("location", "endOfSegmentLocation")


def check_request(method: Method, body: Json) -> None:
    """Raises Google's 400 for the first name or type that the method's body does not have."""
    if not method.request:
        return
    problem = _compiled(method.api, method.request)(body, False)  # noqa: FBT003 - a closure
    if problem is not None:
        raise _refusal(method.api, problem)


def check_answer(method: Method, answer: Json) -> None:
    """Raises InternalBug where our own answer is nothing that Google could say."""
    if not method.response:
        raise InternalBug(f"{method.id} has no answer, but one was given")
    problem = _compiled(method.api, method.response)(answer, True)  # noqa: FBT003 - a closure
    if problem is not None:
        where = ".".join(str(part) for part in problem.path)
        raise InternalBug(f"{method.id}: {problem.kind} {problem.name!r} at {where or 'the top'}")


def without_nulls(value: Any) -> Any:
    """A value without the nulls in its objects: to Docs they say no more than a missing name."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [without_nulls(inner) for inner in value]
    return value


def read_query(method: Method, given: Mapping[str, list[str]]) -> dict[str, Any]:
    """The query, typed. Docs refuses unknown names; Calendar and Drive were seen to ignore them."""
    typed: dict[str, Any] = {}
    for name, values in given.items():
        parameter = method.parameters.get(name)
        if parameter is None:
            if method.api == "docs":
                message = (
                    f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
                    f"parameter. Field '{name}' could not be found in request message."
                )
                raise violation("", message, message=message)
            continue
        read = [_read_parameter(method.api, parameter, value) for value in values]
        typed[name] = read if parameter.repeated else read[-1]
    for name in method.required:
        if name not in typed:
            raise reasoned(
                400, "required", f"Required parameter: {name}", location=("parameter", name)
            )
    return typed


def _read_parameter(api_name: str, parameter: Parameter, value: str) -> Any:
    match parameter.type:
        case "boolean" if value.lower() in {"true", "false", "1", "0"}:
            return value.lower() in {"true", "1"}
        case "integer" if re.fullmatch(r"-?\d+", value):
            number = int(value)
            low, high = parameter.minimum, parameter.maximum
            if (low is None or number >= low) and (high is None or number <= high):
                return number
            raise _bad_parameter(
                api_name,
                parameter,
                f"Invalid value '{value}'. Values must be within the range: "
                f"[{low if low is not None else -(2**31)}, "
                f"{high if high is not None else 2**31 - 1}]",
            )
        case "string":
            if not parameter.enum or value in parameter.enum:
                return value
            raise _bad_parameter(
                api_name,
                parameter,
                f"Invalid value '{value}'. Allowed values: [{', '.join(parameter.enum)}]"
                if api_name != "docs"
                else f"Invalid value at '{_snake(parameter.name)}' (TYPE_ENUM), \"{value}\"",
            )
        case _:
            pass
    raise _bad_parameter(
        api_name,
        parameter,
        f"Invalid value at '{_snake(parameter.name)}' (TYPE_{parameter.type.upper()}), \"{value}\"",
    )


def _bad_parameter(api_name: str, parameter: Parameter, message: str) -> WireError:
    if api_name == "docs":
        return violation(_snake(parameter.name), message, message=message)
    location = ("parameter", parameter.name)
    return reasoned(400, "invalidParameter", message, location=location)


def _refusal(api_name: str, problem: Problem) -> WireError:
    where = _spoken(problem.path)
    if problem.kind == "unknown":
        at = f" at '{where}'" if where else ""
        message = (
            f'Invalid JSON payload received. Unknown name "{problem.name}"{at}: Cannot find field.'
        )
    elif problem.kind == "one of":
        message = (
            f"Invalid value at '{where}' (oneof), it is set already. Cannot set '{problem.name}'"
        )
    else:
        shown = f'"{problem.value}"' if isinstance(problem.value, str) else problem.value
        message = f"Invalid value at '{where}' ({problem.name}), {shown}"
    if api_name == "docs":
        return violation(where, message, message=message)
    return reasoned(400, "badRequest", message)


def _spoken(path: tuple[str | int, ...]) -> str:
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"[{part}]"
        else:
            words += ("." if words else "") + _snake(part)
    return words


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: "_" + match[1].lower(), name)


@cache
def _compiled(api_name: str, schema: str) -> _Check:
    return _Compiler(api(api_name)).named(schema)


class _Compiler:
    """Makes one check a schema; schemas that hold themselves find their own again."""

    def __init__(self, source: Api) -> None:
        self._source = source
        self._done: dict[str, _Check] = {}

    def named(self, name: str) -> _Check:
        def later(value: Any, ours: bool) -> Problem | None:  # noqa: FBT001 - a closure
            return self._done[name](value, ours)

        if name not in self._done:
            self._done[name] = later  # found while it is being made
            self._done[name] = self._check(self._source.schemas[name], name)
        return self._done[name] if self._done[name] is not later else later

    def _check(self, schema: Json, name: str) -> _Check:
        if "$ref" in schema:
            return self.named(schema["$ref"])
        match schema.get("type"):
            case "object":
                if "properties" in schema:
                    properties = {
                        key: self._check(value, f"{name}.{key}")
                        for key, value in schema["properties"].items()
                    }
                    return _object(properties, self._one_of(name, properties))
                if "additionalProperties" in schema:
                    return _map(self._check(schema["additionalProperties"], name))
                return _object({})
            case "array":
                return _array(self._check(schema["items"], name))
            case "string":
                return _string(schema, name, strict_dates=self._source.name == "drive")
            case "boolean":
                return _scalar(bool, "TYPE_BOOL")
            case "integer":
                return _integer(schema.get("format", "int32"))
            case "number":
                return _scalar((int, float), "TYPE_DOUBLE")
            case _:
                return lambda _value, _ours: None

    def _one_of(self, name: str, properties: Mapping[str, _Check]) -> tuple[str, ...]:
        if self._source.name != "docs":
            return ()
        return _ONE_OF.get(name, _PLACES if properties.keys() >= set(_PLACES) else ())


def _object(properties: Mapping[str, _Check], one_of: tuple[str, ...] = ()) -> _Check:
    def check(value: Any, ours: bool) -> Problem | None:  # noqa: FBT001 - a closure
        if type(value) is not dict:
            return Problem(path=(), kind="type", name="object", value=value)
        for key, inner in value.items():
            found = properties.get(key)
            if found is None:
                return Problem(path=(), kind="unknown", name=key)
            if inner is None and not ours:
                continue
            problem = found(inner, ours)
            if problem is not None:
                return _under(key, problem)
        given = [name for name in one_of if value.get(name) is not None] if one_of else []
        if len(given) > 1 and not ours:
            return Problem(path=(), kind="one of", name=given[1])
        return None

    return check


def _map(values: _Check) -> _Check:
    def check(value: Any, ours: bool) -> Problem | None:  # noqa: FBT001 - a closure
        if type(value) is not dict:
            return Problem(path=(), kind="type", name="object", value=value)
        for key, inner in value.items():
            if inner is None and not ours:
                continue
            problem = values(inner, ours)
            if problem is not None:
                return _under(key, problem)
        return None

    return check


def _array(items: _Check) -> _Check:
    def check(value: Any, ours: bool) -> Problem | None:  # noqa: FBT001 - a closure
        if type(value) is not list:
            return Problem(path=(), kind="type", name="array", value=value)
        for number, inner in enumerate(value):
            problem = items(inner, ours)
            if problem is not None:
                return _under(number, problem)
        return None

    return check


def _string(schema: Json, name: str, *, strict_dates: bool) -> _Check:
    form = schema.get("format", "")
    allowed = frozenset(schema.get("enum", ()) or _described(schema))
    shape = {"date-time": _DATE_TIME, "google-datetime": _DATE_TIME, "date": _DATE}.get(form)
    number = {"int64": re.compile(r"-?\d{1,19}"), "uint64": re.compile(r"\d{1,20}")}.get(form)

    def check(value: Any, ours: bool) -> Problem | None:  # noqa: FBT001 - a closure
        if number is not None and type(value) is int and not ours:
            value = str(value)
        if type(value) is not str:
            return Problem(path=(), kind="type", name="TYPE_STRING", value=value)
        if number is not None and not number.fullmatch(value):
            return Problem(path=(), kind="type", name=f"TYPE_{form.upper()}", value=value)
        nothing = not ours and value.endswith("_UNSPECIFIED")  # what it would do is not known
        if allowed and (nothing or value not in allowed):
            kind = f"type.googleapis.com/google.apps.docs.v1.{name}"
            return Problem(path=(), kind="type", name=kind, value=value)
        if (ours or strict_dates) and shape is not None and not shape.fullmatch(value):
            return Problem(path=(), kind="type", name=form, value=value)
        return None

    return check


def _described(schema: Json) -> list[str]:
    """The values that a description lists as all there are, as Calendar's do."""
    before, said, listed = schema.get("description", "").partition("Possible values are:")
    return _VALUES.findall(listed) if said and before else []


def _integer(form: str) -> _Check:
    low, high = _WHOLE_NUMBERS[form]

    def check(value: Any, _ours: bool) -> Problem | None:  # noqa: FBT001 - a closure
        if type(value) is int and low <= value <= high:
            return None
        return Problem(path=(), kind="type", name=f"TYPE_{form.upper()}", value=value)

    return check


def _scalar(kinds: type | tuple[type, ...], name: str) -> _Check:
    accepted = kinds if isinstance(kinds, tuple) else (kinds,)

    def check(value: Any, _ours: bool) -> Problem | None:  # noqa: FBT001 - a closure
        if type(value) in accepted:
            return None
        return Problem(path=(), kind="type", name=name, value=value)

    return check


def _under(step: str | int, problem: Problem) -> Problem:
    return Problem(
        path=(step, *problem.path), kind=problem.kind, name=problem.name, value=problem.value
    )
