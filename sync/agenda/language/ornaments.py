"""Headings without the emoji in front of them."""

import re

_ORNAMENT = re.compile(r"^[^\w(\[]+")


def plain(heading: str) -> str:
    """A heading without the emoji in front of it."""
    return _ORNAMENT.sub("", heading)
