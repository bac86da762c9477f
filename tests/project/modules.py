"""The list of modules in docs/architecture.md, made from the modules' docstrings.

python -m tests.project.modules     writes it
"""

import ast
import re
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
_BETWEEN = re.compile(r"(<!-- modules:[^\n]*-->\n).*(<!-- end of modules -->)", re.DOTALL)


def listing() -> str:
    """A table for each package: its modules, each with the first sentence of its docstring."""
    paths = sorted((ROOT / "sync").rglob("*.py"), key=lambda path: (path.parent, path.name))
    parts = []
    for folder, group in groupby(paths, lambda path: path.parent):
        lines = [f"- `{path.name}`: {_first_sentence(path)}" for path in group if _is_listed(path)]
        head = f"### {folder.relative_to(ROOT)}/"
        package = _first_sentence(folder / "__init__.py")
        parts.append("\n".join([head, "", package, "", *lines]))
    return "\n\n".join(parts) + "\n"


def with_listing(page: str) -> str:
    """The page with the list of today."""
    return _BETWEEN.sub(lambda found: f"{found[1]}\n{listing()}\n{found[2]}", page)


def _is_listed(path: Path) -> bool:
    return path.name != "__init__.py"


def _first_sentence(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text())) or ""
    paragraph = " ".join(text.split("\n\n")[0].split())
    return re.split(r"(?<=[.?!])\s", paragraph, maxsplit=1)[0].rstrip(":")


if __name__ == "__main__":
    PAGE.write_text(with_listing(PAGE.read_text()))
