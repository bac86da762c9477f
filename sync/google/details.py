"""Known texts of a refused request, told in words of our own.

Docs says in its message what is wrong with which request of a batch. That is worth having in a
log, but a message may quote what people wrote: only these texts are told, and of them only
numbers, names of requests and ids.
"""

import re
from typing import Final

_PREFIX: Final = re.compile(r"^Invalid requests\[(\d{1,6})\]\.(\w{1,60}): ")

_KNOWN: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (
            (
                r"^Index (\d{1,9}) must be less than the end index of the referenced segment, "
                r"(\d{1,9})\.?$"
            ),
            "index {0} is not before the segment's end at {1}",
        ),
        (
            r"^The insertion index must be inside the bounds of an existing paragraph\.?$",
            "the insertion index is in no paragraph",
        ),
        (
            r"^The range cannot include the newline character at the end of the segment\.?$",
            "the range includes the segment's last newline",
        ),
        (
            r"^Invalid deletion range\. Cannot delete the requested range\.?$",
            "the range can't be deleted",
        ),
        (r"^The range should not be empty\.?$", "the range is empty"),
        (r"^Insert text requests must specify text to insert\.?$", "there is no text to insert"),
        (r"^ID or name for named range must be set\.?$", "neither id nor name of a named range"),
        (r"^The provided table start location is invalid\.?$", "no table starts there"),
        (r"^Segment with ID ([\w.-]{1,80}) was not found\.?$", "there is no segment {0}"),
        (
            r"^Tab ID should not be specified in the properties when adding a tab\.?$",
            "a new tab can't have an id",
        ),
        (
            r"^Comments may not be requested when previewing suggestions\.?$",
            "comments can't be asked for in a preview of suggestions",
        ),
        (
            r"^Field mask cannot retrieve comment-specific fields",
            "the field mask would fetch comments",
        ),
        (r"^Invalid JSON payload received\.", "a field of the request is unknown to it"),
        (r"^The URL is invalid\.?$", "a chip's link is not one that it takes"),
        (r"^The specified time range is empty\.?$", "the time range is empty"),
        (r"^Invalid Value$", "a value is malformed"),
    )
)


def known_detail(message: str) -> str:
    """What the first line of Google's message says, in our words; empty where it is not known."""
    line = message.split("\n", 1)[0].strip()
    prefix = _PREFIX.match(line)
    rest = line[prefix.end() :] if prefix else line
    for pattern, text in _KNOWN:
        if found := pattern.match(rest):
            said = text.format(*found.groups())
            return f"request {prefix[1]} ({prefix[2]}): {said}" if prefix else said
    return ""
