"""The brake: with ONEONONE_PAUSE in the environment nothing is written anywhere, by any command.

For the hour in which something looks wrong and the schedule can't be reached. Pauses of the
configuration, for one person or all until a day, are the judge's (`agenda.pairs`).
"""

import os
from collections.abc import Mapping

VARIABLE = "ONEONONE_PAUSE"
_OFF = frozenset({"", "0", "false", "no", "off"})


def braked(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the brake is on: any value but an empty one, 0, false, no and off."""
    return environment.get(VARIABLE, "").strip().lower() not in _OFF
