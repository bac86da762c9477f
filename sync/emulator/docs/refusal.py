"""How a request is refused: as Google does it, with Google's words."""


class Refusal(Exception):
    """An error answer: the HTTP status, Google's status word and the message."""

    def __init__(self, http_status: int, status: str, message: str) -> None:
        super().__init__(http_status, status, message)
        self.http_status = http_status
        self.status = status
        self.message = message


class Invalid(Exception):
    """One request of a batch is wrong; the batch adds the prefix that names which."""


class Internal(Exception):
    """Google's server fails at this request: 500 without a reason."""


class NotCovered(Exception):
    """The emulator does not know how Google answers this; the argument says what it is."""


def invalid_argument(message: str) -> Refusal:
    """A 400 as the Docs API gives it."""
    return Refusal(400, "INVALID_ARGUMENT", message)


def not_covered(what: str) -> Refusal:
    """What the emulator does not do, by name: a failure of the test that asks, not Google's."""
    return Refusal(501, "UNIMPLEMENTED", f"not covered by the emulator: {what}")
