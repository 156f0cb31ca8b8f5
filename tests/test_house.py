"""The rules of the house, checked by reading the code: imports only downwards, libraries where they belong."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(p for package in ("bot", "handlers", "storage") for p in (ROOT / package).rglob("*.py"))

# The folders of `handlers` that are no subject: text, papers, typed messages, data, sentences, questions, and what
# every subject leans on.
SHARED = {"language", "reading", "speech", "said", "wording", "answers", "conversation", "changes"}
SUBJECTS = {p.name for p in (ROOT / "handlers").iterdir() if (p / "__init__.py").exists()} - SHARED
# Subjects that look at another one: units are what lists are of; a change says what becomes of its reminders.
NEIGHBOURS = {("attendance", "units"), ("programme", "reminders")}
# What looks at the plan's text for an answer; none of it reads a message.
OF_PLANS = ("handlers.reading.blocks", "handlers.reading.draft", "handlers.reading.outline")


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def below(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_imports_go_downwards_only(path: Path) -> None:
    here = module(path)
    for name in imports(path):
        if below(here, "storage"):
            assert not below(name, "bot", "handlers"), f"{here} looks up to {name}"
        if below(here, "handlers"):
            assert not below(name, "bot"), f"{here} looks up to {name}"
        if below(here, "handlers.language", "handlers.reading"):
            assert not below(name, "storage")
            room = (
                "handlers.language",
                "handlers.said",
                *(["handlers.reading"] if below(here, "handlers.reading") else []),
            )
            assert not below(name, "handlers") or below(name, *room), f"{here} imports {name}"
        if below(here, "handlers.said"):
            assert not below(name, "bot", "handlers", "storage") or below(name, "handlers.said")
        if here == "handlers.messages":
            assert not below(name, "bot", "handlers", "storage")


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_libraries_stay_where_they_belong(path: Path) -> None:
    here = module(path)
    for name in imports(path):
        if below(name, "telegram", "aiohttp", "starlette", "apscheduler", "uvicorn"):
            assert below(here, "bot"), f"{here} imports {name}"
        if below(name, "sqlalchemy"):
            allowed = below(here, "storage") or name in ("sqlalchemy.orm.Session", "sqlalchemy.make_url")
            assert allowed or below(name, "sqlalchemy.exc"), f"{here} imports {name}"
        if below(name, "alembic"):
            assert below(here, "storage"), f"{here} imports {name}"


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_a_channel_knows_only_the_contract(path: Path) -> None:
    here = module(path)
    if below(here, "bot.channels"):
        for name in imports(path):
            ours = below(name, "bot", "handlers", "storage")
            assert not ours or below(name, "bot.channels", "handlers.messages", "handlers.wording.channels"), (
                f"{here} imports {name}"
            )


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_a_subject_never_imports_another_subject(path: Path) -> None:
    here = module(path).split(".")
    if here[0] != "handlers" or len(here) < 2 or here[1] not in SUBJECTS:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "handlers" and len(parts) > 1 and parts[1] in SUBJECTS:
            near = parts[1] == here[1] or (here[1], parts[1]) in NEIGHBOURS
            assert near, f"{'.'.join(here)} imports {name}"


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_files_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "versions" in path.parts:
        return
    assert ast.get_docstring(ast.parse(text)), "a module says in one line what it is"
    assert len(text.splitlines()) <= 300


def test_functions_fit_on_a_screen() -> None:
    long = []
    for path in SOURCES:
        if "versions" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > 50:
                    long.append(f"{module(path)}.{node.name}: {length}")
    assert long == []


def test_only_the_clock_and_the_edge_ask_the_time() -> None:
    asks = re.compile(r"datetime\.now\(|date\.today\(|time\.time\(")
    found = [module(p) for p in SOURCES if asks.search(p.read_text(encoding="utf-8")) and not below(module(p), "bot")]
    assert found == ["storage.clock"]


def test_the_environment_is_read_in_one_place() -> None:
    found = [module(p) for p in SOURCES if re.search(r"os\.environ|getenv", p.read_text(encoding="utf-8"))]
    assert found == []


def test_identifiers_know_no_district() -> None:
    found = [
        f"{module(path)}.{node.id if isinstance(node, ast.Name) else node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.FunctionDef | ast.ClassDef)
        and "huyen" in (node.id if isinstance(node, ast.Name) else node.name).lower()
    ]
    assert found == []


def test_every_setting_stands_in_the_example_and_in_the_readme() -> None:
    from bot.runtime.settings import Settings

    names = {name.upper() for name in Settings.model_fields}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == names
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if f"`{name}`" not in readme] == []


def test_the_examples_defaults_are_the_defaults() -> None:
    from bot.runtime.settings import Settings

    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name, value in re.findall(r"^#?([A-Z_]+)=(.*)$", example, re.MULTILINE):
        default = Settings.model_fields[name.lower()].default
        shown = "" if default is None else f"{default:g}" if isinstance(default, float) else str(default)
        assert shown == value, name


def test_the_readme_map_names_what_exists_and_misses_nothing() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("```map\n")[1].split("```")[0]
    named, stack = set(), []
    for line in block.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        stack = [*stack[:depth], line.split()[0].rstrip("/")]
        named.add("/".join(stack))
    for path in named:
        assert (ROOT / path).exists(), f"the map names {path}"
    for package in ("bot", "handlers", "storage"):
        for entry in (ROOT / package).iterdir():
            shown = entry.suffix == ".py" or (entry.is_dir() and entry.name != "__pycache__")
            if shown and entry.name != "__init__.py":
                assert f"{package}/{entry.name}" in named, f"the map misses {package}/{entry.name}"


def test_the_readme_lists_every_chat_command() -> None:
    from handlers.menu import MENU

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [entry.name for entry in MENU if f"`/{entry.name}" not in readme] == []


def test_the_glossary_names_what_the_code_names() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ", readme.split("## Glossary")[1].split("##")[0], re.MULTILINE)
    words = {
        english.strip(): vietnamese.strip() for english, vietnamese in rows if english.strip() not in ("word", "---")
    }
    assert {"unit", "duty", "deadline", "broadcast", "programme item"} <= words.keys()
    code = " ".join(path.read_text(encoding="utf-8").lower() for path in SOURCES)
    for english, vietnamese in words.items():
        plain = english.lower().replace("-", " ")
        assert any(form in code for form in (plain, plain.replace(" ", "_"), plain.replace(" ", ""))), english
        assert vietnamese.lower() in code, vietnamese


# How an answer opens or ends; whoever looks for that in a text decides by prose what is data.
OPENINGS = ("✓", "— Kế hoạch", "Chưa có thông tin", "Tin HN-", "○", "Không hoàn tác")
OF_REPLIES = {"reply", "replies", "refused", "refusal", "answer", "answered", "words"}
SEARCHES = {"startswith", "endswith", "partition", "rpartition", "split", "splitlines", "find", "index", "removeprefix",
            "match", "search", "fullmatch", "sub"}  # fmt: skip
SHOWS = {
    "bot.site.chat",
    "bot.site.spans",
    "handlers.conversation.corrections",
}  # rendering, and the mark of what was shown


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_nothing_is_decided_by_the_words_of_an_answer(path: Path) -> None:
    if module(path) in SHOWS:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not _reads_an_answer(node), f"{module(path)}:{getattr(node, 'lineno', 0)} reads our own prose"


def _reads_an_answer(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return any(isinstance(op, ast.In | ast.NotIn) for op in node.ops) and any(map(_is_text, node.comparators))
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in SEARCHES:
        return False
    openings = [each.value for arg in node.args for each in ast.walk(arg) if isinstance(each, ast.Constant)]
    of_prose = any(isinstance(each, str) and each.startswith(OPENINGS) for each in openings)
    return of_prose or _is_text(node.func.value) or any(map(_is_text, node.args))


def _is_text(node: ast.AST) -> bool:
    """`reply.text`, `replies[0].text`."""
    if not isinstance(node, ast.Attribute) or node.attr != "text":
        return False
    return any(isinstance(each, ast.Name) and each.id in OF_REPLIES for each in ast.walk(node.value))


# An answer on its way; how long it is may be measured, what it says is told by its facts.
TOLD = ("told", "found", "said", "support", "longer")
MEASURES = {"len", "plain", "Reply"}


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_answers_go_by_their_facts_and_not_by_their_words(path: Path) -> None:
    if not below(module(path), "handlers.answers"):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in MEASURES]
    measured = {id(arg) for call in calls for arg in call.args}
    read = [node for node in ast.walk(tree) if _is_an_answers_prose(node) and id(node) not in measured]
    assert not read, f"{module(path)}:{getattr(read[0], 'lineno', 0)} looks at the words of an answer"


def _is_an_answers_prose(node: ast.AST) -> bool:
    """`found.text`, `found.told.body`, `say(…).told.text`; a row's text is the plan's."""
    if not isinstance(node, ast.Attribute) or node.attr not in ("text", "body"):
        return False
    return node.attr == "body" or ast.unparse(node.value).endswith(TOLD)


# What still reads its own words. The list only gets shorter: a new handler takes `command.said`.
STILL_READ = """
handlers.reminders.restored handlers.units.sheet
""".split()  # noqa: SIM905
DOOR = (
    "handlers.speech",
    "handlers.conversation.cards",
    "handlers.dispatch",
    "handlers.conversation.held",
    "handlers.conversation.replying",
    "handlers.conversation.corrections",
    "handlers.conversation.doubted",
)  # which command a message is


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_a_handler_takes_data_and_reads_no_words(path: Path) -> None:
    here = module(path)
    if not below(here, "handlers") or below(here, *DOOR) or here in STILL_READ:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in ("words", "args")]
    of_commands = [node for node in said if ast.unparse(node.value).endswith("command")]
    readers = [name for name in imports(path) if _reads_a_sentence(name)]
    assert not of_commands, f"{here}:{of_commands[0].lineno} reads the words of a command"
    assert not readers, f"{here} imports {readers}"


def _reads_a_sentence(name: str) -> bool:
    return below(name, "handlers.speech.sentences") or name == "handlers.speech.asking.question.understand"


@pytest.mark.parametrize("path", SOURCES, ids=module)
def test_a_question_is_understood_behind_the_door(path: Path) -> None:
    """Answers look at the plan's own text with what reads plans; what was asked comes to them as data."""
    here = module(path)
    if below(here, "handlers.answers"):
        for name in imports(path):
            assert not below(name, "handlers.reading") or below(name, *OF_PLANS), f"{here} reads questions with {name}"
