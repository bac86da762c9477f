"""Ticks from real exports, joined with paragraphs as documents.get would show them."""

from pathlib import Path

import pytest

from sync.agenda.document.ticks import CHIP, Para, Tick, tick_states

SHOULD_BE = {
    "o": Tick.OPEN,
    "x": Tick.DONE,
    "*": Tick.NOT_A_BOX,
    "-": Tick.NOT_A_BOX,
}


def paragraphs(lines: str) -> tuple[list[Para], list[Tick]]:
    """A line is what it should be said to be (open, x for done, * for a bullet whose glyph is a
    checklist's, - for anything else), the tab's number and the text.
    """
    paras, ticks = [], []
    for line in lines.strip("\n").split("\n"):
        says, tab, text = line.split("|", 2)
        box = says != "-"
        paras.append(
            Para(
                text.replace("\\v", "\v").replace("@", CHIP),
                tab=int(tab),
                checklist_glyph=box,
                listed=box,
            )
        )
        ticks.append(SHOULD_BE[says])
    return paras, ticks


NESTED = """
o|0|Establish Streaking in MRCO
o|0|Study the resonant AM yield of a molecular ion and a fragment ion from the same core-\\vexcited state.
o|0|Expect shifts in the molecular peak due to change in the geometry.
o|0|Sigma* resonance at the F edge. Does the excitation energy matter? No
o|0|CF4
o|0|Previously observed ultrafast decay.
o|0|Needs the relative distribution of the TOFs to be well understood.\u0020
o|0|Prioritize on single shot reconstruction following angular streaking.
-|0|Shift :
o|0|Bring beam down to TMO (45 min)
x|0|Start with 400 eV photon energy.
x|0|On the sample paddle:
x|0|Check x-ray size on the paddle with the microscope for:
o|0|Nominal focus, MRCO position (check spot size).\u0020
o|0|Push focus downstream:\\vset_KB1(bender_preset=’50umIP_z50mm’)
o|0|See the focus get larger on the microscope paddle.\u0020\u0020
o|0|CheckIP timing on sample paddle diode
o|0|Setup FZP spectrometer at 400 eV.\\vDecision Point whether 690 or 400 eV\\vShould we go to 690 eV + associated FZP setup?
o|0|Re-establish ATM timing with XLEAP.\\v\u0020\u0020
o|0|Use Argon to do angular streaking at 400 eV.
o|0|~690 eV (at/around resonance) and 750 eV (above)
x|0|Commission 690 eV Zone plate for Photon spectrometer. (1 hour)
o|0|Laser Spatial/temporal Overlap:(90 min)
o|0|\u0020Ask for more energy and check timing on the sample paddle
o|0|Check spatial overlap on sample paddle
-|0|
-|0|
-|0|Shift 2:\\v\tHigh level goal.
o|0|Timing ATM (1 hour):
o|0|
"""  # noqa: E501

LINKS_AND_CHIPS = """
o|0|[SE-1] Need to clean up dev and stage to correctly reflect the expected state.\u0020
x|0|[OP-2] Need alerting or monitoring around sync failures in our shared clusters.
o|0|[Jira TBC] Explore possibilities for safely simulating CDN changes.
o|0|[Jira TBC] @ will look at existing analytics.
o|0|product pages are moving (July).
*|0|Followup on the action item that @ added.
-|0|up to 14% of visitor traffic. More metrics can be found here.\u0020\u0020
-|0|Additional x.test metrics\u0020
"""

MEETING_NOTES = """
-|0|@ | @
-|0|Attendees: @ @ @
-|0|Notes
*|0|Works in NC in summer
*|0|Learn transition probabilities using diffusion models
-|0|Action items
x|0|prepare reading list for Ann
o|0|Set up account for Ann
o|0|Next meeting: invite Ann to join group meeting
-|0|
-|0|@ | @
-|0|Attendees:\\v@@
-|0|Notes
*|0|
-|0|Action items
o|0|
-|0|
-|0|@ | @
-|0|Attendees: @
-|0|(several tabs: each tab begins with its title as a first-level heading, the first one too)
-|0|1. Introductions
-|0|@ | @
*|0|Align on format
*|0|
*|0|
*|0|
-|0|Action items
o|0|
-|0|2. Requirements Strategy
"""

GEMINI = """
-|0|@
-|0|Storyboard Review
-|0|Invited @ @ @
-|0|Attachments @
-|0|Meeting records Transcript
-|0|Summary
-|0|Suggested next steps
o|0|Dan will evaluate the document.
o|0|Dan will send a link.
-|0|Next steps
o|0|[Ann, Bob] Discuss Eval Agent: Clarify the role, as requested.
o|0|[Bob] Share KVM Tool: Send the name of the tool.
-|1|@
-|1|Storyboard Review - Transcript
-|1|00:00:00
-|1|Ann: Good Morning.
"""


@pytest.mark.parametrize(
    ("name", "lines", "titles"),
    [
        ("checklist_nested", NESTED, ["Tab 1"]),
        ("checklist_links_chips", LINKS_AND_CHIPS, ["Tab 1"]),
        ("meeting_notes_block", MEETING_NOTES, ["Tab 1"]),
        ("gemini_notes", GEMINI, ["Notes", "Transcript"]),
    ],
)
def test_every_box_of_a_recorded_export_is_known(
    recordings: Path, name: str, lines: str, titles: list[str]
) -> None:
    export = (recordings / "drive" / "exports" / f"{name}.md").read_text(encoding="utf-8")
    paras, ticks = paragraphs(lines)

    assert tick_states(export, paras, titles) == tuple(ticks)
