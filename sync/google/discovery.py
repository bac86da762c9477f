"""googleapiclient's own clients, built from the discovery documents that it bundles.

Of each document only the methods that are used are kept, and of its schemas only the names:
googleapiclient reads them for nothing but docstrings, which cost a tenth of a second for Docs.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import googleapiclient.discovery_cache
from googleapiclient.discovery import build_from_document

from sync.google.calls import Api

_DOCUMENTS: Final = Path(googleapiclient.discovery_cache.__file__).with_name("documents")
_FILES: Final = {
    Api.CALENDAR: "calendar.v3.json",
    Api.DRIVE: "drive.v3.json",
    Api.DOCS: "docs.v1.json",
}
_USED: Final[dict[Api, dict[str, tuple[str, ...]]]] = {
    Api.CALENDAR: {"events": ("list", "get", "patch")},
    Api.DRIVE: {
        "about": ("get",),
        "comments": ("list",),
        "files": ("list", "get", "create", "update", "export"),
        "permissions": ("list", "create"),
    },
    Api.DOCS: {"documents": ("get", "batchUpdate")},
}


def service(api: Api, transport: Any, *, api_root: str) -> Any:
    """A googleapiclient Resource for the API: Google's own server, or the one at `api_root`."""
    document = json.loads(_small(api))
    root = f"{api_root}/" if api_root else document["rootUrl"]
    return build_from_document(
        document,
        http=transport,
        client_options={"api_endpoint": root + document["servicePath"]},
    )


@cache
def _small(api: Api) -> str:
    """As text: building a client changes the document, and the next one begins afresh."""
    document = json.loads((_DOCUMENTS / _FILES[api]).read_bytes())
    kept = {
        resource: {name: document["resources"][resource]["methods"][name] for name in names}
        for resource, names in _USED[api].items()
    }
    named = {
        method[side]["$ref"]
        for methods in kept.values()
        for method in methods.values()
        for side in ("request", "response")
        if side in method
    }
    return json.dumps(
        {
            **{key: document[key] for key in ("parameters", "rootUrl", "servicePath")},
            "resources": {resource: {"methods": methods} for resource, methods in kept.items()},
            "schemas": {name: {"id": name, "type": "object"} for name in named},
        }
    )
