"""Who may import what: only downwards, libraries where they belong, no subject another one."""

from collections.abc import Iterator

from tests.house.sources import PACKAGES, ROOT, Source, below

# The folders of `handlers` that are no subject: text, papers, typed messages, data, sentences, questions, and what
# every subject leans on.
SHARED = {"language", "reading", "speech", "said", "wording", "answers", "conversation", "changes"}
SUBJECTS = {p.name for p in (ROOT / "handlers").iterdir() if (p / "__init__.py").exists()} - SHARED
# Subjects that look at another one: units are what lists are of; a change says what becomes of its reminders.
NEIGHBOURS = {("attendance", "units"), ("programme", "reminders")}
# What looks at the plan's text for an answer; none of it reads a message.
OF_PLANS = (
    "handlers.reading.blocks",
    "handlers.reading.draft",
    "handlers.reading.fields.details",
    "handlers.reading.outline",
)
# What is said of a paper that is read or cannot be; knows neither data nor people.
OF_PAPERS = ("handlers.wording.unreadable", "handlers.wording.doubts")
# A room, and what of ours may be imported there; the first that holds the module counts.
ROOMS = (
    ("handlers.language", ("handlers.language", "handlers.said")),
    ("handlers.reading", ("handlers.language", "handlers.said", "handlers.reading", *OF_PAPERS)),
    ("handlers.said", ("handlers.said",)),
    ("handlers.messages", ()),
    ("handlers.traits", ()),
    ("handlers", ("handlers", "storage")),
    ("storage", ("storage",)),
    (
        "bot.channels",
        ("bot.channels", "bot.runtime.checking", "handlers.messages", "handlers.traits", "handlers.wording.channels"),
    ),
)
OF_THE_EDGE = ("telegram", "aiohttp", "starlette", "apscheduler", "uvicorn")
OF_STORAGE = ("sqlalchemy", "alembic")
# What is no query: the session that is handed on, an address, what goes wrong.
HANDED_ON = ("sqlalchemy.orm.Session", "sqlalchemy.make_url", "sqlalchemy.exc")


def imports_go_downwards_only(source: Source) -> Iterator[str]:
    """A room imports of ours only what its row names; a channel, too, knows only the contract."""
    allowed = next((rooms for room, rooms in ROOMS if source.is_in(room)), PACKAGES)
    for name in source.imports:
        if below(name, *PACKAGES) and not below(name, *allowed):
            yield f"{source.name} imports {name}"


def libraries_stay_where_they_belong(source: Source) -> Iterator[str]:
    for name in source.imports:
        of_the_edge = below(name, *OF_THE_EDGE) and not source.is_in("bot")
        of_storage = below(name, *OF_STORAGE) and not source.is_in("storage") and not below(name, *HANDED_ON)
        if of_the_edge or of_storage:
            yield f"{source.name} imports {name}"


def a_subject_never_imports_another_subject(source: Source) -> Iterator[str]:
    here = _subject(source.name)
    for name in source.imports if here else ():
        there = _subject(name)
        if there and there != here and (here, there) not in NEIGHBOURS:
            yield f"{source.name} imports {name}"


def _subject(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "handlers" and len(parts) > 1 and parts[1] in SUBJECTS else None


def a_question_is_understood_behind_the_door(source: Source) -> Iterator[str]:
    """Answers look at the plan's own text with what reads plans; what was asked comes to them as data."""
    for name in source.imports if source.is_in("handlers.answers") else ():
        if below(name, "handlers.reading") and not below(name, *OF_PLANS):
            yield f"{source.name} reads questions with {name}"
