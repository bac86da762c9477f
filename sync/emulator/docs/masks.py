"""Field masks and the values they carry.

Decides which fields a mask names and how a value reads back: zero numbers are left out.
"""

from collections.abc import Sequence
from typing import Any

from sync.emulator.docs.model import Json
from sync.emulator.docs.refusal import Invalid, NotCovered


def mask_fields(mask: Any, known: Sequence[str]) -> tuple[str, ...]:
    """The fields at the root that a mask names, `*` being all."""
    names = [name.strip() for name in str(mask or "").split(",") if name.strip()]
    if not names:
        raise Invalid(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    if names == ["*"]:
        return tuple(known)
    roots = []
    for name in names:
        root, dot, _ = camel(name).partition(".")
        if root not in known:
            raise Invalid(f"Invalid field: {name}")
        if dot:
            raise NotCovered(f"a part of a field in a mask: {name}")
        roots.append(root)
    return tuple(dict.fromkeys(roots))


def camel(name: str) -> str:
    """A field's JSON name: masks may be written with underscores too."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def check_dimensions(style: Json, names: Sequence[str]) -> None:
    """Lengths need their unit and are not below zero; what Google does else is not known."""
    for name in names:
        if name in style and style[name].get("unit") != "PT":
            raise Invalid(f"The unit of {name} must be specified.")
        if name in style and style[name].get("magnitude", 0) < 0:
            raise Invalid(f"The magnitude of {name} must not be negative.")


def plain(value: Any) -> Any:
    """A value as it reads back: numbers that are zero are left out of it."""
    if isinstance(value, dict):
        return {
            key: plain(inner)
            for key, inner in value.items()
            if isinstance(inner, bool) or inner != 0
        }
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def patched(style: Json, patch: Json, fields: Sequence[str]) -> Json:
    """A style with the fields of a mask set to the patch's values, or taken out without one."""
    out = {key: value for key, value in style.items() if key not in fields}
    for name in fields:
        if name in patch:
            out[name] = plain(patch[name])
    return out
