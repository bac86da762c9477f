"""Addresses, aliases and the key of a pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.calendar.people import (
    PUBLIC_MAIL_DOMAINS,
    AddressPatterns,
    Identities,
    domain_of,
    is_group_address,
    is_room_address,
    normal_address,
    pair_key,
)

ADDRESSES = st.sampled_from(["a@x.com", "b@x.com", "c@x.com", "d@x.com", "e@x.com"])


def test_a_pair_has_one_key_whoever_asks_and_no_other_pair_has_it() -> None:
    """The value itself is fixed: marks in documents bear it."""
    keys = (
        pair_key("mia@example.com", "kim@example.com"),
        pair_key("kim@example.com", "mia@example.com"),
        pair_key("mia@example.com", "kim@example.org"),
    )

    assert keys == ("8d444beb59", "8d444beb59", "d65e7ea55a")


@pytest.mark.parametrize(
    ("address", "domain", "group", "room"),
    [
        ("kim@example.com", "example.com", False, False),
        ("c_1@group.calendar.google.com", "group.calendar.google.com", True, False),
        ("c_1@resource.calendar.google.com", "resource.calendar.google.com", True, True),
        ("en.us#holiday@group.v.calendar.google.com", "group.v.calendar.google.com", True, False),
        ("x@import.calendar.google.com", "import.calendar.google.com", True, False),
        ("hikers@googlegroups.com", "googlegroups.com", True, False),
        ("kim@notcalendar.google.com", "notcalendar.google.com", False, False),
        ("nobody", "", False, False),
        ("", "", False, False),
    ],
)
def test_what_the_domain_of_an_address_says(
    address: str, domain: str, group: bool, room: bool
) -> None:
    assert (domain_of(address), is_group_address(address), is_room_address(address)) == (
        domain,
        group,
        room,
    )


def test_public_mail_domains_are_domains_in_the_form_in_which_they_are_compared() -> None:
    assert {normal_address(one) for one in PUBLIC_MAIL_DOMAINS} == PUBLIC_MAIL_DOMAINS
    assert {"gmail.com", "outlook.com", "icloud.com", "gmx.de"} <= PUBLIC_MAIL_DOMAINS
    assert not [one for one in PUBLIC_MAIL_DOMAINS if "." not in one or "@" in one]


def test_the_first_address_of_a_set_is_the_persons() -> None:
    known = Identities([["Kim@Example.com", "kim.lee@example.com "], ["mia@example.com"]])

    assert [
        known.primary(one)
        for one in ("KIM.LEE@example.com", "kim@example.com", "mia@example.com", "Bo@Example.com")
    ] == ["kim@example.com", "kim@example.com", "mia@example.com", "bo@example.com"]


def test_sets_that_share_an_address_are_one_person() -> None:
    known = Identities([["a@x.com", "b@x.com"], ["c@x.com", "d@x.com"], ["d@x.com", "b@x.com"], []])

    assert {known.primary(one) for one in ("a@x.com", "b@x.com", "c@x.com", "d@x.com")} == {
        known.primary("c@x.com")
    }


@given(st.lists(st.lists(ADDRESSES, min_size=1, max_size=3), max_size=5))
def test_a_primary_address_is_its_own_and_all_of_a_set_have_one(sets: list[list[str]]) -> None:
    known = Identities(sets)

    assert all(len({known.primary(one) for one in addresses}) == 1 for addresses in sets)
    assert all(
        known.primary(known.primary(one)) == known.primary(one) for group in sets for one in group
    )
    assert {known.primary(one) for group in sets for one in group} <= {
        one for group in sets for one in group
    }


@pytest.mark.parametrize(
    ("pattern", "address", "fits"),
    [
        ("fred@fireflies.ai", "fred@fireflies.ai", True),
        ("Fred@Fireflies.AI ", "fred@fireflies.ai", True),
        ("fred@fireflies.ai", "alfred@fireflies.ai", False),
        ("@otter.ai", "x@otter.ai", True),
        ("otter.ai", "x@otter.ai", True),
        ("otter.ai", "x@notter.ai", False),
        ("*notetaker*@*", "my-notetaker7@example.com", True),
        ("team@*", "team@example.com", True),
        ("team@*", "steam@example.com", False),
        ("", "kim@example.com", False),
        ("", "", True),
        ("[a]@x.com", "a@x.com", True),
    ],
)
def test_a_pattern_is_an_address_or_a_domain_or_has_stars(
    pattern: str, address: str, fits: bool
) -> None:
    assert (AddressPatterns([pattern]).match(address) is not None) is fits


def test_a_pattern_for_a_whole_domain_says_nothing_of_ones_own_colleagues() -> None:
    patterns = AddressPatterns(["@otter.ai", "*bot*@otter.ai"])

    assert [
        patterns.match("kim@otter.ai", own_domain="example.com"),
        patterns.match("kim@otter.ai", own_domain="otter.ai"),
        patterns.match("a-bot@otter.ai", own_domain="otter.ai"),
    ] == ["*@otter.ai", None, "*bot*@otter.ai"]


def test_half_of_a_character_in_an_address_makes_a_key_as_well() -> None:
    half = pair_key("k\ud83dm@example.com", "mia@example.com")

    assert half != pair_key("kim@example.com", "mia@example.com")
    assert half == pair_key("mia@example.com", "k\ud83dm@example.com")
