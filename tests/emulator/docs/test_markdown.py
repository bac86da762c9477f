"""The Markdown export has the shape of real exports, line for line."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from sync.emulator.docs import Document
from sync.emulator.docs.markdown import Shape, markdown
from sync.emulator.notation import parse
from sync.emulator.unknowns import Unknowns
from tests.emulator.notation.hostile import documents

MONO = '<<{"weightedFontFamily": {"fontFamily": "Roboto Mono", "weight": 400}}:'
EVENT = "https://www.google.com/calendar/event?eid=EID"

LINKS_AND_CHIPS = rf"""
- [ ] [[SE-1](https://x.test/browse/SE-1)] Need to clean up {MONO}dev>> and {MONO}stage>> to correctly reflect the expected state.\{" "}
- [x] [[OP-2](https://x.test/browse/OP-2)] Need alerting or monitoring around sync failures in our shared clusters.
- [ ] [Jira TBC] Explore possibilities for safely simulating CDN changes.
- [ ] [Jira TBC] @[Dan](dan@x.test) will look at existing analytics.
- [ ] product pages are moving (July).
¶
* Followup on the [action item](bookmark:id.yf64ghq1pvjv@t.0) that @[Dan](dan@x.test) added. \{" "}
up to 14%@<footnote> of visitor traffic. More metrics can be found [here](#Additional x.test metrics).  \{" "}
### Additional x.test metrics\{" "}
"""  # noqa: E501 - the recorded lines are as long

NESTED = rf"""
- [ ] Establish Streaking in MRCO
- [ ] Study the resonant AM yield of a molecular ion and a fragment ion from the same core-\vexcited state.
  - [ ] Expect shifts in the molecular peak due to change in the geometry.
  - [ ] Sigma* resonance at the F edge. Does the excitation energy matter? No
  - [ ] CF4
    - [ ] Previously observed ultrafast decay.
    - [ ] Needs the relative distribution of the TOFs to be well understood.\{" "}
- [ ] Prioritize on single shot reconstruction following angular streaking.
#### Shift :
- [ ] Bring beam down to TMO (45 min)
  - [x] Start with 400 eV photon energy.
  - [x] On the sample paddle:
    - [x] Check x-ray size on the paddle with the microscope for:
      - [ ] Nominal focus, MRCO position (check spot size).\{" "}
      - [ ] Push focus downstream:\vset_KB1(bender_preset=’50umIP_z50mm’)
      - [ ] See the focus get larger on the microscope paddle. \{" "}
  - [ ] CheckIP timing on sample paddle diode
- [ ] Setup FZP spectrometer at 400 eV.\vDecision Point whether 690 or 400 eV\vShould we go to 690 eV + associated FZP setup?
- [ ] Re-establish ATM timing with XLEAP.\v
- [ ] Use Argon to do angular streaking at 400 eV.
    - [ ] ~690 eV (at/around resonance) and 750 eV (above)
¶
- [x] Commission 690 eV Zone plate for Photon spectrometer. (1 hour)
- [ ] Laser Spatial/temporal Overlap:(90 min)
  - [ ] \ Ask for more energy and check timing on the sample paddle
  - [ ] Check spatial overlap on sample paddle
\     \{" "}
\     \{" "}
Shift 2:\v\tHigh level goal.
- [ ] Timing ATM (1 hour):
  - [ ]
"""  # noqa: E501

MEETINGS = rf"""
## @[Jun 11, 2025](date:2025-06-11) | @[Ann, Bob]({EVENT})
Attendees: @[Ann Long](ann@x.test) @[Bob](bob@x.test) @[cdoe@x.test]
Notes
* Works in NC in summer
* Learn transition probabilities using diffusion models
Action items
- [x] prepare reading list for Ann
- [ ] Set up account for Ann
- [ ] Next meeting: invite Ann to join group meeting
---
## @[Nov 20, 2024](date:2024-11-20) | @[Office Hours]({EVENT})
Attendees: \v@[Ann](ann@x.test)@[Bob](bob@x.test)
Notes
*
Action items
- [ ]
##
## **@[Apr 7, 2026](date:2026-04-07) | @[Project discussion]({EVENT})**
Attendees: @[Ann](ann@x.test)
"""

TABS = rf"""
%tab 1. Introductions
## @[Feb 2, 2026](date:2026-02-02) | @[[Placeholder\] PdM <> Systems Workshop]({EVENT})
    * Align on format
    *
  *
  *
Action items
- [ ]
%tab 2. Requirements Strategy
"""

GEMINI = rf"""
%tab 📝 Notes
@[Mar 5, 2026](date:2026-03-05)
## Storyboard Review
Invited @[Ann](ann@x.test) @[bob@x.test] ~~@[Carl Declined](carl@x.test)~~
Attachments @[Storyboard Review]({EVENT})\{" "}
Meeting records [Transcript](tab:t.y9r9a5nd5dbt)\{" "}
### Summary
### Suggested next steps
- [ ] Dan will evaluate the document.
- [ ] Dan will send a link.
%tab 📖 Transcript
"""


@pytest.fixture
def exports(recordings: Path) -> Path:
    return recordings / "drive" / "exports"


def recorded(exports: Path, name: str) -> list[str]:
    return (exports / f"{name}.md").read_text(encoding="utf-8").split("\n")


def with_footnote(document: Document, text: str) -> Document:
    content = [{"paragraph": {"elements": [{"textRun": {"content": text, "textStyle": {}}}]}}]
    document.tabs[0].rest["footnotes"] = {"kix.f1": {"content": content}}
    return document


def test_links_chips_and_footnotes_are_exported_as_recorded(exports: Path) -> None:
    text = " This is a CDN, so some pages TTL was still good in some regions.\n"
    document = with_footnote(parse(LINKS_AND_CHIPS), text)

    assert markdown(document).split("\n") == recorded(exports, "checklist_links_chips")


def test_nested_checklists_and_soft_breaks_are_exported_as_recorded(exports: Path) -> None:
    assert markdown(parse(NESTED)).split("\n") == recorded(exports, "checklist_nested")


def test_meeting_notes_blocks_are_exported_as_recorded(exports: Path) -> None:
    found = recorded(exports, "meeting_notes_block")
    lines = markdown(parse(MEETINGS)).split("\n")
    slug = " {#apr-7,-2026-|-project-discussion}"

    assert lines == [*(line.removesuffix(slug) for line in found[:35]), ""]


def test_a_linked_heading_gains_its_slug_as_recorded(exports: Path) -> None:
    link = "[see](#Apr 7, 2026 | Project discussion)"
    lines = markdown(parse(MEETINGS + link)).split("\n")

    assert lines[:36] == recorded(exports, "meeting_notes_block")[:36]
    assert lines[36:] == ["[see](#apr-7,-2026-|-project-discussion)", ""]


def test_several_tabs_begin_with_their_titles_as_recorded(exports: Path) -> None:
    found = recorded(exports, "meeting_notes_block")

    assert markdown(parse(TABS)).split("\n") == found[found.index("# 1\\. Introductions") :]


def test_geminis_notes_are_exported_as_recorded(exports: Path) -> None:
    found = recorded(exports, "gemini_notes")
    lines = markdown(parse(GEMINI)).split("\n")

    assert lines[:19] == found[:19]
    assert lines[19:] == ["# 📖 Transcript", ""]


def test_loose_items_are_exported_as_recorded(exports: Path) -> None:
    document = parse(
        "### **Next steps**\n"
        "- [ ] [Ann, Bob] Discuss Eval Agent: Clarify the role, as requested.\n"
        "- [ ] [Bob] Share KVM Tool: Send the name of the tool.\n"
    )
    found = recorded(exports, "gemini_notes")
    start = found.index("### **Next steps**")

    assert markdown(document, shape=Shape(loose=True)).split("\n") == [
        *found[start : start + 5],
        "",
    ]


def test_neighbouring_lists_have_no_blank_line_between_them() -> None:
    document = parse(
        "1. One\n1. Two\n1. Join #incidents in Slack\n- [x] Read the runbook 📘\n"
        "- [ ] open \\vand more \n  - [x] **nested**\n- [ ]\n- [x]\n- dash\n+ pasted"
    )

    assert markdown(document) == (
        "1. One  \n2. Two  \n3. Join \\#incidents in Slack  \n- [x] ~~Read the runbook 📘~~  \n"
        "- [ ] open   \n      and more  \n      - [x] **~~nested~~**  \n- [ ]   \n- [x]   \n"
        "- dash  \n* pasted\n"
    )


def test_a_box_may_be_a_star_and_its_text_is_struck() -> None:
    document = parse("- [x] done\n- [ ] open")

    assert markdown(document, shape=Shape(box="*")) == "* [x] ~~done~~  \n* [ ] open\n"


def test_a_typed_box_and_other_signs_are_escaped() -> None:
    document = parse(
        "\\[ ] typed [x] 1 + 1 = 2 - 3, a-b, C#, #tag <> ~ 2*3\n1\\. one\n12) x\n(1) y"
    )

    assert markdown(document) == (
        "\\[ \\] typed \\[x\\] 1 \\+ 1 \\= 2 \\- 3, a-b, C#, \\#tag \\<\\> \\~ 2\\*3\n\n"
        "1\\. one\n\n12\\) x\n\n(1) y\n"
    )


def test_suggestions_of_either_kind_are_printed_unmarked() -> None:
    assert markdown(parse("- [ ] keep {++new++} {--old--}")) == "- [ ] keep new old\n"


def test_lists_in_cells_are_flattened_and_lose_their_ticks() -> None:
    document = parse("| who | - [x] a ¶ - [ ] b |\n| | c |\n¶")

    assert markdown(document) == "| who | a b |\n| :---- | :---- |\n|  | c |\n"


def test_bold_italic_and_strike_share_marks_and_leave_blanks_outside() -> None:
    document = parse("**all __both__ ** ~~gone [x](https://x.test)~~")

    assert markdown(document) == "**all *both***  ~~gone [x](https://x.test)~~\n"


def test_images_have_a_definition_if_wanted() -> None:
    document = parse("@<image> text")

    assert markdown(document) == "![][image1] text\n"
    assert markdown(document, shape=Shape(images_defined=True)) == (
        "![][image1] text\n\n[image1]: <data:image/png;base64,AA==>\n"
    )


def test_the_unknowns_say_which_tabs_are_shown_and_how_deep() -> None:
    document = parse("%tab One\na\n  %tab Below\nb\n%tab Two\nc")
    first = Unknowns(export_shows_all_tabs=False)
    deeper = Unknowns(child_tab_heading_deeper=True)

    assert markdown(document) == "# One\n\na\n\n# Below\n\nb\n\n# Two\n\nc\n"
    assert markdown(document, unknowns=deeper) == "# One\n\na\n\n## Below\n\nb\n\n# Two\n\nc\n"
    assert markdown(document, unknowns=first) == "a\n"


def test_an_empty_document_is_exported_as_nothing() -> None:
    assert markdown(parse("")) == ""


@given(documents())
@settings(max_examples=60)
def test_every_document_is_exported_without_changing_it(document: Document) -> None:
    before = document.dump()

    assert markdown(document) == markdown(document)
    assert document.dump() == before
