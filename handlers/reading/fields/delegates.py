"""Who is invited and how many."""

import re
from collections.abc import Iterator
from dataclasses import replace

from handlers.language.dates import leading_hours
from handlers.language.folding import fold
from handlers.reading.blocks import DASH, LETTER, NUMBER, PLAIN, PLUS, ROW, STAR
from handlers.reading.draft import DelegateGroup, Line
from handlers.reading.fields.group_lines import groups_of_line
from handlers.reading.fields.headcounts import ABOUT, HEADS, QUOTA, TOTAL_FIRST, counted
from handlers.reading.outline import Node, stands_in
from handlers.reading.paper import Paper
from handlers.reading.phrases import pieces, topics, trim
from handlers.reading.tables import Row, read_tables

_TOTAL = re.compile(rf"(\d{{1,3}}(?:[.]\d{{3}})*|\d{{1,5}})\s*{HEADS}", re.IGNORECASE)
_SUM_LABEL = re.compile(r"(du kien )?(tong )?so luong|quy mo|tong |du kien")
_ACT = re.compile(r"(?:Đón|Giới thiệu|Mời đại biểu|Tiễn|Tặng quà)\s")
_NAMED = re.compile(r"thanh phan|doi tuong|dai bieu|khach moi|nguoi tham du|so luong|quy mo")
_SUM_LINE = re.compile(r"(?:Tổng )?[Cc]ộng\s*:|Tổng (?:số|cộng)\b")
_COSTS = re.compile(r"\d{3}\s*đồng(?! chí)|=\s*\d")  # a sum of money counts nobody
_ASKING = re.compile(r"^(Đề nghị|Kính đề nghị|Yêu cầu|Giao|Lưu ý|Ghi chú|Đại biểu (?:mặc|có mặt|mang))")
_WHOLE = re.compile(rf"^(?:dự kiến|tổng|toàn|cả)\b[^:;]*(?:toàn|tổng|cả|khoảng)[^:;]*\d\s*{HEADS}\W*$", re.IGNORECASE)
_LEADS_ON = re.compile(r"(gom|bao gom|nhu sau|sau day|cu the|trong do) *:$|^(thanh phan|doi tuong)")
_EACH = re.compile(r"^(trong do|gom|cu the|bao gom)\b")
_BULLETS = (DASH, PLUS, STAR)
_MARKED = (NUMBER, LETTER, *_BULLETS)


def delegate_sections(paper: Paper, scope: Node) -> list[Node]:
    """The sections that say who takes part, none inside another or inside the duties."""
    found: list[Node] = []
    for node in paper.about("delegates", scope):
        about = topics(node.label)
        other = about & {"agenda", "time"} or (about & {"purpose", "duties"} and not node.body)
        if other or node.block.kind == ROW or paper.within(node, "duties", "closing") or _speaks(node.label):
            continue
        if leading_hours(node.body) or _ACT.match(node.text):
            continue  # "Đón tiếp đại biểu: từ 18h30" stands in the programme
        if not any(above in found for above in node.path()):
            found.append(node)
    return found


def _speaks(label: str) -> bool:
    """Whether a long label only mentions those who take part ("Phần trao đổi chia hai phòng, đại biểu chọn một")."""
    words = fold(label)
    spot = _NAMED.search(words)
    return bool(spot and spot.start() > 24 and not topics(label[: spot.start()]))


def expected(paper: Paper, scope: Node) -> tuple[int | None, Line]:
    """The stated total of those expected: at the head of a section, in its sum, in its table, in a line of its own."""
    sections = delegate_sections(paper, scope)
    heads = [node for section in sections for node in (section, *filter(_may_sum, section.children[:3]))]
    sums = [node for section in sections for node in section.walk() if _SUM_LINE.match(node.text)]
    for node in (*heads, *sums):
        total = _total(node.text)
        if total:
            paper.use(node.block)
            return total[0], node.block.line_at(total[1])
    for section in sections:
        for row, name, count in _counted_rows(paper, section):
            if count and _is_sum(name):
                return count, row.block.line
    for node in paper.about("delegates", scope):
        total = _total(node.body) if _SUM_LABEL.match(fold(node.label)) else None
        if total:
            return total[0], node.line
    return None, None


