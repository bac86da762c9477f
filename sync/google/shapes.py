"""What Drive and Calendar say of a file, a comment or an event, held to the shape they describe.

Fields that the job reads may be absent, and one that is null is as if it were; those that are there
are of the described type, or the answer is none of Google's. Fields not named here are let through.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sync.google.calls import Call, Json
from sync.google.mapping import not_google

Shape = Callable[[object], bool]


def described_file(answer: Json, call: Call) -> Json:
    """A Drive file."""
    return _described(answer, _FILE, call)


def new_file(answer: Json, call: Call) -> Json:
    """A Drive file that was just made: without its id it is not known what was."""
    if not answer.get("id"):
        raise not_google(call, status=200)
    return described_file(answer, call)


def described_event(answer: Json, call: Call) -> Json:
    """A calendar's event, as far as what hangs on it is changed."""
    return _described(answer, _EVENT, call)


def described_comments(answers: Sequence[Json], call: Call) -> list[Json]:
    """The comments of a file."""
    return [_described(answer, _COMMENT, call) for answer in answers]


def _described(answer: Json, fields: Mapping[str, Shape], call: Call) -> Json:
    if not _object_of(fields)(answer):
        raise not_google(call, status=200)
    return {name: value for name, value in answer.items() if value is not None}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _object_of(fields: Mapping[str, Shape]) -> Shape:
    """An object with these fields, as far as they are there."""

    def fits(value: object) -> bool:
        return isinstance(value, dict) and all(
            value.get(name) is None or shape(value[name]) for name, shape in fields.items()
        )

    return fits


def _list_of(shape: Shape) -> Shape:
    return lambda value: isinstance(value, list) and all(map(shape, value))


def _texts_by_name(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


_OWNER: Final = {"emailAddress": _is_text, "me": _is_flag}
_PERMISSION: Final = {
    "id": _is_text,
    "type": _is_text,
    "role": _is_text,
    "emailAddress": _is_text,
    "domain": _is_text,
    "deleted": _is_flag,
}
_FILE: Final[Mapping[str, Shape]] = {
    "id": _is_text,
    "mimeType": _is_text,
    "createdTime": _is_text,
    "trashed": _is_flag,
    "ownedByMe": _is_flag,
    "driveId": _is_text,
    "properties": _texts_by_name,
    "parents": _list_of(_is_text),
    "owners": _list_of(_object_of(_OWNER)),
    "permissions": _list_of(_object_of(_PERMISSION)),
    "capabilities": _object_of({}),
}
_ATTACHMENT: Final = {
    "fileUrl": _is_text,
    "fileId": _is_text,
    "title": _is_text,
    "mimeType": _is_text,
}
_EVENT: Final[Mapping[str, Shape]] = {
    "id": _is_text,
    "etag": _is_text,
    "attachments": _list_of(_object_of(_ATTACHMENT)),
    "extendedProperties": _object_of({"private": _texts_by_name, "shared": _texts_by_name}),
}
_COMMENT: Final[Mapping[str, Shape]] = {
    "id": _is_text,
    "resolved": _is_flag,
    "deleted": _is_flag,
    "quotedFileContent": _object_of({"value": _is_text}),
}
