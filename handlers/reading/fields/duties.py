"""Which office must do what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.language.folding import fold
from handlers.reading.blocks import DASH, LETTER, NUMBER, PLAIN, PLUS, ROW, STAR, sentences
from handlers.reading.draft import Duty, Line, Task
from handlers.reading.fields.delegates import delegate_sections
from handlers.reading.fields.subjects import find_verb, named_unit, reversed_duty, split_subject
from handlers.reading.outline import Node, stands_in
from handlers.reading.paper import Paper
from handlers.reading.phrases import ASKED, POSTS, VERB, office_at_start, pieces, topics, trim, without_notes
from handlers.reading.tables import Table, read_tables

_BULLETS = (DASH, PLUS, STAR)
_CLOSE = re.compile(
    r"^(tren day la|noi nhan|can cu ke hoach nay|(trong )?qua trinh (thuc hien|to chuc|trien khai)"
    r"|thong tin (chi tiet |them )?(xin )?lien he|(moi|xin|can) (chi tiet|thong tin|vuong mac|y kien)"
    r"|nhan duoc ke hoach nay|thong tin can|dau moi *:|cac (don vi|co quan) can trao doi|thac mac lien he"
    r"|(xin |vui long |ban )?lien he *(:|voi|theo so|qua so)|dau moi lien he)"
)
_FORMULA = re.compile(r"^(?:Đề nghị|Yêu cầu|Trên đây|Kế hoạch này)[^;]*\./\.$")
_EVERYONE = re.compile(r"(?:[Cc]ác|[Qq]uý|[Tt]oàn thể)\s+(?:đồng chí|đại biểu|đ/c|vị)(?![a-zà-ỹ])")
_GIVEN = re.compile(r"^Giao\s+(?:cho\s+)?")
_SEVERAL = re.compile(r"(?!Các|Lãnh đạo|Đại diện|Thành viên)[^,]{6,60}(?:, |;| và )[A-ZĐ][^,]{5,60}")
_LED_BY = re.compile(
    r"(?:do\s+)?(?:đồng chí|đ/c|ông|bà)\s[^.;]{5,120}?\slàm\s(?:trưởng|tổ trưởng|phó|chủ nhiệm)[^.;]{0,40}\.?$",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"(?:,|\(|-|–|;)\s*(?:so )?(?:dien thoai|dt|sdt|di dong|e-?mail|thu dien tu|fax|hotline|zalo)\b"
    r"|\+?\d(?:[ .-]?\d){7,}"
)
_NUMBER_FIRST = re.compile(
    r"(?:(?:so )?(?:dien thoai|dt|sdt|email|fax|hotline)\s*:?\s*)?\+?\d(?:[ .-]?\d){7,}|\S+@\S+\.\w+"
)
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
        if any(above in sections for above in table.parent.path())
        or (table.has("due") and (not sections or table.has("helpers")))
        for row in _from_table(paper, table)
    ]
    found += _merged(rows)
    for section in sections:
        paper.use(section.block)
        for child in section.children:
            found += _visit(paper, child, None)
    for node in scope.walk():
        if node.block.kind in (NUMBER, LETTER) and node.text.startswith("Đối với ") and node.line not in paper.used:
            found += _visit(paper, node, None) if node.children and named_unit(node) else []
    found += _inline(paper, scope)
    return _duties(found)


def _duties(found: list[Found]) -> tuple[Duty, ...]:
    """Each office once; a line that says how to reach one gives it no work."""
    return tuple(_duty(item) for item in _merged([item for item in found if item.tasks and not _is_contact(item)]))


def _is_contact(item: Found) -> bool:
    """ "Văn phòng UBND phường, điện thoại: 0200…": the telephone stands in the name, or in place of the work."""
    return bool(_REACHED.search(fold(item.unit)) or all(_NUMBER_FIRST.match(fold(task.text)) for task in item.tasks))


def read_common_duties(paper: Paper, apart: list[Node]) -> tuple[Duty, ...]:
    """The offices of those duty sections that stand in none of the nodes `apart`."""
    found: list[Found] = []
    for section in duty_sections(paper, paper.root):
        if stands_in(section, apart):
            continue
        paper.use(section.block)
        for child in section.children:
            found += _visit(paper, child, None)
    return _duties(found)


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


def _inline(paper: Paper, scope: Node) -> Iterator[Found]:
    """ "Phân công: Đoàn xã A chuẩn bị sân bãi; Đoàn xã B phụ trách lửa trại." hands out work in one line."""
    for node in scope.walk():
        asked = _GIVEN.match(node.text) if node.line not in paper.used and node.block.kind in _BULLETS else None
        split = split_subject(node.text[asked.end() :]) if asked else None
        if split:
            paper.use(node.block)
            yield Found(split[0], node.line, [task(split[1], node.line)])
    for node in paper.about("duties", scope):
        if node.children or not node.body or node.block.kind == ROW or len(node.label) > 60 or node.line in paper.used:
            continue
        for part in (piece for _, sentence in sentences(node.body) for piece in pieces(sentence)):
            split = split_subject(part)
            if split:
                paper.use(node.block)
                yield Found(split[0], node.line, [task(split[1], node.line)])


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
    support = re.search(r"(^|; |de nghi )(chu dong |co trach nhiem |tich cuc )?phoi hop\b", words[:400])
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
    if unit is None or _has_own_actor(node) or _asks_another(node):
        return _visit_loose(paper, node)
    unit.tasks.append(task(node.text, node.line))
    return [item for child in node.children for item in _visit(paper, child, unit)]


def _has_own_actor(node: Node) -> bool:
    """A numbered item that names its office itself, or groups bullets that do."""
    if node.block.kind not in (NUMBER, LETTER):
        return False
    return bool(split_subject(node.text)) or any(child.block.kind != PLAIN for child in node.children)


def _asks_another(node: Node) -> bool:
    """A paragraph under one office that turns to another: "Giao Phòng Tổng hợp theo dõi …"."""
    ask = ASKED.match(node.text) if node.block.kind == PLAIN else None
    return bool(ask and split_subject(node.text[ask.end() :]))


def _ends(node: Node) -> bool:
    """Whether the duties are over: the closing words or the signature."""
    if _CLOSE.match(fold(node.text[:60])):
        return True
    return node.block.kind == PLAIN and bool(POSTS.match(node.text) or _FORMULA.match(node.text))


def _visit_named(paper: Paper, node: Node, name: str, work: str) -> list[Found]:
    unit = Found(name, node.line)
    if work and not re.fullmatch(r"\([^()]*\)[.:;]*", work):
        at = node.text.find(work)
        unit.tasks += [task(part, node.block.line_at(at + start)) for start, part in _work(work)]
    inner: list[Found] = []
    for child in node.children:
        own = _own_subject(child)
        if own is not None:
            paper.use(child.block)
            inner.append(Found(own[0], child.line, [task(own[1], child.line)]))
        else:
            apart = child.block.kind == PLAIN and bool(work) and child.block.gap  # it closes the list, not this office
            inner += (
                ([] if _ends(child) else _visit_loose(paper, child)) if apart
                else _visit(paper, child, unit) if child.block.kind != PLAIN
                else _paragraph(paper, child, unit)
            )  # fmt: skip
    return [unit, *inner]


def _work(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of what an office does; who leads it is no work of its own."""
    return ((start, part) for start, part in sentences(text) if trim(part) and not _LED_BY.match(part))