def _may_sum(node: Node) -> bool:
    """Whether a line at the head of the section may state the whole ("Đại biểu dự kiến 300 người:")."""
    introduces = node.text.endswith(":") and bool(node.children) and re.search(r"dự kiến|khoảng|tổng", node.text)
    return node.block.kind == PLAIN or bool(introduces or _SUM_LABEL.match(fold(node.text)))


def _total(text: str) -> tuple[int, int] | None:
    """The first figure of people that is not a quota of each unit, and where it stands."""
    listed = text.count(";") > 0 and len(_TOTAL.findall(text)) > 1
    for match in _TOTAL.finditer(text):
        one_of_many = listed and re.search(r"\([^()]*$", text[: match.start()]) and text[match.end() :].startswith(")")
        if not QUOTA.search(text[: match.start()]) and not one_of_many:
            return int(match.group(1).replace(".", "")), match.start()
    return None


def read_groups(paper: Paper, scope: Node) -> tuple[DelegateGroup, ...]:
    """Every invited group, with the heading it stands under."""
    return tuple(group for section in delegate_sections(paper, scope) for group in _from_section(paper, section))


def read_common_groups(paper: Paper, apart: list[Node]) -> tuple[DelegateGroup, ...]:
    """The groups of those sections that stand in none of the nodes `apart`."""
    common = [section for section in delegate_sections(paper, paper.root) if not stands_in(section, apart)]
    return tuple(group for section in common for group in _from_section(paper, section))


def _from_section(paper: Paper, section: Node) -> Iterator[DelegateGroup]:
    paper.use(section.block)
    yield from _from_opening(section)
    lead: str | None = None
    for child in section.children:
        lead = _leads(child) if child.block.kind == PLAIN else lead
        yield from (replace(group, section=group.section or lead) for group in _from_child(paper, child))
    yield from _from_tables(paper, section)


def _leads(node: Node) -> str | None:
    """ "Khách mời:" over the bullets that stand beside it; None where a line leads to none."""
    after = node.parent.children[node.at + 1 : node.at + 2] if node.parent else []
    bare = node.text.endswith(":") and len(node.text) < 80 and not _TOTAL.search(node.text)
    if not bare or not after or after[0].block.kind not in (DASH, PLUS, STAR):
        return None
    return None if _LEADS_ON.search(fold(node.text)) else _section_name(node)


def _from_opening(section: Node) -> Iterator[DelegateGroup]:
    """Sums in the heading ("…, trong đó đại biểu tỉnh: 85 người; …") or a run-in list."""
    inside = re.search(r"trong đó:?\s*([^()]*\d[^()]*)\)?", section.text)
    if inside:
        for piece in pieces(inside.group(1)):
            name, count = counted(piece)
            if count is not None:
                yield DelegateGroup(None, name, count, section.line)
        return
    marked = [c for c in section.children if c.block.kind in _MARKED]
    if not marked and section.body and not _states_sum(section):
        body = TOTAL_FIRST.sub("", section.body)
        for piece in pieces(body):
            name, count = counted(piece)
            if len(name) > 3 and not re.fullmatch(r"[\d\s]*", name) and not _only_total(piece):
                yield DelegateGroup(None, name, count, section.line)


def _states_sum(section: Node) -> bool:
    """ "Quy mô: khoảng 160 đại biểu dự trực tiếp; …" says how many, not who."""
    counts_first = re.match(rf"{ABOUT}\d", section.body, re.IGNORECASE)
    return bool(_SUM_LABEL.match(fold(section.label)) and counts_first) and not re.search(r"gồm|trong đó", section.body)


