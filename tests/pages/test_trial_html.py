"""The page of `try`: what can be clicked, and words that stay words."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sync.pages.document import Place
from sync.pages.script import TRIAL as SCRIPT
from sync.pages.trial import Day, Open, Person, Slot, Trial, address_of, trial_page
from tests.pages.reading_pages import Element, notebook_of, read

KIM = Person(email="kim@x.test", name="Kim", next="Mon, Mar 10, 09:00", document="has a document")
DOCUMENT = "## Mar 3, 2025 {#h.1}\n- [ ] a\n- [x] b\n¶"


def shown(text: str = DOCUMENT, *, editing: Place | None = None, words: str = "") -> Element:
    trial = Trial(
        me="Ada",
        when="now",
        weeks=((Day(name="Mon 10", today=True, slots=(Slot(time="09:00", title="Weekly"),)),),),
        people=(KIM,),
        chosen=KIM,
        open=Open(title="Notes", notebook=notebook_of(text), editing=editing, text=words),
    )
    return read(trial_page(trial))


def test_every_box_can_be_clicked_and_says_its_item_and_state() -> None:
    boxes = [
        (b.attributes["aria-label"], b.attributes["aria-checked"], b.attributes["value"])
        for b in shown().all("button")
        if b.attributes.get("role") == "checkbox"
    ]

    assert boxes == [("a", "false", "t.0:13"), ("b", "true", "t.0:15")]


def test_every_line_can_be_typed_in_and_headings_hold_their_words_alone() -> None:
    found = shown()
    edits = [(a.attributes["aria-label"], a.attributes["href"]) for a in found.of_class("edit")]
    (heading,) = [h for h in found.all("h3") if h.attributes.get("id") == "doc-h.1"]

    assert edits == [
        ("Edit: Mar 3, 2025", "/?with=kim%40x.test&edit=t.0:1"),
        ("Edit: a", "/?with=kim%40x.test&edit=t.0:13"),
        ("Edit: b", "/?with=kim%40x.test&edit=t.0:15"),
        ("Write here", "/?with=kim%40x.test&edit=t.0:17"),
    ]
    assert heading.text == "Mar 3, 2025"


def test_the_line_that_is_typed_in_is_a_field_with_its_buttons() -> None:
    found = shown(editing=Place("t.0", 13), words='a "b"')
    (typing,) = found.of_class("typing")
    fields = {i.attributes["name"]: i.attributes["value"] for i in typing.all("input")}

    assert fields == {"text": 'a "b"', "at": "t.0:13", "was": 'a "b"'}
    assert [(b.text, b.attributes["value"]) for b in typing.all("button")] == [
        ("Save", "save"),
        ("Save, and a line below", "below"),
        ("Delete", "delete"),
    ]


def test_everything_that_acts_names_a_form_of_the_page() -> None:
    found = shown(editing=Place("t.0", 13), words="a")
    forms = {form.attributes["id"] for form in found.all("form")}

    assert forms == {"act", "tick", "edit"}
    assert {each.attributes["form"] for each in found.all("button")} == forms
    assert {form.attributes["method"] for form in found.all("form")} == {"post"}


def test_without_a_document_it_says_what_makes_one_or_why_none_is_made() -> None:
    def words(person: Person) -> list[str]:
        trial = Trial(me="Ada", when="now", weeks=(), people=(person,), chosen=person, open=None)
        return [each.text for each in read(trial_page(trial)).of_class("none")]

    assert words(KIM) == ["There is no document yet: run the job, and it makes one."]
    assert words(replace(KIM, why="Kim is left out.")) == ["Kim is left out."]


def test_what_is_next_is_a_word_of_its_own_in_the_calendar() -> None:
    slot = Slot(time="09:00", title="Kim / Ada", who=KIM.email, next=True)
    weeks = ((Day(name="Mon 10", today=True, slots=(slot,)),),)
    trial = Trial(me="Ada", when="now", weeks=weeks, people=(KIM,), chosen=KIM, open=None)
    found = read(trial_page(trial))

    assert [each.text for each in found.of_class("one")] == ["09:00 Kim / Ada next"]
    assert [each.text for each in found.of_class("key")] == [
        "Filled: a 1:1. next: the job prepares it. Struck through: not held."
    ]


def test_addresses_of_the_page_hold_any_text() -> None:
    assert address_of("a&b=c#d@x.test", Place("t.0&x", 3)) == (
        "/?with=a%26b%3Dc%23d%40x.test&edit=t.0%26x:3"
    )


def test_the_script_ends_where_it_ends() -> None:
    assert "</script" not in SCRIPT
    assert "<!--" not in SCRIPT


@given(st.text(max_size=30))
def test_whatever_people_write_the_page_is_whole_and_harmless(text: str) -> None:
    person = Person(email=text, name=text, next=text, document=text)
    trial = Trial(
        me=text,
        when=text,
        weeks=((Day(name=text, today=False, slots=(Slot(time=text, title=text, who=text),)),),),
        people=(person,),
        chosen=person,
        open=Open(title=text, notebook=notebook_of("- [ ] a"), editing=Place("t.0", 1), text=text),
        notice=text,
        ran="ran",
        did=((text, text, text),),
        log=(text,),
        error=text,
    )
    markup = trial_page(trial)
    markup.encode()
    found = read(markup.replace(SCRIPT, ""))

    assert len(list(found.all("script"))) == 1
    assert list(found.all("iframe", "object", "embed", "base")) == []
    hrefs = [a.attributes["href"] for a in found.all("a")]
    assert all(href.startswith(("/?with=", "#")) for href in hrefs)
    assert all(not key.startswith("on") for each in found.all() for key in each.attributes)
