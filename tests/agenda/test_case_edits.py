"""What holds of the golden cases when people go on: they edit, the job runs, weeks pass."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.planning.plan import Refusal
from sync.agenda.planning.templates import Template
from sync.emulator.notation import NotationError, render
from tests.agenda.caseedits import Edit, a_week_on, edited, edits, templates, with_template
from tests.agenda.casefile import Case, case_names, read_case
from tests.agenda.caserun import PLACEMENTS, Placement, Ran, document_of, run
from tests.agenda.examples import many
from tests.agenda.test_cases import assert_kept, assert_stable, predicted

NAMES = [name for name in case_names() if "remove" not in read_case(name).settings]


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next: people's edits, with or without an export, and whether a week passes."""

    made: list[Edit]
    export: bool
    week: bool


NEXT = st.builds(
    Next,
    made=st.lists(edits, max_size=3),
    export=st.sampled_from([True] * 9 + [False]),
    week=st.booleans(),
)


@many(150, soak=10_000)
@given(
    name=st.sampled_from(NAMES),
    template=st.one_of(st.none(), st.none(), templates()),
    bullets=st.booleans(),
    placement=st.sampled_from([None, *PLACEMENTS]),
    happens=st.lists(NEXT, min_size=1, max_size=5),
)
def test_whatever_people_do_next_words_are_kept_and_twice_is_once(
    name: str,
    template: Template | None,
    *,
    bullets: bool,
    placement: Placement | None,
    happens: list[Next],
) -> None:
    case = read_case(name)
    if template is not None and not case.templates:
        case = with_template(case, template)
    if bullets:
        case = replace(case, settings={**case.settings, "bullets": "carried"})
    for what in happens:
        case = replace(case, before=edited(case.before, what.made))
        if not readable(case):
            return
        ran = run(case, placement=placement, export=what.export)
        assert_holds(ran, export=what.export and case.settings.get("export") != "none")
        if isinstance(ran.made, Refusal):
            return
        case = replace(case, before=render(ran.document))
        if what.week:
            case = a_week_on(case)


def readable(case: Case) -> bool:
    """The edits left a text of the notation, with marks that say something."""
    try:
        document_of(case, case.before)
    except (NotationError, ValueError, LookupError):
        return False
    return True


def assert_holds(ran: Ran, *, export: bool) -> None:
    """Words are kept, the planner foresaw what the document became, twice is once."""
    assert_kept(ran)
    if not isinstance(ran.made, Refusal):
        ticks = ran.notebook.ticks_known
        foreseen = predicted(ran.made.after, ticks=ticks)
        assert foreseen == predicted(ran.read_again(export=ticks), ticks=ticks)
    assert_stable(ran, export=export)
