"""The product's source files, each read and parsed once."""

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage")


@dataclass(frozen=True)
class Source:
    """One module: its dotted name and its text."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Dotted names: `from a import b` is `a.b`."""
        plain = [alias.name for node in self.nodes if isinstance(node, ast.Import) for alias in node.names]
        parts = [node for node in self.nodes if isinstance(node, ast.ImportFrom) and node.module]
        return (*plain, *(f"{node.module}.{alias.name}" for node in parts for alias in node.names))

    def is_in(self, *packages: str) -> bool:
        return below(self.name, *packages)

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.name}:{getattr(node, 'lineno', 0)} {what}"


@cache
def sources() -> tuple[Source, ...]:
    files = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return tuple(Source(module(path), path.read_text(encoding="utf-8")) for path in files)


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def below(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)
