"""What nobody has shown about Google's APIs: one switch for each, so that tests can run both.

Each default is the likelier reading. The emulator decides by these and by nothing else; the job
must be right under every combination.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknowns:
    """One bool for each open question; what it says when true stands below each."""

    mark_grows_at_end: bool = False
    """A named range takes in text that is inserted exactly at its end."""

    export_shows_all_tabs: bool = True
    """The Markdown export of a document of several tabs holds them all, each under its title."""

    tick_changes_revision: bool = True
    """Ticking or unticking a checklist item alone gives the document a new revision."""

    paste_keeps_marks: bool = False
    """Named ranges come along when their text is cut and pasted, or dragged, in the editor."""

    split_inherits_tick: bool = True
    """A paragraph split off from a ticked checklist item is ticked too."""

    deleting_suggested_text_fails: bool = True
    """Deleting over text that is suggested fails with a 500; it was seen to, not always."""

    duplicated_tab_keeps_marks: bool = True
    """A tab duplicated in the editor has named ranges of the same names as its model."""

    reskin_reaches_parents: bool = True
    """Bulleting items anew with another preset changes the glyphs of all levels of their list,
    not only those of the items' own levels and deeper."""

    unequal_tabs_join_flat: bool = True
    """Lines of unequal leading tabs that join a list above all land at its top level, as a lone
    line does; else the levels between them are kept."""

    child_tab_heading_deeper: bool = False
    """In the Markdown export a child tab's title is a heading one level deeper than its parent's,
    not of the first level."""

    guest_may_write_private_properties: bool = True
    """A guest who may not modify an event may write its private extended properties."""

    exceptions_get_series_attachments: bool = True
    """An occurrence that was changed before gets an attachment added to its series later."""

    owned_scope_covers_guest_events: bool = True
    """The scope calendar.events.owned covers events on one's own calendar that others organize."""

    old_token_sees_picked_files: bool = True
    """A refresh token from before a picking sees the files that were picked."""

    group_shared_as_user_is_group: bool = True
    """A group's address that is given access as a user's comes out as a permission of a group."""
