"""The lines of an export: what stands before them, and their text in the comparing form."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.document.export import Shape, comparable, comparables, read_export


def lines(markdown: str) -> list[tuple[Shape, str]]:
    export = read_export(markdown)
    return list(zip(export.shapes, export.keys, strict=True))


@pytest.mark.parametrize(
    ("line", "shape", "text"),
    [
        ("- [ ] open", "open", "open"),
        ("- [x] ~~ticked~~  ", "done", "ticked"),
        ("* [x] ~~ticked~~", "done", "ticked"),
        ("- [X] ticked", "done", "ticked"),
        ("- [x] **~~bold inside~~**  ", "done", "bold inside"),
        ("- [x] ~~**bold outside**~~", "done", "bold outside"),
        ("- [x] struck not at all", "done", "struck not at all"),
        ("- [ ] ~~struck and open~~", "open", "struck and open"),
        ("            - [x] ~~deep~~  ", "done", "deep"),
        ("\t- [ ] tab", "open", "tab"),
        ("- [ ]   ", "open", ""),
        ("- [ ] ", "open", ""),
        ("- [ ]", "open", ""),
        ("- [x] ", "done", ""),
        ("- [ ]  text after two blanks", "open", "text after two blanks"),
        ("* bullet  ", "bullet", "bullet"),
        ("- a dash for a glyph", "bullet", "a dash for a glyph"),
        ("3. Join \\#incidents in Slack  ", "bullet", "Join #incidents in Slack"),
        ("* ", "bullet", ""),
        ("* \\[x\\] typed", "bullet", "[x] typed"),
        ("- [ ] \\[x\\] typed in an open box", "open", "[x] typed in an open box"),
        ("- [ ] ✅ rotate the keys", "open", "✅ rotate the keys"),
        ("\\- \\[x\\] typed in a plain line", "text", "- [x] typed in a plain line"),
        ("* [x](https://x.test) a link named x", "bullet", "x a link named x"),
        ("1. [x] no box of Google's", "bullet", "[x] no box of Google's"),
        ("- [ ] [Dan](mailto:dan@x.test) will look", "open", "Dan will look"),
        ("- [ ] [an article](https://x.test/a_\\(b\\)_(c)) here", "open", "an article here"),
        ("- [ ] \\[[SE-1](https://x.test/SE-1)\\] Need", "open", "[SE-1] Need"),
        (
            "- [ ] [\\[Placeholder\\] PdM \\<\\> We](https://x.test)",
            "open",
            "[Placeholder] PdM <> We",
        ),
        ("- [ ] a typed \\](not a target)", "open", "a typed ](not a target)"),
        ("- [ ] [ends in a backslash\\\\](https://x.test)", "open", "ends in a backslash\\"),
        ("- [ ] note[^1] here", "open", "note here"),
        ("- [x] note[^1](see below) here", "done", "note(see below) here"),
        ("- [x] see [^up](http://e.com) here", "done", "see ^up here"),
        ("- [ ] see ![][image1] and ![alt](https://x.test/i.png)", "open", "see and"),
        ("- [ ] typed \\!\\[\\]\\[image1\\]", "open", "typed ![][image1]"),
        ("# Title", "heading", "Title"),
        ("## ", "heading", ""),
        ("###### **Deep** {#deep}", "heading", "Deep"),
        ("### 00:00:00 {#00:00:00}", "heading", "00:00:00"),
        ("#hashtag", "text", "#hashtag"),
        ("**bold** at the start", "text", "bold at the start"),
        ("2025 was good", "text", "2025 was good"),
    ],
)
def test_a_line_is_told_by_what_stands_before_its_text(line: str, shape: Shape, text: str) -> None:
    assert lines(line) == [(shape, comparable(text))]


def test_a_soft_break_goes_on_in_the_same_line() -> None:
    markdown = (
        "- [ ] Pair with your buddy  \n"
        "      and a second line  \n"
        "        \n"
        "      and a fourth  \n"
        "      - [x] **~~nested~~**  \n"
        "            with its own  \n"
        "- [ ] next"
    )

    assert lines(markdown) == [
        ("open", comparable("Pair with your buddy and a second line and a fourth")),
        ("done", comparable("nested with its own")),
        ("open", "next"),
    ]


def test_a_blank_line_ends_a_line_with_or_without_trailing_blanks() -> None:
    markdown = "- [x] one\n\n- [ ] two  \n\nplain\n\n      \n\nlast  \nand on"

    assert lines(markdown) == [
        ("done", "one"),
        ("open", "two"),
        ("text", "plain"),
        ("text", "lastandon"),
    ]


def test_data_of_images_and_texts_of_footnotes_are_no_lines() -> None:
    markdown = "- [ ] a\n\n[^1]:  a note\n\n[image1]: <data:image/png;base64,AAAA>"

    assert lines(markdown) == [("open", "a")]


def test_code_is_not_read_as_a_list() -> None:
    fence = "```"

    assert lines(f"- [ ] foo\n\n{fence}md\n- [x] foo\n{fence}\n\n- [x] bar") == [
        ("open", "foo"),
        ("text", "md"),
        ("text", "-xfoo"),
        ("text", ""),
        ("done", "bar"),
    ]


def test_an_unclosed_fence_hides_nothing() -> None:
    assert lines("```\n- [x] foo") == [("text", ""), ("done", "foo")]


def test_byte_order_mark_and_carriage_returns_are_nothing() -> None:
    assert lines("\ufeff- [x] one  \r\n- [ ] two\r\n") == [("done", "one"), ("open", "two")]


def test_recorded_nested_checklist(recordings: Path) -> None:
    text = (recordings / "drive/exports/checklist_nested.md").read_text(encoding="utf-8")

    assert lines(text) == [
        (shape, comparable(key))
        for shape, key in [
            ("open", "Establish Streaking in MRCO"),
            (
                "open",
                (
                    "Study the resonant AM yield of a molecular ion and a fragment ion from the "
                    "same core-excited state."
                ),
            ),
            ("open", "Expect shifts in the molecular peak due to change in the geometry."),
            (
                "open",
                "Sigma* resonance at the F edge. Does the excitation energy matter? No",
            ),
            ("open", "CF4"),
            ("open", "Previously observed ultrafast decay."),
            ("open", "Needs the relative distribution of the TOFs to be well understood."),
            ("open", "Prioritize on single shot reconstruction following angular streaking."),
            ("heading", "Shift :"),
            ("open", "Bring beam down to TMO (45 min)"),
            ("done", "Start with 400 eV photon energy."),
            ("done", "On the sample paddle:"),
            ("done", "Check x-ray size on the paddle with the microscope for:"),
            ("open", "Nominal focus, MRCO position (check spot size)."),
            (
                "open",
                "Push focus downstream: set_KB1(bender_preset=’50umIP_z50mm’)",
            ),
            ("open", "See the focus get larger on the microscope paddle."),
            ("open", "CheckIP timing on sample paddle diode"),
            (
                "open",
                (
                    "Setup FZP spectrometer at 400 eV. Decision Point whether 690 or 400 eV "
                    "Should we go to 690 eV + associated FZP setup?"
                ),
            ),
            ("open", "Re-establish ATM timing with XLEAP."),
            ("open", "Use Argon to do angular streaking at 400 eV."),
            ("open", "~690 eV (at/around resonance) and 750 eV (above)"),
            ("done", "Commission 690 eV Zone plate for Photon spectrometer. (1 hour)"),
            ("open", "Laser Spatial/temporal Overlap:(90 min)"),
            ("open", "Ask for more energy and check timing on the sample paddle"),
            ("open", "Check spatial overlap on sample paddle"),
            ("text", "Shift 2: High level goal."),
            ("open", "Timing ATM (1 hour):"),
            ("open", ""),
        ]
    ]


def test_recorded_links_and_chips(recordings: Path) -> None:
    text = (recordings / "drive/exports/checklist_links_chips.md").read_text(encoding="utf-8")

    assert [(shape, key) for shape, key in lines(text) if shape != "text"] == [
        (shape, comparable(key))
        for shape, key in [
            (
                "open",
                "[SE-1] Need to clean up dev and stage to correctly reflect the expected state.",
            ),
            (
                "done",
                "[OP-2] Need alerting or monitoring around sync failures in our shared clusters.",
            ),
            ("open", "[Jira TBC] Explore possibilities for safely simulating CDN changes."),
            ("open", "[Jira TBC] Dan will look at existing analytics."),
            ("open", "product pages are moving (July)."),
            ("bullet", "Followup on the action item that Dan added."),
            ("heading", "Additional x.test metrics"),
        ]
    ]


def test_recorded_meeting_notes(recordings: Path) -> None:
    text = (recordings / "drive/exports/meeting_notes_block.md").read_text(encoding="utf-8")

    assert [(shape, key) for shape, key in lines(text) if shape in ("open", "done", "heading")] == [
        (shape, comparable(key))
        for shape, key in [
            ("heading", "Jun 11, 2025 | Ann, Bob"),
            ("done", "prepare reading list for Ann"),
            ("open", "Set up account for Ann"),
            ("open", "Next meeting: invite Ann to join group meeting"),
            ("heading", "Nov 20, 2024 | Office Hours"),
            ("open", ""),
            ("heading", ""),
            ("heading", "Apr 7, 2026 | Project discussion"),
            ("heading", "1. Introductions"),
            ("heading", "Feb 2, 2026 | [Placeholder] PdM <> Systems Workshop"),
            ("open", ""),
            ("heading", "2. Requirements Strategy"),
        ]
    ]


def test_recorded_gemini_notes(recordings: Path) -> None:
    text = (recordings / "drive/exports/gemini_notes.md").read_text(encoding="utf-8")

    assert [(shape, key) for shape, key in lines(text) if shape == "open"] == [
        ("open", comparable(key))
        for key in [
            "Dan will evaluate the document.",
            "Dan will send a link.",
            "[Ann, Bob] Discuss Eval Agent: Clarify the role, as requested.",
            "[Bob] Share KVM Tool: Send the name of the tool.",
        ]
    ]


@given(st.text(alphabet=st.sampled_from("ax -*+[]()\\~`#1.^!{}\n\r\t\v \u00a0📘:|<>"), max_size=80))
def test_hostile_exports_are_read_and_columns_are_equal(markdown: str) -> None:
    export = read_export(markdown)

    assert len(export.keys) == len(export.shapes)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_many_texts_compare_like_each_alone(texts: list[str]) -> None:
    assert comparables(texts) == [comparable(text) for text in texts]