def _paragraph(paper: Paper, node: Node, unit: Found) -> list[Found]:
    if _ends(node) or _asks_another(node):
        return [] if _ends(node) else _visit_loose(paper, node)
    paper.use(node.block)
    unit.tasks += [task(part, node.block.line_at(start)) for start, part in sentences(node.text) if trim(part)]
    return [item for child in node.children for item in _visit(paper, child, unit)]


def _own_subject(node: Node) -> tuple[str, str] | None:
    """A bullet under one office that speaks of another ("Huyện Trưởng khối ban hành …")."""
    if node.block.kind not in _BULLETS or not node.text[:1].isupper() or not office_at_start(node.text):
        return None
    if VERB.match(node.text[:1].lower() + node.text[1:]):
        return None
    head, colon, rest = node.text.partition(":")
    if colon and len(head) < 120 and not find_verb(without_notes(head)) and len(head.split()) > 2:
        return without_notes(head), rest.strip()
    split = split_subject(node.text)
    if split is None:
        return None
    if len(split[0].split()) <= 6 and re.match(r"(ban hành|chịu trách nhiệm|có trách nhiệm|chủ trì)", split[1]):
        return split[0], node.text
    return split if _SEVERAL.match(split[0]) else None


def _visit_loose(paper: Paper, node: Node) -> list[Found]:
    """A bullet that names its office itself, or a heading that only groups."""
    found: list[Found] = []
    ask = ASKED.match(node.text)
    turned = reversed_duty(node.text)
    if turned and not node.children:
        return [Found(turned[0], node.line, [task(turned[1], node.line)])]
    split = split_subject(node.text[ask.end() :] if ask else node.text)
    if split and ask and _EVERYONE.match(split[0]):
        return found
    unit: Found | None = None
    if split:
        first, *others = _each_subject(node.text[ask.end() :] if ask else node.text) or [split]
        unit = Found(first[0], node.line, [task(first[1], node.line)])
        found += [unit, *(Found(name, node.line, [task(work, node.line)]) for name, work in others)]
    for child in node.children:
        found += _visit(paper, child, unit)
    return found


def _each_subject(text: str) -> list[tuple[str, str]]:
    """ "Xã A chuẩn bị sân; Xã B phụ trách lửa trại" hands out work twice; empty where a clause names nobody."""
    parts = pieces(text)
    splits = [split_subject(part) if part[:1].isupper() else None for part in parts]
    return [split for split in splits if split] if len(parts) > 1 and all(splits) else []


def _from_table(paper: Paper, table: Table) -> Iterator[Found]:
    if not table.has("title", "who"):
        return
    for row in table.rows:
        title, who = trim(row.cells.get("title", "")), trim(row.cells.get("who", ""))
        if title and who:
            paper.use(row.block, *([table.header] if table.header else []))
            role = task(title, row.block.line).role or "lead"
            yield Found(without_notes(who), row.block.line, [Task(title, role, row.block.line)])
        helper = trim(row.cells.get("helpers", ""))
        if title and helper:
            yield Found(without_notes(helper), row.block.line, [Task(title, "support", row.block.line)])
