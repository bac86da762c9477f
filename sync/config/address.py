"""What a mail address looks like, in the configuration and on the command line.

Apart from the other kinds of values, since command lines need it without the checker of those.
"""

import re

from sync.errors import UsageProblem

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")


def is_email(given: str) -> bool:
    """Whether it is written like a mail address."""
    return _EMAIL.fullmatch(given) is not None


def email_value(given: str) -> str:
    """An address of the configuration, in lower case."""
    if not is_email(given):
        raise ValueError("must be a mail address")
    return given.lower()


def mail_address(given: str) -> str:
    """An address given on the command line, in lower case."""
    try:
        return email_value(given.strip())
    except ValueError as exc:
        raise UsageProblem(
            "This is no mail address", where=given, mend="Write it as kim@example.com."
        ) from exc
