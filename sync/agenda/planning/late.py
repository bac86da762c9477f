"""Lets a section that stands follow what changes before it, until shortly before its meeting.

What became open is brought over, an untouched copy whose original was ticked is taken back, one
whose original was reworded is worded anew. What people touched is left alone, and what they deleted
does not come again: the records say that it was here. Three stages, each on the notebook that the
one before leaves: lines about to be taken back are no copies when the last one collects.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sync.agenda.document.copying import written
from sync.agenda.document.items import Item
from sync.agenda.document.marks import CarriedMark, CopyMark, name_of
from sync.agenda.document.notebook import Line, Notebook
from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Outline, Section
from sync.agenda.planning.carrying import Carried, Carry, carry, trees
from sync.agenda.planning.finding import marked_for, outline_for, past_of, recent_of
from sync.agenda.planning.lines import carried_lines, copied_pieces, copy_lines
from sync.agenda.planning.outcomes import Brought, Kept, Nothing, Outcome, Refreshed, Renewed, Stage
from sync.agenda.planning.steps import Delete, Insert, SetMark, Step, apply_all, drop_marks
from sync.agenda.planning.terms import Occasion, Refusal, Terms
from sync.agenda.planning.writing import items_into, record_steps


class _View:
    """A notebook as the meeting sees it: its section, what is before it, and their items."""

    def __init__(self, notebook: Notebook, occasion: Occasion, terms: Terms) -> None:
        self.notebook = notebook
        self.occasion = occasion
        self.terms = terms
        self.found: Outline = outline_for(notebook, occasion, terms)
        target = marked_for(self.found, occasion, terms)
        if target is None:
            raise ValueError("only a section that stands is followed up")
        self.target: Section = target
        self.origins = Origins(self.found, terms.reading)
        past = past_of(self.found, occasion, terms, target=target)
        self.past = recent_of(past, occasion, terms)
        self.items: tuple[Item, ...] = self.origins.items(target)

    def copy(self, item: Item) -> CopyMark | None:
        """The mark of a copy that nobody has touched, quoted or put into a table."""
        mark = self.origins.copy_mark(self.target, item)
        if mark is None or not self.origins.untouched(self.target, item) or item.line.in_table:
            return None
        lines = [item.line, *item.notes]
        return None if quoted(lines, self.terms.quotes or ()) else mark

    def subtree(self, item: Item) -> list[Item]:
        """An item and all that is nested under it."""
        children = [other for other in self.items if other.parent is item]
        return [item, *(below for child in children for below in self.subtree(child))]

    def blocks(self, items: Iterable[Item]) -> Delete | None:
        """The blocks of items and their notes, where nothing else stands between them."""
        numbers = sorted(
            line.block for item in items for line in (item.line, *item.notes) if not line.in_table
        )
        first, last = numbers[0], numbers[-1] + 1
        whole = numbers == list(range(first, last))
        return Delete(tab_id=self.target.tab_id, first=first, last=last) if whole else None


def follow(
    notebook: Notebook, occasion: Occasion, terms: Terms
) -> tuple[list[Stage], Outcome] | Refusal:
    """The stages that bring a meeting's section up to date, and what becomes of it."""
    stages: list[Stage] = []
    taken = 0
    steps, deleted, taken = _take_back(_View(notebook, occasion, terms))
    if steps:
        stages.append(_stage(notebook, steps, Renewed(occasion, deleted, reworded=False)))

    def reword() -> int:
        """The stage that words copies anew, where there are any; how many."""
        current = stages[-1].after if stages else notebook
        steps, deleted, count = _reword(_View(current, occasion, terms))
        if steps:
            stages.append(_stage(current, steps, Renewed(occasion, deleted, reworded=True)))
        return count

    reworded = reword()
    current = stages[-1].after if stages else notebook
    brought = _bring(_View(current, occasion, terms))
    if isinstance(brought, Refusal):
        return brought
    steps, moved = brought
    if moved.over:
        return stages, Nothing(occasion, Kept.LIMIT, moved)
    if steps:
        stages.append(_stage(current, steps, Brought(occasion, moved)))
        # A line that stands equal here, of other looks, is recorded now: it is what a copy follows.
        reworded += reword()
    if not stages:
        return [], Nothing(occasion, Kept.STANDS)
    return stages, Refreshed(occasion=occasion, carry=moved, taken_back=taken, reworded=reworded)


