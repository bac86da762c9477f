"""Says what the job makes of sections and items in words that a manager understands.

For `explain`, which exists to show this: the one place where these words are written.
"""

from sync.agenda.insight.insight import Doubt, Fate, ItemInsight, Maker, Role, SectionInsight

_MAKERS = {
    Maker.JOB: "oneonone",
    Maker.PEOPLE: "people",
    Maker.TAKEN: "people; taken for its meeting",
}
_ROLES = {
    Role.NEXT: "the next meeting's",
    Role.LATEST: "the latest before the next meeting: what is open in it is carried",
    Role.WINDOW: "looked at for what is open and was never carried",
    Role.UNMARKED: (
        "not looked at: beside the latest only those count that come after the first one that "
        "oneonone wrote in"
    ),
    Role.OLD: "too far back: not looked at",
    Role.LATER: "not before the next meeting: not looked at",
    Role.UNSETTLED: (
        "its date can't be told for sure: not looked at; write it with its year, "
        "and the month as a word"
    ),
    Role.NO_MEETING: "no meeting of its kind is near enough: not looked at",
}
_FATES = {
    Fate.GOES: "will be carried",
    Fate.ALONG: "will be carried in the words of another line",
    Fate.TICKED: "its box is ticked",
    Fate.MARKED: "marked as done by hand",
    Fate.STRUCK: "struck through",
    Fate.ORIGINAL_DONE: "the line that it was copied from is done",
    Fate.DONE_LATER: "a line that reads the same is done in a later section",
    Fate.CARRIED: "was carried, and its copy stands",
    Fate.DROPPED: "was carried, and people took its copy out: it does not come again",
    Fate.THERE: "the next meeting's section has a line that reads the same",
    Fate.LIMIT: "too many are open, so none is carried",
    Fate.FROZEN: "the meeting is too near: it goes to the one after it",
    Fate.NO_SECTION: "no section is made for the next meeting, see above, so it goes nowhere now",
    Fate.COPY: "carried",
    Fate.OWN: "written here by people",
}
_DONE = frozenset({Fate.TICKED, Fate.MARKED, Fate.STRUCK, Fate.ORIGINAL_DONE, Fate.DONE_LATER})
_DOUBTS = {
    Doubt.SUGGESTED: "a suggestion in it waits for an answer",
    Doubt.IN_TABLE: "it stands in a table",
    Doubt.NO_EXPORT: "Google's export of the document shows no boxes",
    Doubt.ALIKE: "lines that read the same can't be told apart",
}


def maker_words(section: SectionInsight) -> str:
    """Who wrote a section."""
    return _MAKERS[section.maker]


def role_words(section: SectionInsight) -> str:
    """What a section is for the next meeting."""
    words = _ROLES[section.role]
    return f"its meeting does not take place; {words}" if section.gone else words


def state_word(item: ItemInsight) -> str:
    """open, done, or unknown."""
    if item.doubt is not None:
        return "unknown"
    return "done" if item.fate in _DONE else "open"


def fate_words(item: ItemInsight) -> str:
    """What becomes of an item, since when it is open, and what is in doubt about it."""
    words = _FATES[item.fate]
    if item.since is not None and item.fate not in _DONE:
        words = f"{words}, open since {item.since.isoformat()}"
    if item.doubt is not None:
        words = f"{words}; counts as open, since {_DOUBTS[item.doubt]}"
    return words
