"""The discovery documents that google-api-python-client bundles, read once a process.

They decide which methods exist, where, with which parameters and scopes. It never imports that
client: only its three files are read.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

from sync.emulator.wire import Json

APIS = {"calendar": "calendar.v3", "drive": "drive.v3", "docs": "docs.v1"}
_SCOPE_PREFIX = "https://www.googleapis.com/auth/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One query parameter."""

    name: str
    type: str
    format: str = ""
    enum: tuple[str, ...] = ()
    repeated: bool = False
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Method:
    """One method of one API. `request` and `response` name schemas, "" where there is none."""

    id: str
    api: str
    verb: str
    pattern: re.Pattern[str]
    parameters: Mapping[str, Parameter]
    required: tuple[str, ...]
    request: str
    response: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One discovery document."""

    name: str
    schemas: Mapping[str, Json]
    methods: tuple[Method, ...]

    def find(self, verb: str, raw_path: str) -> tuple[Method, dict[str, str]] | None:
        """The method at a path (relative to the service, still quoted) with its path parameters."""
        for method in self.methods:
            if method.verb == verb and (match := method.pattern.fullmatch(raw_path)):
                return method, {key: unquote(value) for key, value in match.groupdict().items()}
        return None


@cache
def api(name: str) -> Api:
    """`calendar`, `drive` or `docs`."""
    document = json.loads(_folder().joinpath(f"{APIS[name]}.json").read_text(encoding="utf-8"))
    shared = _parameters(document["parameters"])
    methods: list[Method] = []
    pending = list(document["resources"].values())
    while pending:
        resource = pending.pop()
        pending.extend(resource.get("resources", {}).values())
        methods.extend(
            _method(name, described, shared) for described in resource.get("methods", {}).values()
        )
    # a fixed name (files/generateIds) comes before a parameter in its place (files/{fileId})
    methods.sort(key=lambda method: (method.pattern.groups, method.id))
    return Api(name=name, schemas=document["schemas"], methods=tuple(methods))


def _folder() -> Path:
    spec = find_spec("googleapiclient")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("google-api-python-client is needed for its discovery documents")
    return Path(spec.origin).parent / "discovery_cache" / "documents"


def _method(api_name: str, described: Json, shared: Mapping[str, Parameter]) -> Method:
    own = described.get("parameters", {})
    query = {key: value for key, value in own.items() if value["location"] == "query"}
    template = re.sub(r"\{\+?(\w+)\}", r"{\1}", described["path"])
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/:]+)", re.escape(template))
    if api_name == "calendar":  # ids of imported events may hold a colon
        pattern = pattern.replace("[^/:]", "[^/]")
    return Method(
        id=described["id"],
        api=api_name,
        verb=described["httpMethod"],
        pattern=re.compile(pattern),
        parameters={**shared, **_parameters(query)},
        required=tuple(key for key, value in query.items() if value.get("required")),
        request=described.get("request", {}).get("$ref", ""),
        response=described.get("response", {}).get("$ref", ""),
        scopes=frozenset(scope.removeprefix(_SCOPE_PREFIX) for scope in described["scopes"]),
    )


def _parameters(described: Json) -> dict[str, Parameter]:
    return {
        name: Parameter(
            name=name,
            type=value["type"],
            format=value.get("format", ""),
            enum=tuple(value.get("enum", ())),
            repeated=value.get("repeated", False),
            minimum=int(value["minimum"]) if "minimum" in value else None,
            maximum=int(value["maximum"]) if "maximum" in value else None,
        )
        for name, value in described.items()
    }


def short_scope(scope: str) -> str:
    """A scope without Google's prefix."""
    return scope.removeprefix(_SCOPE_PREFIX)


def long_scope(scope: str) -> str:
    """A scope with Google's prefix."""
    return scope if "/" in scope or scope == "openid" else _SCOPE_PREFIX + scope
