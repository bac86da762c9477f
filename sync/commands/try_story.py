"""What people do in the week between the two runs of `oneonone try`.

They tick items, type new ones and note what they did, in the documents that the job prepared. The
words differ from week to week; nothing here runs the job.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sync.commands.try_pen import Pen
from sync.commands.try_world import AIKO, MANAGER, NAMES, PRIYA, SAM, TOM
from sync.emulator.workspace import Workspace

ACTIONS = "Action items"

_NEWS: Mapping[str, tuple[tuple[str, str], ...]] = {
    PRIYA: (
        ("accomplishments", "Retries are live, the error rate is down by half"),
        ("projects", "[P0] Moving the payments queue, ETA next Friday"),
        ("topics", "I would like to present at the engineering all-hands"),
    ),
    TOM: (
        ("projects", "[Blocked] Certificates: waiting for the security review"),
        ("topics", "Feedback for me after the incident review?"),
    ),
    AIKO: (
        ("accomplishments", "Search rewrite is in beta with two customers 🎉"),
        ("topics", "Who could be my mentor for the next year?"),
    ),
    SAM: (("topics", "What does the team need from me this quarter?"),),
}
_ITEMS: Mapping[str, tuple[str, ...]] = {
    PRIYA: (
        "Mira: introduce Priya to the data team",
        "Priya: write the postmortem of Tuesday's outage",
        "Priya: pick a topic for the all-hands",
    ),
    TOM: (
        "Tom: ask security for a date",
        "Mira: review the rotation proposal",
        "Tom: plan the next migration step",
    ),
    AIKO: (
        "Aiko: collect feedback from the beta customers",
        "Mira: write down three names of mentors",
        "Aiko: estimate the second phase",
    ),
    SAM: (
        "Sam: share the roadmap draft",
        "Mira: comment on the roadmap",
        "Sam: find a date for the offsite",
    ),
}


def live_through(
    workspace: Workspace,
    documents: Mapping[str, str],
    *,
    now: datetime,
) -> Iterator[str]:
    """One week of edits in the documents, by the other person's address; says each."""
    week = now.toordinal() // 7
    for email, document_id in sorted(documents.items()):
        if email in _ITEMS:
            yield from _edit(workspace, email, document_id, week)


def _edit(workspace: Workspace, email: str, document_id: str, week: int) -> Iterator[str]:
    them, me = Pen(workspace, document_id, email), Pen(workspace, document_id, MANAGER)
    name, mine = (NAMES[who].split()[0] for who in (email, MANAGER))
    news = _NEWS[email]
    heading, text = news[week % len(news)]
    if them.type_under(heading, text):
        yield f"{name} notes under {heading}: {text}"
    still_open = me.open_under(ACTIONS)
    if still_open:
        done = still_open[0]
        me.tick(done)
        yield f"{mine} ticks: {done}"
    item = _ITEMS[email][week % len(_ITEMS[email])]
    if them.type_under(ACTIONS, item):
        yield f"{name} adds an action item: {item}"
