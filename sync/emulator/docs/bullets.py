"""Bullets made and taken away: createParagraphBullets, deleteParagraphBullets.

Decides which list a paragraph joins, at which level, and what becomes of its leading tabs and its
indents. A new bullet is an open item; a paragraph without bullet has no tick.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sync.emulator.docs.defaults import points
from sync.emulator.docs.model import Block, Blocks, Json, Paragraph, Tab, Table, split
from sync.emulator.docs.places import Work, changed_cells, range_of, rewritten
from sync.emulator.docs.presets import (
    LEVELS,
    PRESETS,
    STEP,
    bears,
    levels_of,
    new_list,
    reskinned,
)
from sync.emulator.docs.ranges import ranges_after_delete
from sync.emulator.docs.refusal import Invalid


@dataclass(slots=True)
class Bulleting:
    """One createParagraphBullets at work in a tab; `eaten` are the leading tabs that go."""

    work: Work
    tab: Tab
    preset: str
    start: int
    end: int
    eaten: list[tuple[int, int]] = field(default_factory=list)


def create_paragraph_bullets(work: Work, request: Json) -> Json:
    """The request createParagraphBullets."""
    preset = str(request.get("bulletPreset", ""))
    if preset not in PRESETS:
        raise Invalid("Bullet preset must be specified.")
    tab, start, end = range_of(work, request)
    job = Bulleting(work, tab, preset, start, end)
    tab.body = _bulleted(job, tab.body, 0)
    for at, count in reversed(job.eaten):
        tab.ranges = ranges_after_delete(tab.ranges, at, at + count)
    return {}


def _bulleted(job: Bulleting, blocks: Blocks, at: int) -> Blocks:
    """Content that starts at `at` with the paragraphs in the range made items."""
    out = list(blocks)
    group: list[tuple[int, int]] = []
    for i, block in enumerate(blocks):
        after = at + block.length
        touched = after > job.start and at < job.end
        if touched and isinstance(block, Paragraph):
            group.append((i, at))
        else:
            _bullet_group(job, out, group)
            group = []
            if touched and isinstance(block, Table):
                out[i] = changed_cells(block, at, lambda inner, start: _bulleted(job, inner, start))
        at = after
    _bullet_group(job, out, group)
    return tuple(out)


def _bullet_group(job: Bulleting, blocks: list[Block], group: Sequence[tuple[int, int]]) -> None:
    """Paragraphs one below the other, as (position, start index), made items in place."""
    if not group:
        return
    paragraphs = [block for i, _ in group if isinstance(block := blocks[i], Paragraph)]
    _reskin(job, paragraphs)
    plain = [p for p in paragraphs if p.bullet is None]
    if not plain:
        return
    above = blocks[group[0][0] - 1] if group[0][0] else None
    joined_list = _list_above(job, above) or next(
        (str(p.bullet["listId"]) for p in paragraphs if p.bullet is not None), None
    )
    indents = [_indent(p) for p in plain]
    shallowest = min(indents)
    levels = [min(round((indent - shallowest) / STEP), LEVELS - 1) for indent in indents]
    if joined_list is None:
        list_id = job.work.object_id()
        job.tab.lists = {**job.tab.lists, list_id: new_list(job.preset, shallowest)}
    else:
        list_id = joined_list
        if job.work.unknowns.unequal_tabs_join_flat:
            levels = [0 for _ in levels]
    wanted = iter(levels)
    for (i, at), paragraph in zip(group, paragraphs, strict=True):
        if paragraph.bullet is not None:
            continue
        tabs = _leading_tabs(paragraph)
        if tabs:
            job.eaten.append((at, tabs))
        elements = tuple(split(paragraph.elements, tabs)[1])
        blocks[i] = item(replace(paragraph, elements=elements), job.tab, list_id, next(wanted))


def item(paragraph: Paragraph, tab: Tab, list_id: str, level: int) -> Paragraph:
    """The paragraph as an open item of a list, with the indents of its level."""
    look = levels_of(tab.lists[list_id])[level]
    style = {
        k: v for k, v in paragraph.style.items() if k not in ("indentFirstLine", "indentStart")
    }
    for name in ("indentFirstLine", "indentStart"):
        if name in look:
            style[name] = look[name]
    bullet: Json = {"listId": list_id, "textStyle": dict(look.get("textStyle", {}))}
    if level:
        bullet["nestingLevel"] = level
    return replace(paragraph, style=style, bullet=bullet, ticked=False)


def _reskin(job: Bulleting, paragraphs: Sequence[Paragraph]) -> None:
    """The lists of other presets that the paragraphs are in get the preset's glyphs."""
    lists = dict(job.tab.lists)
    for list_id in {str(p.bullet["listId"]) for p in paragraphs if p.bullet is not None}:
        if list_id not in lists or bears(lists[list_id], job.preset):
            continue
        levels = [p.level for p in paragraphs if p.bullet and p.bullet["listId"] == list_id]
        from_level = 0 if job.work.unknowns.reskin_reaches_parents else min(levels)
        lists[list_id] = reskinned(lists[list_id], job.preset, from_level)
    job.tab.lists = lists


def _list_above(job: Bulleting, above: Block | None) -> str | None:
    if not isinstance(above, Paragraph) or above.bullet is None:
        return None
    list_id = str(above.bullet["listId"])
    known = job.tab.lists.get(list_id)
    return list_id if known is not None and bears(known, job.preset) else None


def _leading_tabs(paragraph: Paragraph) -> int:
    count = 0
    for element in paragraph.elements:
        text = getattr(element, "text", "")
        stripped = text.lstrip("\t")
        count += len(text) - len(stripped)
        if stripped or not text:
            break
    return count


def _indent(paragraph: Paragraph) -> float:
    explicit: float = paragraph.style.get("indentStart", {}).get("magnitude", 0)
    return explicit + STEP * _leading_tabs(paragraph)


def delete_paragraph_bullets(work: Work, request: Json) -> Json:
    """The request deleteParagraphBullets."""
    tab, start, end = range_of(work, request)
    tab.body = rewritten(tab.body, 0, start, end, lambda paragraph, _at: without_bullet(paragraph))
    return {}


def without_bullet(paragraph: Paragraph) -> Paragraph:
    """The paragraph as plain text, its nesting kept as an indent."""
    if paragraph.bullet is None:
        return paragraph
    style = {k: v for k, v in paragraph.style.items() if k != "indentFirstLine"}
    style["indentStart"] = points(STEP * paragraph.level)
    if paragraph.level:
        style["indentFirstLine"] = points(STEP * paragraph.level)
    return replace(paragraph, style=style, bullet=None, ticked=False)
