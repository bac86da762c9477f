"""Every event in the code has a constant name and only fields that the log keeps."""

import ast
from collections.abc import Iterator
from pathlib import Path

from sync.errors import UsageProblem
from sync.log import FIELDS, _about
from tests.support import ROOT

LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Calls such as `log.info(...)` and `get_log().info(...)` outside of the emulator."""
    for path in sorted((ROOT / "sync").rglob("*.py")):
        if "emulator" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_bytes())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LEVELS
                and "log" in ast.unparse(node.func.value).lower()
            ):
                yield path, node


def where(path: Path, call: ast.Call) -> str:
    return f"{path.relative_to(ROOT)}:{call.lineno}"


def test_names_of_events_are_constants() -> None:
    found = [
        where(path, call)
        for path, call in calls()
        if not (call.args and isinstance(call.args[0], ast.Constant)) or len(call.args) > 1
    ]

    assert found == []


def test_fields_of_events_are_on_the_list() -> None:
    found = [
        f"{where(path, call)} {word.arg}"
        for path, call in calls()
        for word in call.keywords
        if word.arg is not None and word.arg not in FIELDS | {"exc_info"}
    ]

    assert found == []


def test_the_list_holds_no_field_that_no_event_has() -> None:
    given = {word.arg for _, call in calls() for word in call.keywords if word.arg}
    put_together = {
        ast.literal_eval(key)
        for path in (ROOT / "sync").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
        if "facts" in {ast.unparse(each) for each in ast.walk(node) if isinstance(each, ast.Name)}
        for key in node.value.keys
        if isinstance(key, ast.Constant)
    }
    of_errors = set(_about(UsageProblem("what", where="where", mend="mend"))) | set(
        _about(ValueError())
    )

    assert FIELDS - given - put_together - of_errors == set()


def test_nothing_prints_but_the_renderer() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "sync").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "pprint"}
    ]

    assert found == []
