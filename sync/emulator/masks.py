"""The `fields` parameter: partial answers of all three APIs.

A mask is `a,b(c,d),e/f` or `*`. Names are checked against the answer's schema. Docs refuses more
than the others: what would bring comments along, tabs together with what stood for the first tab,
and any choice inside a map.
"""

import re
from functools import lru_cache
from typing import Any

from sync.emulator.discovery import Method, api
from sync.emulator.refusals import reasoned, status_only, violation
from sync.emulator.wire import Json, WireError

Mask = dict[str, "Mask | None"]
"""Name to the choice below it; None is all of it. "*" stands for every name."""

_TOKEN = re.compile(r"[\w$*-]+|[(),/.]")
_COMMENTS = {"Document": {"comments", "suggestions"}, "DocumentTab": {"commentAnchors"}}
_FIRST_TAB = {
    "body",
    "documentStyle",
    "footers",
    "footnotes",
    "headers",
    "inlineObjects",
    "lists",
    "namedRanges",
    "namedStyles",
    "positionedObjects",
    "suggestedDocumentStyleChanges",
    "suggestedNamedStylesChanges",
}


@lru_cache(maxsize=256)
def read_mask(method: Method, text: str) -> Mask:
    """The mask that a client sent for this method's answer, or Google's refusal."""
    mask = _parse(method.api, text)
    if method.response:
        _validate(method.api, method.response, mask, ())
    if method.id == "docs.documents.get":
        _refuse_in_documents(mask)
    return mask


def wants_tabs(text: str) -> bool:
    """Whether a mask of documents.get names `tabs`, which implies includeTabsContent."""
    return "tabs" in _parse("docs", text)


def apply_mask(mask: Mask, value: Any) -> Any:
    """What the mask leaves of an answer; lists are gone through, maps are never chosen inside."""
    if isinstance(value, list):
        return [apply_mask(mask, item) for item in value]
    if not isinstance(value, dict):
        return value
    kept: Json = {}
    rest = mask.get("*", mask) if "*" in mask else None
    for key, inner in value.items():
        if key in mask:
            chosen = mask[key]
        elif "*" in mask:
            chosen = rest if rest is not mask else None
        else:
            continue
        kept[key] = inner if chosen is None else apply_mask(chosen, inner)
    return kept


def _parse(api_name: str, text: str) -> Mask:
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != re.sub(r"\s+", "", text):
        raise _unreadable(api_name, text)
    mask, used = _parse_list(api_name, text, tokens, 0)
    if used != len(tokens):
        raise _unreadable(api_name, text)
    return mask


def _parse_list(api_name: str, text: str, tokens: list[str], at: int) -> tuple[Mask, int]:
    mask: Mask = {}
    while True:
        path: list[str] = []
        while at < len(tokens) and tokens[at] not in "(),/.":
            path.append(tokens[at])
            at += 1
            if at < len(tokens) and tokens[at] in "/.":
                at += 1
            else:
                break
        if not path:
            raise _unreadable(api_name, text)
        below: Mask | None = None
        if at < len(tokens) and tokens[at] == "(":
            below, at = _parse_list(api_name, text, tokens, at + 1)
            if at >= len(tokens) or tokens[at] != ")":
                raise _unreadable(api_name, text)
            at += 1
        _add(mask, path, below)
        if at < len(tokens) and tokens[at] == ",":
            at += 1
            continue
        return mask, at


def _add(mask: Mask, path: list[str], below: Mask | None) -> None:
    for name in path[:-1]:
        deeper = mask.setdefault(name, {})
        if deeper is None:
            return  # all of it is chosen already
        mask = deeper
    last = path[-1]
    if last in mask and mask[last] is not None and below is not None:
        known = mask[last]
        for name, inner in below.items():
            _add(known if known is not None else {}, [name], inner)
    elif last not in mask or below is None:
        mask[last] = below


def _validate(api_name: str, schema_name: str, mask: Mask, above: tuple[str, ...]) -> None:
    _validate_schema(api_name, api(api_name).schemas[schema_name], mask, above)


def _validate_schema(api_name: str, schema: Json, mask: Mask, above: tuple[str, ...]) -> None:
    while True:
        if "$ref" in schema:
            schema = api(api_name).schemas[schema["$ref"]]
        elif schema.get("type") == "array":
            schema = schema["items"]
        else:
            break
    properties = schema.get("properties", {})
    for name, below in mask.items():
        if name == "*":
            if below is not None:
                for inner in properties.values():
                    _validate_schema(api_name, inner, below, (*above, name))
            continue
        if "additionalProperties" in schema and api_name != "docs":
            continue
        if name not in properties:
            raise _unknown(api_name, (*above, name))
        if below is not None:
            _validate_schema(api_name, properties[name], below, (*above, name))


def _refuse_in_documents(mask: Mask) -> None:
    if _brings_comments(mask, "Document"):
        raise status_only(
            400,
            "Field mask cannot retrieve comment-specific fields when include_comments is false.",
        )
    if "tabs" in mask and (_FIRST_TAB & mask.keys()):
        raise status_only(
            400,
            "Field mask cannot retrieve document.tabs and legacy text-level fields from the "
            "Document resource in the same request.",
        )


def _brings_comments(mask: Mask, schema: str) -> bool:
    inside = {
        "Document": {"tabs": "Tab"},
        "Tab": {"documentTab": "DocumentTab", "childTabs": "Tab"},
    }
    if "*" in mask:
        return True
    for name, below in mask.items():
        if name in _COMMENTS.get(schema, ()):
            return True
        deeper = inside.get(schema, {}).get(name)
        if deeper is not None and (below is None or _brings_comments(below, deeper)):
            return True
    return False


def _unreadable(api_name: str, text: str) -> WireError:
    if api_name == "docs":
        return violation("fields", f"Error parsing 'fields' parameter: {text}")
    return _invalid_selection(text)


def _unknown(api_name: str, path: tuple[str, ...]) -> WireError:
    if api_name == "docs":
        dotted = ".".join(path)
        description = (
            f"Error expanding 'fields' parameter. Cannot find matching fields for path '{dotted}'."
        )
        return violation(dotted, description)
    return _invalid_selection(path[-1])


def _invalid_selection(text: str) -> WireError:
    return reasoned(
        400,
        "invalidParameter",
        f"Invalid field selection {text}",
        location=("parameter", "fields"),
    )
