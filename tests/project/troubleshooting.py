"""The tables of docs/troubleshooting.md, made from the messages in the code.

    python -m tests.project.troubleshooting     writes them

What a message says and what mends it comes from the code; what it means is said here, for each
kind of error and each reason for which a pair is left out. A kind without a meaning is a mistake.
"""

import re
from collections.abc import Iterable

from sync.google.caller import _REFUSED_TOKEN
from sync.google.table import SIGN_IN
from tests.project.errors import Message, messages
from tests.support import ROOT

PAGE = ROOT / "docs" / "troubleshooting.md"
_BETWEEN = re.compile(r"(<!-- (\w+):[^\n]*-->\n).*?(<!-- end of \w+ -->)", re.DOTALL)
_PAIR = {"Skip", "NotNew"}
_SIGN_IN = {"SignInNeeded", "ScopeMissing", "SigningRefused"}
_NOT_GOOGLE = {"OneononeError", "UsageProblem", "ConfigProblem", "Stopped", *_PAIR, *_SIGN_IN}
_REFUSALS = ("NEWER", "NO_TAB", "NO_PLACE")

CODES = {
    "OTHER_PAIR": "It was made for other people's 1:1, and stays theirs: a new manager or report "
    "on an old series gets a document of their own.",
    "TRASHED": "Somebody put it in the trash. A document in the trash is never written to.",
    "TWO_DOCUMENTS": "More than one document holds sections of the job for these two people.",
    "SEVERAL_ATTACHED": "The job does not guess which of them the two of you write in.",
    "NO_DOCUMENT_FILE": "It is a spreadsheet, a PDF or the like.",
    "NOT_OPENABLE": "It was deleted, or is not shared with you, or (with app-docs) was not picked "
    "for the job yet.",
    "READ_ONLY": "You are a reader or commenter of it.",
    "SHARING_HIDDEN": "Its owner keeps editors from seeing its sharing, so nobody can say that it "
    "is private.",
    "SHARED_WIDER": "A link, a domain, a group or a third person opens it: 1:1 notes would be "
    "seen by more than two.",
    "OTHER_CANT_WRITE": "The document existed before; the job gives access only to those it made.",
    "FOLDER_UNUSABLE": "It does not exist, is no folder, or is not yours to put something in.",
    "FOLDER_SHARED_WIDER": "A folder hands its sharing down to what is made in it.",
    "LIMIT": "A brake: a wrong setting can't make a hundred documents at once.",
    "ANSWER_LOST": "The connection broke at the very moment. A second document must not be made.",
    "CALENDAR_BUSY": "Somebody or something changes this series all the time.",
    "NO_SERIES": "Single meetings count only for people who have a document.",
    "SHARING_REFUSED": "Your organization does not let documents be shared with this address.",
    "WAITING": "No mistake: two jobs may not both make a document.",
    "LEFTOVER_KEPT": "A run that died left it, and somebody wrote in it since.",
    "NEWER": "A newer version of oneonone wrote in it.",
    "NO_TAB": "The tab that the configuration names is not in the document.",
    "NO_PLACE": "The end of the document is something behind which nothing can be written.",
    "NotNew": "No failure: new documents are made only for whom the configuration says.",
}
KINDS = {
    "SignInNeeded": "The sign-in is missing, has ended, was taken back, or was not finished.",
    "ScopeMissing": "A box on Google's page was left unticked.",
    "SigningRefused": "For a company: the job's own account may not sign for the service account.",
    "NotFound": "It does not exist, or not for the account that is signed in.",
    "NotAuthorizedForApp": "With app-docs only documents are seen that the job made or that were "
    "picked.",
    "NotAllowed": "The account that is signed in may not do this.",
    "CalendarForbidden": "You are a guest of this meeting.",
    "ReadOnlySuggestions": "You may read the document and not edit it.",
    "ApiDisabled": "Step 2 of the quick start was left out, or was done in another project.",
    "BadRequest": "A request that Google does not take as it stands: a mistake of oneonone's, or "
    "of a change at Google.",
    "RevisionMismatch": "Somebody typed over and over; nothing was written.",
    "PreconditionFailed": "Somebody changed the meeting; nothing was written.",
    "Conflict": "Two changes met; the next run looks again.",
    "Gone": "Somebody deleted it meanwhile.",
    "RateLimited": "Too many requests in a minute, of all that use the same OAuth client.",
    "QuotaExhausted": "A limit of a day, or Drive's storage.",
    "Unavailable": "Google had an outage, however short; retries did not help.",
    "LostAnswer": "It may have been done. The next run looks before it does it again.",
    "Unreachable": "No network, a wrong proxy, or a firewall. Nothing was sent.",
    "BadAnswer": "Something between answered: a login page of a guest network, or a proxy. Or an "
    "answer of Google's is not of the shape that it describes.",
    "ExportTooLarge": "Over 10 MB. Ticks can't be read, so every item would be carried.",
    "NoGoogleAccount": "Google shares with such an address only by sending it a mail.",
    "ShareMailFailed": "Google's mail about the sharing did not go out.",
}


def with_tables(page: str) -> str:
    """The page with the tables of today."""
    made = {
        "pairs": _table(_of(_PAIR)),
        "signing": _short_table([*_of(_SIGN_IN), *_refusals()]),
        "google": _table(each for each in _said() if each.kind not in _NOT_GOOGLE),
        "usage": _short_table(_of({"UsageProblem", "OneononeError"})),
    }
    return _BETWEEN.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n{found[3]}", page)


def meaning_of(message: Message) -> str:
    """What it means; raises KeyError where nobody has said so."""
    if message.kind == "NotNew":
        return CODES["NotNew"]
    if message.kind == "Skip":
        if message.code == "code":
            return " ".join(CODES[each] for each in _REFUSALS)
        return CODES[message.code]
    return KINDS[message.kind]


def _said() -> list[Message]:
    return [each for each in messages() if each.what.strip("(). ")]


def _of(kinds: set[str]) -> Iterable[Message]:
    return (each for each in _said() if each.kind in kinds)


def _refusals() -> Iterable[Message]:
    """What a run says when Google gives no token for the sign-in."""
    for what in ("There is no sign-in yet", *_REFUSED_TOKEN.values()):
        yield Message(module="", kind="SignInNeeded", what=what, mend=SIGN_IN)


def _table(found: Iterable[Message]) -> str:
    lines = ["| It says | It means | What to do |", "|---|---|---|"]
    lines += [
        f"| {_cell(each.what)} | {meaning_of(each)}{_code(each)} | {_cell(each.mend)} |"
        for each in found
    ]
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _short_table(found: Iterable[Message]) -> str:
    lines = ["| It says | What to do |", "|---|---|"]
    lines += [f"| {_cell(each.what)} | {_cell(each.mend)} |" for each in found]
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _code(message: Message) -> str:
    """The reason as the log and --json name it."""
    if message.kind != "Skip" or message.code == "code":
        return ""
    return f" (`{message.code.lower()}`)"


def _cell(text: str) -> str:
    return text.replace("{api}", "Google ...").replace("|", "\\|").replace("*", "\\*")


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
