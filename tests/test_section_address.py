"""The address of a section, whatever ids a document has."""

from sync.commands.status_page import section_address


def test_a_section_is_named_by_its_tab_and_its_heading() -> None:
    found = section_address("1doc", "t.0", "h.1")

    assert found == "https://docs.google.com/document/d/1doc/edit?tab=t.0#heading=h.1"


def test_ids_that_hold_half_of_a_character_make_an_address_as_well() -> None:
    assert section_address("1doc", "\ud83d", "\ud83d x").isascii()
