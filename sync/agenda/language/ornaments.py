"""Headings without the emoji in front of them, and which headings are the same."""

import re

_ORNAMENT = re.compile(r"^[^\w(\[]+")


def plain(heading: str) -> str:
    """A heading without the emoji in front of it."""
    return _ORNAMENT.sub("", heading)


def heading_key(heading: str) -> str:
    """What two headings have in common that are the same: letters, whatever emoji and case."""
    return " ".join(plain(heading).casefold().split()).rstrip(":：")