def _stage(before: Notebook, steps: Sequence[Step], deed: Renewed | Brought) -> Stage:
    return Stage(before, apply_all(before, steps), tuple(steps), deed)


def _take_back(view: _View) -> tuple[list[Step], tuple[Delete, ...], int]:
    """Untouched copies whose original is done go, with their records and what is nested there."""
    gone: list[Item] = []
    deleted: list[Delete] = []
    for item in view.items:
        if item in gone or view.copy(item) is None:
            continue
        tree = view.subtree(item)
        if any(view.copy(one) is None for one in tree):
            continue
        if not view.origins.done(view.target, item, view.past):
            continue
        delete = view.blocks(tree)
        if delete is not None:
            gone += tree
            deleted.append(delete)
    if not deleted:
        return [], (), 0
    backwards = sorted(deleted, key=lambda one: one.first, reverse=True)
    return [*_records(view, gone), *backwards], tuple(deleted), len(deleted)


def _records(view: _View, items: Iterable[Item]) -> list[Step]:
    """The records of these copies go, so that they come again when they are open again."""
    origins = {view.origins.origin(view.target, item) for item in items}
    going = [
        one
        for one in view.found.standing
        if isinstance(one.meaning, CarriedMark)
        and one.meaning.instant == view.occasion.instant
        and one.meaning.origin in origins
    ]
    steps: list[Step] = []
    for tab in view.notebook.tabs:
        marks = [one.mark for one in going if one.tab_id == tab.tab_id]
        if marks:
            steps.append(drop_marks(tab.tab_id, marks))
    lines = {(one.tab_id, one.line) for one in going}
    return [*steps, *_names(view, steps, lines, origins)]


def _names(
    view: _View, drops: Sequence[Step], lines: set[tuple[str, int]], origins: set[str]
) -> Iterator[Step]:
    """Where a line would be taken for another without its record, one for its own meeting.

    That counts for nothing, and says which origin the line is of. It would be by its words as well,
    where a copy stays that reads so; those of `origins` go.
    """
    then = _View(apply_all(view.notebook, drops), view.occasion, view.terms)
    others = {origin for one in then.found.sections for origin in then.origins.claims(one)}
    words = {
        mark.written for mark in then.origins.copies(then.target) if mark.origin not in origins
    }
    for section, later in zip(view.found.sections, then.found.sections, strict=True):
        starts = {line.start for line in view.found.lines(section)}
        if section.instant is None or not any(
            tab_id == section.tab_id and start in starts for tab_id, start in lines
        ):
            continue
        items = zip(view.origins.items(section), then.origins.items(later), strict=True)
        for item, same in items:
            origin = view.origins.origin(section, item)
            line = (section.tab_id, item.line.start)
            alike = same.written() in words or then.origins.origin(later, same) in others - {origin}
            if line in lines and alike:
                mark = CarriedMark(instant=section.instant, origin=origin)
                name = name_of(mark, document_id=view.notebook.document_id)
                yield SetMark(tab_id=line[0], start=line[1], name=name)


def _reword(view: _View) -> tuple[list[Step], tuple[Delete, ...], int]:
    """Untouched copies get the words that their originals have by now, and keep their marks."""
    found: list[tuple[Delete, Insert]] = []
    for item in view.items:
        mark = view.copy(item)
        original = view.origins.original(view.target, item, view.past) if mark else None
        if mark is None or original is None:
            continue
        section, source = original
        if source.state == "done" or mark.written in _versions(view, source):
            continue
        delete = view.blocks([item])
        if delete is None:
            continue
        began = view.origins.began(source, mark.since)
        one = Carried(
            source,
            section,
            mark.origin,
            mark.since,
            began,
            depth=mark.level,
            boxed=not item.bullet,
        )
        lines = copy_lines(
            one,
            view.terms.wording,
            headings=view.notebook.headings,
            document_id=view.notebook.document_id,
            day=view.occasion.start.date(),
            marks=_other_marks(view, item),
        )
        insert = Insert(
            tab_id=view.target.tab_id,
            at=delete.first,
            lines=lines,
            rtl=item.line.paragraph.rtl,
            locale=view.terms.wording.locale,
        )
        found.append((delete, insert))
    steps: list[Step] = []
    for delete, insert in sorted(found, key=lambda one: one[0].first, reverse=True):
        steps += [delete, insert]
    return steps, tuple(delete for delete, _ in found), len(found)


