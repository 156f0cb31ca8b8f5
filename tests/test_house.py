"""The rules of the house, checked by reading the code, and what the papers beside the code say of it."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.house import channels, prose, rooms, shape, words
from tests.house.sources import ROOT, Source, sources

Rule = Callable[[Source], Iterator[str]]

# A rule; a module and a text in it that must be caught; one that must pass.
RULES: tuple[tuple[Rule, tuple[str, str], tuple[str, str]], ...] = (
    (
        rooms.imports_go_downwards_only,
        ("storage.outbox", "from handlers.wording import times"),
        ("storage.outbox", "import re\nfrom storage.models import Event"),
    ),
    (
        rooms.imports_go_downwards_only,
        ("bot.channels.telegram.client", "from handlers import dispatch"),
        ("bot.channels.telegram.client", "from handlers.messages import Reply"),
    ),
    (
        rooms.imports_go_downwards_only,
        ("handlers.reading.plan", "from handlers.speech import door"),
        ("handlers.reading.plan", "from handlers.language import folding"),
    ),
    (
        channels.a_channel_is_named_in_its_folder_only,
        ("bot.runtime.app", 'TOKEN = "TELEGRAM_BOT_TOKEN"'),
        ("bot.channels.telegram.about", 'TOKEN = "TELEGRAM_BOT_TOKEN"'),
    ),
    (
        rooms.libraries_stay_where_they_belong,
        ("handlers.tracing", "from starlette.routing import Route"),
        ("bot.site.pages", "from starlette.routing import Route"),
    ),
    (
        rooms.libraries_stay_where_they_belong,
        ("handlers.tracing", "from sqlalchemy import select"),
        ("handlers.tracing", "from sqlalchemy.orm import Session"),
    ),
    (
        rooms.a_subject_never_imports_another_subject,
        ("handlers.papers.documents", "from handlers.people import account"),
        ("handlers.attendance.whole", "from handlers.units import known"),
    ),
    (
        rooms.a_question_is_understood_behind_the_door,
        ("handlers.answers.rank", "from handlers.reading.phrases import cut"),
        ("handlers.answers.rank", "from handlers.reading.outline import Row"),
    ),
    (
        shape.files_are_small_and_say_what_they_are,
        ("handlers.menu", "MENU = ()"),
        ("handlers.menu", '"""The menu."""\nMENU = ()'),
    ),
    (
        shape.files_are_small_and_say_what_they_are,
        ("handlers.menu", '"""The menu."""' + "\n" * 301),
        ("storage.migrations.versions.first", "\n" * 301),
    ),
    (
        shape.functions_fit_on_a_screen,
        ("handlers.menu", "def shown():\n" + "    print()\n" * 50),
        ("handlers.menu", "def shown():\n" + "    print()\n" * 49),
    ),
    (
        shape.conditions_are_short,
        ("handlers.menu", "def shown():\n    return a and b or c and (d or e or f and [x or y for x in z])"),
        ("handlers.menu", "def shown():\n    if a and b and c and d:\n        return e or f\n    return g and h"),
    ),
    (
        shape.only_the_clock_and_the_edge_ask_the_time,
        ("handlers.menu", "datetime.now(UTC)"),
        ("storage.clock", "datetime.now(UTC)"),
    ),
    (
        shape.the_environment_is_read_by_the_settings,
        ("bot.runtime.app", "os.environ['TOKEN']"),
        ("bot.runtime.app", "settings.token"),
    ),
    (
        shape.identifiers_know_no_district,
        ("handlers.menu", "def huyen_of(name): ..."),
        ("handlers.menu", "def district_of(name): ..."),
    ),
    (
        shape.names_are_assigned_once,
        ("handlers.menu", "MENU = {}\nMENU |= {'han': 1}"),
        ("handlers.menu", "MENU = {}\nMORE = MENU | {'han': 1}"),
    ),
    (
        shape.names_are_assigned_once,
        ("handlers.menu", "MENU = {}\nMENU['han'] = 1"),
        ("handlers.menu", "try:\n    import fast\nexcept ImportError:\n    fast = None"),
    ),
    (
        words.no_phrase_is_cut_by_a_line,
        ("handlers.reading.plan", "KINDS = (\n    r'hội nghị|tổng '\n    r'kết|lễ'\n)"),
        ("handlers.reading.plan", "KINDS = (\n    r'hội nghị|'\n    r'tổng kết|lễ'\n)"),
    ),
    (
        words.no_phrase_is_cut_by_a_line,
        ("handlers.reading.plan", "KINDS = (\n    f'{LESS}|tổng'  # of the year\n    ' kết'\n)"),
        ("handlers.wording.plans", "PLEASE = (\n    'Anh/chị gửi '\n    'lại'\n)"),
    ),
    (
        words.no_phrase_is_cut_by_a_line,
        ("handlers.wording.plans", "PLEASE = (\n    'Anh/chị gửi'\n    'lại'\n)"),
        ("handlers.wording.plans", "PLEASE = ('Anh/chị gửi', 'lại')"),
    ),
    (
        words.sentences_stand_in_wording,
        ("handlers.units.seats", "raise Refusal('Chưa có đơn vị nào.')"),
        ("handlers.wording.units", "NONE = 'Chưa có đơn vị nào.'"),
    ),
    (
        words.sentences_stand_in_wording,
        ("handlers.units.seats", "text = f'{unit.name} chưa có {seats} ghế nào'"),
        ("handlers.units.seats", "text = f'{unit.name} tại {place}'"),
    ),
    (
        words.sentences_stand_in_wording,
        ("handlers.units.seats", "back = Button('Sửa', key)"),
        ("handlers.units.seats", "back = Button(on_button.FIX, key)"),
    ),
    (
        words.sentences_stand_in_wording,
        ("handlers.reading.plan", "raise Unreadable('Tệp này trống, anh/chị gửi lại.')"),
        ("handlers.reading.plan", "OFFICES = any_of('sở, ban, phòng, văn phòng')"),
    ),
    (
        words.sentences_stand_in_wording,
        ("bot.site.entry", "heading = 'Chưa mở được trang'"),
        ("bot.site.entry", "ASKS = re.compile(r'chưa mở|được trang nào')"),
    ),
    (
        prose.nothing_is_decided_by_the_words_of_an_answer,
        ("bot.traffic.answers", "done = reply.text.startswith('Đã')"),
        ("bot.traffic.answers", "done = DONE in reply.outcome"),
    ),
    (
        prose.answers_go_by_their_facts_and_not_by_their_words,
        ("handlers.answers.rank", "late = 'muộn' in found.told.body"),
        ("handlers.answers.rank", "late = len(found.told.body) > 90"),
    ),
    (
        prose.a_handler_takes_data_and_reads_no_words,
        ("handlers.units.seats", "name = request.command.words"),
        ("handlers.units.seats", "name = request.command.said.name"),
    ),
)
KEPT = tuple(dict.fromkeys(rule for rule, _, _ in RULES))


@pytest.mark.parametrize("rule", KEPT, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    broken = [line for source in sources() for line in rule(source)]
    assert not broken, "\n".join((f"{len(broken)} places:", *broken))


@pytest.mark.parametrize(("rule", "caught", "passes"), RULES, ids=lambda each: getattr(each, "__name__", ""))
def test_the_rule_sees_what_breaks_it(rule: Rule, caught: tuple[str, str], passes: tuple[str, str]) -> None:
    assert list(rule(Source(*caught)))
    assert not list(rule(Source(*passes)))


def test_every_setting_stands_in_the_example_and_in_the_readme() -> None:
    from bot.runtime.settings import settings_type

    names = {name.upper() for name in settings_type().model_fields}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == names
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if f"`{name}`" not in readme] == []


def test_the_examples_defaults_are_the_defaults() -> None:
    from bot.runtime.settings import settings_type

    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name, value in re.findall(r"^#?([A-Z_]+)=(.*)$", example, re.MULTILINE):
        default = settings_type().model_fields[name.lower()].default
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


def test_the_readme_and_the_help_list_every_chat_command() -> None:
    from handlers.menu import MENU
    from handlers.wording.menu import BUTTONS, HELP

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [entry.name for entry in MENU if f"`/{entry.name}" not in readme] == []
    assert [entry.name for entry in MENU] == list(HELP)
    assert BUTTONS.keys() <= HELP.keys()


def test_the_glossary_names_what_the_code_names() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ", readme.split("## Glossary")[1].split("##")[0], re.MULTILINE)
    words = {
        english.strip(): vietnamese.strip() for english, vietnamese in rows if english.strip() not in ("word", "---")
    }
    assert {"unit", "duty", "deadline", "broadcast", "programme item"} <= words.keys()
    code = " ".join(source.text.lower() for source in sources())
    for english, vietnamese in words.items():
        plain = english.lower().replace("-", " ")
        assert any(form in code for form in (plain, plain.replace(" ", "_"), plain.replace(" ", ""))), english
        assert vietnamese.lower() in code, vietnamese
