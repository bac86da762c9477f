"""Tabs added, named and deleted: addDocumentTab, updateDocumentTabProperties, deleteTab.

Decides the numbering of tabs. Moving one below another is not covered.
"""

from dataclasses import replace

from sync.emulator.docs.defaults import blank_tab
from sync.emulator.docs.load import load_tab
from sync.emulator.docs.masks import mask_fields
from sync.emulator.docs.model import Json, Tab
from sync.emulator.docs.places import Work
from sync.emulator.docs.ranges import renamed_ids
from sync.emulator.docs.refusal import Invalid, NotCovered


def add_document_tab(work: Work, request: Json) -> Json:
    """The request addDocumentTab: an empty tab behind its siblings or at an index."""
    asked = request.get("tabProperties", {})
    if asked.get("tabId"):
        raise Invalid("Tab ID should not be specified in the properties when adding a tab")
    parent = work.tab(asked["parentTabId"]) if asked.get("parentTabId") else None
    siblings = work.tabs if parent is None else parent.children
    index = min(int(asked.get("index", len(siblings))), len(siblings))
    if index < 0:
        raise Invalid("The index of a tab must not be negative.")
    properties: Json = {
        "tabId": f"t.{work.new_id()}",
        "title": str(asked.get("title") or f"Tab {len(work.all_tabs()) + 1}"),
        "index": index,
    }
    if "iconEmoji" in asked:
        properties["iconEmoji"] = asked["iconEmoji"]
    if parent is not None:
        properties["parentTabId"] = parent.id
        properties["nestingLevel"] = int(parent.properties.get("nestingLevel", 0)) + 1
    tab = load_tab(blank_tab(properties))
    model = (parent or work.tabs[0]).rest
    tab.rest = {name: model.get(name, own) for name, own in tab.rest.items()}
    place_tab(work, parent, index, tab)
    return {"addDocumentTab": {"tabProperties": dict(properties)}}


def place_tab(work: Work, parent: Tab | None, index: int, tab: Tab) -> None:
    """Put a tab among its siblings, which are numbered anew."""
    siblings = work.tabs if parent is None else parent.children
    renumbered = _numbered((*siblings[:index], tab, *siblings[index:]))
    if parent is None:
        work.tabs = renumbered
    else:
        parent.children = renumbered


def duplicate_tab(work: Work, tab_id: str) -> Tab:
    """What "Duplicate" in a tab's menu does: a copy without children right behind the tab.

    Whether it has the named ranges too is one of the unknowns.
    """
    tab = work.tab(tab_id)
    parent = next((p for p in work.all_tabs() if any(c is tab for c in p.children)), None)
    keeps = work.unknowns.duplicated_tab_keeps_marks
    ranges = renamed_ids(tab.ranges, work.new_id) if keeps else ()
    title = f"Copy of {tab.properties.get('title', '')}"
    properties = {**tab.properties, "tabId": f"t.{work.new_id()}", "title": title}
    copy = replace(tab, properties=properties, ranges=ranges, children=())
    place_tab(work, parent, int(tab.properties.get("index", 0)) + 1, copy)
    return work.tab(copy.id)


def update_document_tab_properties(work: Work, request: Json) -> Json:
    """The request updateDocumentTabProperties, for title, icon and place among its siblings."""
    fields = mask_fields(request.get("fields"), ("title", "index", "iconEmoji", "parentTabId"))
    asked = request.get("tabProperties", {})
    if not asked.get("tabId"):
        raise Invalid("Tab ID must be specified.")
    tab = work.tab(asked["tabId"])
    if "parentTabId" in fields:
        raise NotCovered("updateDocumentTabProperties that moves a tab below another")
    named = [field for field in fields if field != "index"]
    properties = {k: v for k, v in tab.properties.items() if k not in named}
    tab.properties = {**properties, **{k: asked[k] for k in named if k in asked}}
    if "index" in fields:
        _move(work, tab, int(asked.get("index", 0)))
    return {}


def _move(work: Work, tab: Tab, index: int) -> None:
    """Put a tab at another place among its siblings."""
    parent = next((p for p in work.all_tabs() if any(c is tab for c in p.children)), None)
    siblings = work.tabs if parent is None else parent.children
    if not 0 <= index < len(siblings):
        raise Invalid("The index of a tab must be less than the number of its siblings.")
    others = tuple(sibling for sibling in siblings if sibling is not tab)
    if parent is None:
        work.tabs = others
    else:
        parent.children = others
    place_tab(work, parent, index, tab)


def delete_tab(work: Work, request: Json) -> Json:
    """The request deleteTab: the tab and all below it; the last one stays."""
    tab = work.tab(str(request.get("tabId") or "none"))
    if len(work.tabs) == 1 and work.tabs[0] is tab:
        raise Invalid("The last tab of a document cannot be deleted.")
    parents = [p for p in work.all_tabs() if any(child is tab for child in p.children)]
    for parent in parents:
        parent.children = _numbered(tuple(c for c in parent.children if c is not tab))
    if not parents:
        work.tabs = _numbered(tuple(t for t in work.tabs if t is not tab))
    return {}


def _numbered(tabs: tuple[Tab, ...]) -> tuple[Tab, ...]:
    return tuple(replace(t, properties={**t.properties, "index": i}) for i, t in enumerate(tabs))