def _only_total(text: str) -> bool:
    """Whether the words state nothing but a sum ("Dự kiến mời 110 đại biểu. Trong đó:")."""
    rest = re.sub(
        r"^(?:tong so|so luong|du kien|khoang|moi|tong cong|thanh phan|tham du|tham gia|gom|dai bieu(?= *:)|[:\s])+",
        "",
        fold(text),
    )
    rest = re.sub(r"[\s.:,;(]*(?:trong do|gom|bao gom|gom co|cu the)?[\s.:)]*$", "", rest)
    return bool(re.fullmatch(r"\d{1,5}\s*[a-z/ ]{0,14}", rest)) and bool(_TOTAL.search(text))


def _names_no_group(text: str) -> bool:
    """A total, what holds for each, a sum, a cost, a request."""
    if _only_total(text) or _WHOLE.match(text) or _EACH.match(fold(text)):
        return True
    return any(rule.match(text) for rule in (_SUM_LINE, _ASKING)) or _COSTS.search(text) is not None


def _is_total_of_parts(child: Node) -> bool:
    """ "Tổng số 120 đại biểu, trong đó:", whose parts follow."""
    alone = child.block.kind == PLAIN and not child.children
    return alone and _TOTAL.search(child.text) is not None and "rong đó" in child.text


def _from_child(paper: Paper, child: Node) -> Iterator[DelegateGroup]:
    if child.block.kind == ROW or _names_no_group(child.text) or _is_total_of_parts(child):
        return
    if child.label and len(child.label) < 60 and topics(child.label) & {"time", "venue", "chairs"}:
        return
    if child.children and all(below.block.kind == ROW for below in child.children):
        return  # its table tells who comes
    paper.use(child.block)
    if child.children and any(c.block.kind in _MARKED for c in child.children):
        yield from _from_group(paper, child)
    else:
        yield from groups_of_line(child)


def _from_group(paper: Paper, node: Node) -> Iterator[DelegateGroup]:
    section = _section_name(node)
    for child in node.children:
        if child.block.kind in _MARKED and not _ASKING.match(child.text):
            paper.use(child.block)
            if child.children and any(c.block.kind in _MARKED for c in child.children):
                yield from _from_group(paper, child)
                continue
            name, count = counted(child.text)
            if name:
                yield DelegateGroup(section, name, count, child.line)


def _section_name(node: Node) -> str:
    bare = re.sub(rf":\s*{ABOUT}\d{{1,5}}\s*{HEADS}.*$", "", node.text, flags=re.IGNORECASE | re.DOTALL)
    name, _ = counted(re.sub(r",?\s*(?:gồm|trong đó|bao gồm|cụ thể)\s*:?\s*$", "", bare.rstrip(" .;:")))
    return trim(name)


def _from_tables(paper: Paper, section: Node) -> Iterator[DelegateGroup]:
    for row, name, count in _counted_rows(paper, section):
        if not _is_sum(name):
            yield DelegateGroup(_table_heading(row, section), name, count, row.block.line)


def _table_heading(row: Row, section: Node) -> str | None:
    """The heading the table of this row stands under, where that is not the section itself."""
    above = next((node for node in section.walk() if any(child.block is row.block for child in node.children)), section)
    return None if above is section else _section_name(above)


def _counted_rows(paper: Paper, section: Node) -> Iterator[tuple[Row, str, int | None]]:
    for table in read_tables(section):
        key = "title" if table.has("title") else "who"
        if not table.has("count") or not table.has(key):
            continue
        for row in table.rows:
            if any(_is_sum(cell) for cell in row.cells.values()) and not _is_sum(row.cells.get(key, "")):
                continue  # its sum stands under other headings because the first cell was left out
            name, count = trim(row.cells.get(key, "")), re.search(r"\d+", row.cells.get("count", ""))
            if name:
                paper.use(row.block, *([table.header] if table.header else []))
                yield row, name, int(count.group()) if count else None


def _is_sum(name: str) -> bool:
    return fold(name).startswith(("tong", "cong"))
