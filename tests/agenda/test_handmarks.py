"""What counts as marked by hand, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.language.handmarks import HandMark, hand_mark, hand_state


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("[x] send it", "send it"),
        ("[X] send it", "send it"),
        ("  [x]   send it", "send it"),
        ("[x]", ""),
        ("☑ send it", "send it"),
        ("☑️ send it", "send it"),
        ("☑send it", "send it"),
        ("- [x] send it", "send it"),
        ("• ☑ send it", "send it"),
        ("[x]\u00a0send it", "send it"),
        ("[ ] DONE: send it", "DONE: send it"),
        ("☐ send it (DONE)", "send it (DONE)"),
    ],
)
def test_ticked_boxes_typed_at_the_front_are_done(text: str, rest: str) -> None:
    mark = hand_mark(text)

    assert mark == HandMark("done", boxed=True, skip=len(text) - len(rest))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("[ ] send it", "send it"),
        ("[  ] send it", "send it"),
        ("[\u00a0] send it", "send it"),
        ("[ ]send it", "send it"),
        ("[ ]", ""),
        ("☐ send it", "send it"),
        ("☐\ufe0fsend it", "send it"),
        ("- [ ] send it", "send it"),
        ("* ☐ send it", "send it"),
        ("\t[ ] send it", "send it"),
    ],
)
def test_empty_boxes_typed_at_the_front_are_open(text: str, rest: str) -> None:
    mark = hand_mark(text)

    assert mark == HandMark("open", boxed=True, skip=len(text) - len(rest))


@pytest.mark.parametrize(
    "text",
    [
        "DONE",
        " DONE ",
        "DONE.",
        "DONE!",
        "DONE: send it",
        "DONE : send it",
        "DONE：送る",
        "DONE - send it",
        "DONE – send it",
        "DONE— send it",
        "DONE -",
        "[DONE] send it",
        "(DONE) send it",
        "( DONE ) send it",
        "send it (DONE)",
        "send it [DONE]",
        "send it [ DONE ] ",
        "send it (DONE).",
        "送る【DONE】",
    ],
)
def test_the_word_done_counts_alone_leading_or_in_brackets_at_either_end(text: str) -> None:
    assert hand_mark(text) == HandMark("done", boxed=False, skip=0)


@pytest.mark.parametrize(
    "text",
    [
        "get the PR DONE by Friday",
        "DONE by Friday",
        "DONE with it",
        "DONE-ness criteria",
        "DONE-list",
        "ABANDONED",
        "UNDONE: ask again",
        "(not DONE)",
        "what (DONE) means to us",
        "send it DONE",
        "send it - DONE",
        "done: send it",
        "Done",
        "(done)",
        "[done] send it",
        "DONE, send it",
        "DONE? ask Ann",
        "✅ send it",
        "✔ send it",
        "☒ send it",
        "✅ DONE as planned",
        "rotate keys ✅",
        "send [x] to Ann",
        "send it [x]",
        "send it ☑",
        "send it ☐",
        "[x]-axis labels",
        "[xx] send it",
        "[P0] send it",
        "[] operator",
        "[Blocked] send it",
        "x] send it",
        "(x) send it",
        "",
        "   ",
    ],
)
def test_look_alikes_say_nothing(text: str) -> None:
    assert hand_mark(text) is None
    assert hand_state(text) is None


def test_the_state_alone_can_be_asked() -> None:
    assert [hand_state(text) for text in ("[ ] a", "[x] a", "a", "a (DONE)")] == [
        "open",
        "done",
        None,
        "done",
    ]


@given(st.text(alphabet=st.sampled_from("DONE[]()x :-–☐☑\ufe0f\n\va*•"), max_size=24))
def test_any_text_is_taken_and_what_is_skipped_is_no_content(text: str) -> None:
    mark = hand_mark(text)

    assert mark is None or not set(text[: mark.skip]) - set(" \n\v[]xX☐☑\ufe0f*•-–")
