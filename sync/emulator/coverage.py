"""What a well-formed call may ask for that is not done here, or that nobody may write.

What the emulator would pass over in silence it refuses by name instead (501), so that no test takes
a 200 for the thing done. Fields that discovery calls "Output only" are refused as Drive refuses
them; the words are likely, not recorded.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sync.emulator.discovery import Method, api
from sync.emulator.refusals import reasoned, status_only
from sync.emulator.wire import Json, WireError

_PARAMETERS = frozenset(
    {
        "conferenceDataVersion",
        "copyComments",
        "corpora",
        "corpus",
        "enforceExpansiveAccess",
        "eventLabelVersion",
        "includeLabels",
        "includePermissionsForView",
        "keepRevisionForever",
        "moveToNewOwnersRoot",
        "ocrLanguage",
        "removeExpiration",
        "showHiddenInvitations",
        "startModifiedTime",
        "useContentAsIndexableText",
        "useDomainAdminAccess",
    }
)
_METADATA = frozenset(
    {
        "appProperties",
        "copyRequiresWriterPermission",
        "description",
        "kind",
        "mimeType",
        "name",
        "properties",
        "starred",
        "writersCanShare",
    }
)
_FIELDS: Mapping[str, frozenset[str]] = {
    "drive.files.copy": _METADATA | {"parents"},
    "drive.files.create": _METADATA | {"parents"},
    "drive.files.update": _METADATA | {"trashed"},
    "drive.permissions.create": frozenset(
        {"allowFileDiscovery", "domain", "emailAddress", "kind", "role", "type"}
    ),
    "drive.permissions.update": frozenset({"allowFileDiscovery", "kind", "role"}),
}
"""What of a body each method writes."""
_FIXED: Mapping[str, frozenset[str]] = {
    "drive.files.update": frozenset({"parents"}),
    "drive.permissions.update": frozenset({"type"}),
}
"""What can be said once only, when the thing is made."""


def check_covered(method: Method, query: Mapping[str, Any], body: Json) -> None:
    """Raises the refusal of what the emulator does not do and of what can't be written."""
    for name in query:
        if name in _PARAMETERS:
            raise not_covered(f"{method.id} with {name}")
    if query.get("spaces", "drive") != "drive":
        raise not_covered(f"{method.id} with spaces={query['spaces']}")
    written = _FIELDS.get(method.id)
    if written is None:
        return
    for name, value in body.items():
        if value is None or name in written:
            continue
        if name in _FIXED.get(method.id, ()) or name in _output_only(method.api, method.request):
            raise reasoned(
                403,
                "fieldNotWritable",
                "The resource body includes fields which are not directly writable.",
            )
        raise not_covered(f"{method.id} with {name}")


def not_covered(what: str) -> WireError:
    """The 501 that names what is not done."""
    return status_only(501, f"not covered by the emulator: {what}", name="UNIMPLEMENTED")


@cache
def _output_only(api_name: str, schema: str) -> frozenset[str]:
    properties = api(api_name).schemas[schema]["properties"]
    return frozenset(
        name
        for name, described in properties.items()
        if "Output only." in described.get("description", "")
    )
