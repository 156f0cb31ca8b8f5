"""Nothing is decided by prose: answers go by their facts, handlers by data."""

import ast
from collections.abc import Iterator

from tests.house.sources import Source, below

# How an answer opens or ends; whoever looks for that in a text decides by prose what is data.
OPENINGS = ("✓", "— Kế hoạch", "Chưa có thông tin", "Tin HN-", "○", "Không hoàn tác")
OF_REPLIES = {"reply", "replies", "refused", "refusal", "answer", "answered", "words"}
SEARCHES = {"startswith", "endswith", "partition", "rpartition", "split", "splitlines", "find", "index", "removeprefix",
            "match", "search", "fullmatch", "sub"}  # fmt: skip
# Rendering, and the mark of what was shown.
SHOWS = ("bot.site.chat", "bot.site.spans", "handlers.conversation.corrections")

# An answer on its way; how long it is may be measured, what it says is told by its facts.
TOLD = ("told", "found", "said", "support", "longer")
MEASURES = {"len", "plain", "Reply"}

# What still reads its own words. The list only gets shorter: a new handler takes `command.said`.
STILL_READ = ("handlers.reminders.restored", "handlers.units.sheet")
# Shows what a command was, to whoever asks why.
TELLS_WHY = "handlers.wording.why"
# Which command a message is.
DOOR = (
    "handlers.speech",
    "handlers.conversation.cards",
    "handlers.dispatch",
    "handlers.conversation.held",
    "handlers.conversation.replying",
    "handlers.conversation.corrections",
    "handlers.conversation.doubted",
)


def nothing_is_decided_by_the_words_of_an_answer(source: Source) -> Iterator[str]:
    for node in source.nodes if source.name not in SHOWS else ():
        if _reads_an_answer(node):
            yield source.at(node, "reads our own prose")


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


def answers_go_by_their_facts_and_not_by_their_words(source: Source) -> Iterator[str]:
    if not source.is_in("handlers.answers"):
        return
    calls = [node for node in source.nodes if isinstance(node, ast.Call) and ast.unparse(node.func) in MEASURES]
    measured = {id(arg) for call in calls for arg in call.args}
    for node in source.nodes:
        if _is_an_answers_prose(node) and id(node) not in measured:
            yield source.at(node, "looks at the words of an answer")


def _is_an_answers_prose(node: ast.AST) -> bool:
    """`found.text`, `found.told.body`, `say(…).told.text`; a row's text is the plan's."""
    if not isinstance(node, ast.Attribute) or node.attr not in ("text", "body"):
        return False
    return node.attr == "body" or ast.unparse(node.value).endswith(TOLD)


def a_handler_takes_data_and_reads_no_words(source: Source) -> Iterator[str]:
    if not source.is_in("handlers") or source.is_in(*DOOR, *STILL_READ, TELLS_WHY):
        return
    for node in source.nodes:
        said = isinstance(node, ast.Attribute) and node.attr in ("words", "args")
        if isinstance(node, ast.Attribute) and said and ast.unparse(node.value).endswith("command"):
            yield source.at(node, "reads the words of a command")
    for name in source.imports:
        if below(name, "handlers.speech.sentences") or name == "handlers.speech.asking.question.understand":
            yield f"{source.name} reads a sentence with {name}"
