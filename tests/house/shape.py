"""How large things are, and what is asked where: the clock, the environment, places."""

import ast
import re
from collections.abc import Iterator

from tests.house.sources import Source

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 50
MOST_AND_OR = 6
MIGRATIONS = "storage.migrations.versions"
ASKS_TIME = re.compile(r"datetime\.now\(|date\.today\(|time\.time\(")
ASKS_ENVIRONMENT = re.compile(r"os\.environ|getenv")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files_are_small_and_say_what_they_are(source: Source) -> Iterator[str]:
    if source.is_in(MIGRATIONS):
        return
    if not ast.get_docstring(source.tree):
        yield f"{source.name} does not say in one line what it is"
    length = len(source.text.splitlines())
    if length > LINES_OF_A_FILE:
        yield f"{source.name} has {length} lines"


def functions_fit_on_a_screen(source: Source) -> Iterator[str]:
    for node in source.nodes if not source.is_in(MIGRATIONS) else ():
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LINES_OF_A_FUNCTION:
                yield source.at(node, f"{node.name} has {length} lines")


def conditions_are_short(source: Source) -> Iterator[str]:
    """Each `and` and `or` of a function counts, wherever it stands; a function within is counted by itself."""
    for node in source.nodes:
        if isinstance(node, Function):
            number = sum(len(each.values) - 1 for each in _own(node) if isinstance(each, ast.BoolOp))
            if number > MOST_AND_OR:
                yield source.at(node, f"{node.name} has {number} and/or")


def _own(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Function):
            yield child
            yield from _own(child)


def only_the_clock_and_the_edge_ask_the_time(source: Source) -> Iterator[str]:
    if ASKS_TIME.search(source.text) and not source.is_in("bot", "storage.clock"):
        yield f"{source.name} asks the time"


def the_environment_is_read_by_the_settings(source: Source) -> Iterator[str]:
    if ASKS_ENVIRONMENT.search(source.text):
        yield f"{source.name} reads the environment"


def identifiers_know_no_district(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Name | ast.FunctionDef | ast.ClassDef):
            name = node.id if isinstance(node, ast.Name) else node.name
            if "huyen" in name.lower():
                yield source.at(node, name)


def names_are_assigned_once(source: Source) -> Iterator[str]:
    """In a module; a row that is set in a table is an assignment of the table."""
    known: set[str] = set()
    for statement in source.tree.body:
        for name in _assigned(statement):
            if name in known and name != "_":
                yield source.at(statement, f"assigns {name} again")
            known.add(name)


def _assigned(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield statement.name
        case ast.Import() | ast.ImportFrom():
            yield from (alias.asname or alias.name for alias in statement.names)
        case ast.Assign():
            for target in statement.targets:
                yield from _targets(target)
        case ast.AnnAssign() | ast.AugAssign():
            yield from _targets(statement.target)
        case ast.For():
            yield from _targets(statement.target)
            yield from (name for inner in statement.body for name in _assigned(inner))
        case ast.If() | ast.With() | ast.Try():  # another branch is another way to the same name
            yield from (name for inner in statement.body for name in _assigned(inner))


def _targets(target: ast.expr) -> Iterator[str]:
    match target:
        case ast.Name():
            yield target.id
        case ast.Tuple() | ast.List():
            yield from (name for each in target.elts for name in _targets(each))
        case ast.Subscript() | ast.Starred():
            yield from _targets(target.value)
