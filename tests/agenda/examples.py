"""How many examples the properties look at."""

import os

from hypothesis import settings

SOAK = os.environ.get("ONEONONE_SOAK") == "1"


def many(usual: int, *, soak: int) -> settings:
    """Few and always the same, or many others in a soak."""
    return settings(max_examples=soak if SOAK else usual, derandomize=not SOAK)