def _versions(view: _View, source: Item) -> set[str]:
    """The digests that a copy of an item has, written with its chips or without."""
    notes = [note.paragraph.pieces for note in source.notes]
    return {
        written(
            copied_pieces(source.pieces, chips=chips, headings=view.notebook.headings),
            [copied_pieces(note, chips=chips, headings=view.notebook.headings) for note in notes],
        )
        for chips in (True, False)
    }


def _other_marks(view: _View, item: Item) -> tuple[str, ...]:
    """The names of the records that stand on a copy's line: it was carried on from here."""
    marks = view.found.on_line.get((view.target.tab_id, item.line.start), ())
    return tuple(
        name_of(mark, document_id=view.notebook.document_id)
        for mark in marks
        if isinstance(mark, CarriedMark)
    )


def _bring(view: _View) -> tuple[list[Step], Carry] | Refusal:
    """What became open comes: under its parent's copy where that stands open, else at the end."""
    standing = len(view.origins.copies(view.target))
    moved = carry(
        view.origins,
        view.past,
        instant=view.occasion.instant,
        target=view.target,
        limit=max(view.terms.carry_limit - standing, 0),
    )
    if moved.over:
        return [], moved
    steps = record_steps(view.found, view.occasion, moved)
    inserts = _inserts(view, moved.carried)
    if isinstance(inserts, Refusal):
        return inserts
    return [*steps, *inserts], moved


def _inserts(view: _View, carried: Sequence[Carried]) -> list[Insert] | Refusal:
    """The steps that put late items in, the last place first, so that no place moves another."""
    apart: list[Carried] = []
    below: list[tuple[int, list[Carried]]] = []
    for tree in trees(carried):
        parent = _parent_copy(view, tree[0])
        place = view.blocks(view.subtree(parent)) if parent is not None else None
        if parent is None or place is None:
            apart += tree
        else:
            deeper = parent.depth + 1
            moved = [replace(one, depth=min(one.depth + deeper, 8)) for one in tree]
            below.append((place.last, moved))
    ends = items_into(view.found, view.target, view.occasion, view.terms, apart)
    if isinstance(ends, Refusal):
        return ends
    # By place from the last to the first; at one place what ends up in front goes in last.
    inserts = [((-one.at, 0, number), one) for number, one in enumerate(ends)]
    for number, (at, tree) in enumerate(below):
        inserts.append(((-at, tree[0].depth, -number), _insert(view, at, tree)))
    return [one for _, one in sorted(inserts, key=lambda one: one[0])]


def _parent_copy(view: _View, one: Carried) -> Item | None:
    """The open copy of the item that a late sub-item is nested under, if it stands here."""
    if one.item.parent is None:
        return None
    origin = view.origins.origin(one.section, one.item.parent)
    for item in view.items:
        mark = view.origins.copy_mark(view.target, item)
        if mark is not None and mark.origin == origin and item.state != "done":
            return None if item.line.in_table else item
    return None


def _insert(view: _View, at: int, tree: Sequence[Carried]) -> Insert:
    """A late item with what goes under it, below the copy of its parent."""
    return Insert(
        tab_id=view.target.tab_id,
        at=at,
        lines=carried_lines(
            tree,
            view.terms.wording,
            headings=view.notebook.headings,
            document_id=view.notebook.document_id,
            day=view.occasion.start.date(),
        ),
        rtl=view.target.heading.paragraph.rtl,
        locale=view.terms.wording.locale,
    )


def quoted(lines: Iterable[Line], quotes: Sequence[str]) -> bool:
    """A comment quotes one of the lines, or part of one, or more than one."""
    for line in lines:
        text = " ".join(line.paragraph.text.split())
        if any(text and (text in quote or quote in text) for quote in quotes if quote):
            return True
    return False
