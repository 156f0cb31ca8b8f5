"""Which office must do what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.reading.blocks import DASH, LETTER, NUMBER, PLAIN, PLUS, ROW, STAR, sentences
from handlers.reading.draft import Duty, Line, Task
from handlers.reading.fields.delegates import delegate_sections
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import ASKED, OFFICE, POSTS, VERB, office_at_start, topics, trim, without_notes
from handlers.reading.tables import Table, read_tables
from handlers.reading.text import fold

_HEADING_KINDS = (NUMBER, LETTER, PLAIN, STAR)
_BULLETS = (DASH, PLUS, STAR)
_CLOSE = re.compile(
    r"^(tren day la|noi nhan|can cu ke hoach nay|trong qua trinh|thong tin lien he|moi chi tiet|moi thong "
    r"tin|(ban )?lien he|dau moi lien he)"
)
_FORMULA = re.compile(r"^(?:Đề nghị|Yêu cầu|Trên đây|Kế hoạch này)[^;]*\./\.$")
_SELF_ASK = re.compile(r"^[Đđ]ề nghị\s+(?=\S)")


@dataclass(slots=True)
class Found:
    """A duty while its tasks are still being gathered."""

    unit: str
    line: Line
    tasks: list[Task] = field(default_factory=list)


def read_duties(paper: Paper, scope: Node) -> tuple[Duty, ...]:
    """Every office of the duty sections with its tasks, in order."""
    found: list[Found] = list(_from_delegates(paper, scope))
    sections = duty_sections(paper, scope)
    rows = [
        row
        for table in read_tables(scope)
        if table.has("due") or any(above in sections for above in table.parent.path())
        for row in _from_table(paper, table)
    ]
    found += _merged(rows)
    for section in sections:
        paper.use(section.block)
        for child in section.children:
            found += _visit(paper, child, None)
    return tuple(_duty(item) for item in found if item.tasks)


def duty_sections(paper: Paper, scope: Node) -> list[Node]:
    """The sections that hand out work, none inside another."""
    found: list[Node] = []
    for node in scope.walk():
        if not node.label or node.block.kind == ROW or "duties" not in topics(node.label) or len(node.label) > 110:
            continue
        if (
            topics(node.label) & {"purpose", "closing"}
            or not node.children
            or any(above in found for above in node.path())
        ):
            continue
        if node.block.kind in _BULLETS and not node.children:
            continue
        found.append(node)
    return found


def _duty(found: Found) -> Duty:
    roles = {task.role for task in found.tasks}
    role = "lead" if "lead" in roles else "support" if "support" in roles else None
    return Duty(found.unit, role, tuple(found.tasks), found.line)


def _merged(found: list[Found]) -> list[Found]:
    """Rows of a table name the same office many times; they become one."""
    out: dict[str, Found] = {}
    for item in found:
        key = fold(item.unit)
        if key in out:
            out[key].tasks += item.tasks
        else:
            out[key] = item
    return list(out.values())


def task(text: str, line: Line) -> Task:
    """A task with its role: lead where it says "chủ trì", support where it opens with "phối hợp"."""
    words = fold(text)
    lead = re.search(r"\bchu tri\b(?! (hoi nghi|buoi|cuoc hop))", words[:160])
    support = re.match(r"(chu dong |co trach nhiem |tich cuc )?phoi hop\b", words)
    return Task(trim(text), "lead" if lead else "support" if support else None, line)


def _from_delegates(paper: Paper, scope: Node) -> Iterator[Found]:
    """A request that strayed into the list of delegates ("Đề nghị UBND các huyện mời …")."""
    for section in delegate_sections(paper, scope):
        for node in section.children:
            ask = _SELF_ASK.match(node.text)
            split = split_subject(node.text[ask.end() :]) if ask else None
            if split:
                paper.use(node.block)
                yield Found(split[0], node.line, [task(node.text, node.line)])


def _visit(paper: Paper, node: Node, unit: Found | None) -> list[Found]:
    if node.block.kind == ROW or _ends(node):
        return []
    paper.use(node.block)
    named = None if reversed_duty(node.text) and unit is None else named_unit(node)
    if named is not None:
        return _visit_named(paper, node, *named)
    own_actor = node.block.kind in (NUMBER, LETTER) and (node.children or split_subject(node.text))
    if unit is None or own_actor:
        return _visit_loose(paper, node)
    unit.tasks.append(task(node.text, node.line))
    return [item for child in node.children for item in _visit(paper, child, unit)]


def _ends(node: Node) -> bool:
    """Whether the duties are over: the closing words or the signature."""
    if _CLOSE.match(fold(node.text[:60])):
        return True
    return node.block.kind == PLAIN and bool(POSTS.match(node.text) or _FORMULA.match(node.text))


def named_unit(node: Node) -> tuple[str, str] | None:
    """(unit, run-in work) where the node is headed by an office."""
    text = node.text.rstrip(" ./")
    bold = node.block.bold
    asked = ASKED.match(text)
    if bold and bold != node.text and asked is None and office_at_start(bold) and (split_ok(bold) or ":" in bold):
        return without_notes(bold), node.text[len(bold) :].lstrip(" :")
    start = text[asked.end() :] if asked else text
    if not office_at_start(start):
        return None
    head, colon, rest = start.partition(":")
    if colon and len(head) < 200 and not _verb(without_notes(head)):
        return without_notes(head), rest.strip()
    if len(start) < 260 and not _verb(without_notes(start)) and (node.children or node.block.kind in _HEADING_KINDS):
        return without_notes(start), ""
    return None


def split_ok(head: str) -> bool:
    """Whether a bold opening is the name of an office and not a whole instruction."""
    return not _verb(head) and len(head) < 160


def _verb(text: str) -> re.Match[str] | None:
    return VERB.search(text)


def _visit_named(paper: Paper, node: Node, name: str, work: str) -> list[Found]:
    unit = Found(name, node.line)
    if work:
        at = node.text.find(work)
        unit.tasks += [task(part, node.block.line_at(at + start)) for start, part in sentences(work) if trim(part)]
    inner: list[Found] = []
    for child in node.children:
        own = _own_subject(child)
        if own is not None:
            paper.use(child.block)
            inner.append(Found(own[0], child.line, [task(own[1], child.line)]))
        else:
            inner += _visit(paper, child, unit) if child.block.kind != PLAIN else _paragraph(paper, child, unit)
    return [unit, *inner]


def _paragraph(paper: Paper, node: Node, unit: Found) -> list[Found]:
    if _ends(node):
        return []
    paper.use(node.block)
    unit.tasks += [task(part, node.block.line_at(start)) for start, part in sentences(node.text) if trim(part)]
    return [item for child in node.children for item in _visit(paper, child, unit)]


def _own_subject(node: Node) -> tuple[str, str] | None:
    """A bullet under one office that speaks of another ("Huyện Trưởng khối ban hành …")."""
    if node.block.kind not in _BULLETS or not node.text[:1].isupper() or not office_at_start(node.text):
        return None
    head, colon, rest = node.text.partition(":")
    if colon and len(head) < 120 and not _verb(without_notes(head)) and len(head.split()) > 2:
        return without_notes(head), rest.strip()
    split = split_subject(node.text)
    if (
        split
        and len(split[0].split()) <= 6
        and re.match(r"(ban hành|chịu trách nhiệm|có trách nhiệm|chủ trì)", split[1])
    ):
        return split[0], node.text
    return None


def _visit_loose(paper: Paper, node: Node) -> list[Found]:
    """A bullet that names its office itself, or a heading that only groups."""
    found: list[Found] = []
    ask = ASKED.match(node.text)
    turned = reversed_duty(node.text)
    if turned and not node.children:
        return [Found(turned[0], node.line, [task(turned[1], node.line)])]
    split = split_subject(node.text[ask.end() :] if ask else node.text)
    unit: Found | None = None
    if split:
        unit = Found(split[0], node.line, [task(split[1], node.line)])
        found.append(unit)
    for child in node.children:
        found += _visit(paper, child, unit)
    return found


def split_subject(text: str) -> tuple[str, str] | None:
    """("UBND tỉnh A", "chủ trì …") of "UBND tỉnh A chủ trì …"; None where no office opens the sentence."""
    if not OFFICE.match(text) or VERB.match(text[:1].lower() + text[1:]):
        return None
    verb = _verb(text[:260])
    if verb is None or verb.start() < 2:
        return None
    head = text[: verb.start()]
    name, colon, _ = head.partition(":")
    if colon and len(name) > 2:
        return without_notes(name), text[len(name) + 1 :].strip()
    if head.count("(") > head.count(")"):
        return None
    return without_notes(head), text[verb.start() :]


def reversed_duty(text: str) -> tuple[str, str] | None:
    """("Văn phòng Sở", "Trang trí hội trường") of "Trang trí hội trường: Văn phòng Sở"."""
    head, colon, rest = text.partition(":")
    name = without_notes(re.sub(r"\([^()]*$", "", rest))
    if (
        not colon
        or not 3 <= len(head) <= 160
        or not 3 <= len(name) <= 120
        or (office_at_start(head) and not _verb(head))
    ):
        return None
    if (
        topics(head) & {"time", "venue", "delegates"}
        or not office_at_start(name)
        or not name[0].isupper()
        or _verb(name)
    ):
        return None
    return name, trim(head)


def _from_table(paper: Paper, table: Table) -> Iterator[Found]:
    if not table.has("title", "who"):
        return
    for row in table.rows:
        title, who = trim(row.cells.get("title", "")), trim(row.cells.get("who", ""))
        if title and who:
            paper.use(row.block, *([table.header] if table.header else []))
            yield Found(without_notes(who), row.block.line, [Task(title, "lead", row.block.line)])
        helper = trim(row.cells.get("helpers", ""))
        if title and helper:
            yield Found(without_notes(helper), row.block.line, [Task(title, "support", row.block.line)])
