"""Every message that the code can give a person, read out of the code itself.

A message is a call that makes one of our errors, or a `Skip`, a `NotNew` or a row of Google's
table: what it says and what mends it, with "..." where a fact stands.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support import ROOT

_VALUES = {"Skip", "NotNew", "Row"}
_BASE = "OneononeError"


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """What is said, what mends it, by which class, and in which module; `code`: a skip's."""

    module: str
    kind: str
    what: str
    mend: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Module:
    """A module's tree and the texts of its names."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))


@cache
def messages() -> tuple[Message, ...]:
    """All messages, by module and in the order of the code."""
    modules = _modules()
    classes = {each for each, _ in error_classes()}
    texts = dict(pair for module in modules for pair in _named_texts(module.tree.body))
    found: dict[Message, None] = {}
    for module in modules:
        for scope, call in _calls(module.tree):
            kind = _called(call)
            if kind in classes | _VALUES:
                for message in _messages(module, scope, call, texts):
                    found[message] = None
    return tuple(found)


@cache
def error_classes() -> tuple[tuple[str, str], ...]:
    """The name of each class of ours, and the first sentence of its docstring."""
    found = {_BASE: "Anything else that a person should know."}
    classes = [node for module in _modules() for node in ast.walk(module.tree)]
    defined = [node for node in classes if isinstance(node, ast.ClassDef)]
    while True:
        new = {
            node.name: " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
            for node in defined
            if node.name not in found
            and any(isinstance(base, ast.Name) and base.id in found for base in node.bases)
        }
        if not new:
            return tuple(found.items())
        found |= new


@cache
def _modules() -> tuple[_Module, ...]:
    paths = sorted((ROOT / "sync").rglob("*.py"))
    return tuple(
        _Module(path, ast.parse(path.read_text(encoding="utf-8")))
        for path in paths
        if "emulator" not in path.parts
    )


def _calls(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Each call with the function that it stands in."""

    def walk(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.AST, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield scope, child
            inner = child if isinstance(child, ast.FunctionDef) else scope
            yield from walk(child, inner)

    return walk(tree, tree)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _messages(
    module: _Module, scope: ast.AST, call: ast.Call, texts: dict[str, tuple[str, ...]]
) -> Iterator[Message]:
    given = {each.arg: each.value for each in call.keywords if each.arg}
    what = call.args[0] if call.args else given.get("what")
    local = dict(_named_texts(ast.walk(scope))) if isinstance(scope, ast.FunctionDef) else {}
    known = {**texts, **local}
    kind = _called(call)
    if kind == "Row" and "error" in given:
        kind = ast.unparse(given["error"])
    code = ast.unparse(given["code"]).rpartition(".")[2] if "code" in given else ""
    mends = _texts(given.get("mend"), known)
    for text in _texts(what, known):
        if text.strip(". "):
            yield Message(module.name, kind, text, (mends or ("",))[0], code)


def _named_texts(nodes: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts that names are bound to, by plain assignments."""
    found: dict[str, list[str]] = {}
    for node in nodes:  # type: ignore[attr-defined]
        target = None
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        if isinstance(target, ast.Name) and node.value is not None:
            found.setdefault(target.id, []).extend(_texts(node.value, {}))
    return ((name, tuple(dict.fromkeys(texts))) for name, texts in found.items() if texts)


def _texts(node: ast.AST | None, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All that an expression can say, "..." for what only a run knows."""
    match node:
        case ast.Constant(value=str() as text):
            return (text,)
        case ast.JoinedStr(values=values):
            parts = [_texts(each, known) or ("...",) for each in values]
            return ("".join(part[0] for part in parts),)
        case ast.FormattedValue(value=ast.Name(id=name)) if len(known.get(name, ())) == 1:
            return known[name]
        case ast.FormattedValue():
            return ("...",)
        case ast.Name(id=name):
            return known.get(name, ())
        case ast.IfExp(body=body, orelse=orelse):
            return (*_texts(body, known), *_texts(orelse, known))
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            ends = _texts(right, known) or ("...",)
            return tuple(f"{one}{ends[0]}" for one in _texts(left, known) or ("...",))
        case ast.Subscript(value=ast.Name(id=name)):
            return known.get(name, ())
        case ast.Dict(values=values):
            return tuple(text for each in values for text in _texts(each, known))
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, last]):
            return _texts(last, known)
        case _:
            return ()
