"""Periods, days to remember, requirements and money."""

import re
from collections.abc import Iterator

from handlers.language.dates import find_days
from handlers.language.folding import fold
from handlers.reading.blocks import DASH, LETTER, NUMBER, PLUS, ROW, STAR, sentences
from handlers.reading.draft import BudgetLine, Observance, Period
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import topics, trim
from handlers.reading.tables import read_tables

_STRETCH = re.compile(
    r"^(?:(?:Từ\s+ngày|Từ|Giai đoạn|Đợt|Bước|Vòng|Thời gian|Quý|Tháng|Tuần)\b.{0,60})?"
    r"\d{1,2}(?:[/.-]|\s*tháng\s*)\d{1,2}.*?(?:đến|-|–|→)",
    re.IGNORECASE,
)
_FEWEST_DAYS = 3
_ITEMS = (NUMBER, LETTER, DASH, PLUS, STAR)
_TWO_DAYS = (
    r"(?:[Tt]ừ\s+)?(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}\S*\s*(?:đến|tới|-|–|→)\s*(?:hết\s+)?(?:ngày\s+)?"
    r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?"
)
_STRETCH_FIRST = re.compile(rf"^(?P<days>{_TWO_DAYS})\s*:\s*(?P<what>\S.{{4,}})$", re.DOTALL)
_STRETCH_LAST = re.compile(rf"^(?P<what>[^:;.]{{4,80}}):\s*(?P<days>[Tt]ừ\s+{_TWO_DAYS})(?=\W|$)", re.DOTALL)
_ABOUT_TIME = re.compile(r"thoi gian|han |dang ky|nop|gui|nhan|thoi han|dia diem")
_DEMANDS = (
    r"^(viec|yeu cau|dam bao|bao dam|cac |cong tac|noi dung|hinh thuc)"
    r"|^(hoi nghi|dai hoi|buoi le|le|hoi thi|cuoc thi) [^.;]{0,30}?(phai|bao dam|dam bao|can )"
)
_REMEMBERED = re.compile(
    r"(?:^|[;,:.]\s*|như:\s*|(?:mừng|nhân dịp|nhân|dịp|hưởng ứng|kỷ niệm|và|theo)\s+)"
    r"((?:Ngày|ngày|Quốc|Cách mạng|Kỷ niệm|kỷ niệm|Tết"
    r"|Lễ)[^;:()]{3,110}?)\s*\((\d{1,2})/(\d{1,2})\)"
)
_MONEY = r"(\d{1,3}(?:[.,]\d{3})+|\d{4,})\s*(?:đồng|đ\b|vnđ|vnd)"
_BUDGET = re.compile(
    rf"^(.{{3,120}}?)\s*[:=]\s*(?:(\d{{1,5}})\s*[^\d=x×]{{1,20}}?\s*[x×*]\s*"
    rf"(?:\d{{1,3}}\s*[^\d=x×]{{1,20}}?\s*[x×*]\s*)?"
    rf"{_MONEY}[^=]*=\s*)?{_MONEY}",
    re.IGNORECASE,
)
_SUM_NAMED = re.compile(rf"(?:dự kiến|khoảng|số tiền|tổng)[^.;\d]{{0,40}}{_MONEY}", re.IGNORECASE)
_TOTAL = re.compile(r"^(tong (cong|kinh phi|so|du toan)|cong)\b|^tong *(:|=|$)")


def read_periods(paper: Paper) -> tuple[Period, ...]:
    """Stretches of the year with what happens in them: as headings, or as items of one line."""
    found: list[Period] = []
    for node in paper.root.walk():
        if node.block.kind == ROW:
            continue
        period = _headed(paper, node) if node.children else _of_one_line(paper, node)
        if period:
            found.append(period)
    return tuple(found)


def _headed(paper: Paper, node: Node) -> Period | None:
    """ "Từ ngày 01/01 đến ngày 30/6" with what is listed under it."""
    if len(node.text) > 140 or not _STRETCH.match(node.text):
        return None
    days = [day.value for day in find_days(node.text, paper.since) if day.value]
    if len(days) < 2 or (days[-1] - days[0]).days < _FEWEST_DAYS:
        return None
    paper.use(node.block, *(c.block for c in node.children))
    return Period(days[0], days[-1], tuple(trim(c.text) for c in node.children), node.line)


def _of_one_line(paper: Paper, node: Node) -> Period | None:
    """ "Từ 01/9 đến 15/10/2025: in kỷ yếu", or "Vòng cấp xã: từ ngày 10/5 đến ngày 20/6/2024"."""
    before = _STRETCH_FIRST.match(node.text)
    behind = _STRETCH_LAST.match(node.text) if not before else None
    match = before or behind
    if match is None or node.block.kind not in _ITEMS or (behind and _ABOUT_TIME.match(fold(match.group("what")))):
        return None
    dated = re.sub(r"(?<![-/\d])(\d{1,2})-(\d{1,2})(?![-/\d])", r"\1/\2", match.group("days"))
    days = [day.value for day in find_days(dated, paper.since) if day.value]
    if len(days) != 2 or (days[1] - days[0]).days < _FEWEST_DAYS:
        return None
    paper.use(node.block)
    return Period(days[0], days[1], (trim(match.group("what")),), node.line)


def read_observances(paper: Paper) -> tuple[Observance, ...]:
    """Yearly days, each once, in calendar order."""
    found: dict[tuple[int, int], Observance] = {}
    for block in paper.blocks:
        for match in _REMEMBERED.finditer(block.text) if "/" in block.text else ():
            day, month = int(match.group(2)), int(match.group(3))
            if 1 <= day <= 31 and 1 <= month <= 12:
                paper.use(block)
                found.setdefault(
                    (month, day), Observance(day, month, trim(match.group(1)), block.line_at(match.start(1)))
                )
    return tuple(found[key] for key in sorted(found))


def read_requirements(paper: Paper) -> tuple[str, ...]:
    """What the paper demands of the meeting, a sentence or bullet each."""
    found: list[str] = []
    for section in paper.about("requirements"):
        inner = [c for c in section.children if topics(c.label) & {"purpose", "requirements"} and c.label]
        if section.block.kind == ROW or inner:
            continue
        both = "purpose" in topics(section.label)
        for text in ([section.body] if section.body else []) + [
            c.text for c in section.children if c.block.kind != ROW
        ]:
            if both and not re.match(_DEMANDS, fold(text)):
                continue
            found += (
                [trim(s) for _, s in sentences(text)]
                if section.children and section.children[0].block.kind == "plain"
                else [trim(text)]
            )
        paper.use(section.block, *(c.block for c in section.children))
    found += _common_orders(paper)
    return tuple(text for text in dict.fromkeys(found) if text)


def _common_orders(paper: Paper) -> Iterator[str]:
    """Orders of a paper with several meetings that belong to none of them."""
    if len(paper.found.get("events", ())) < 2:
        return
    for section in paper.about("duties"):
        for child in section.children:
            if child.block.kind != ROW and child.line not in paper.used:
                paper.use(child.block)
                yield trim(child.text)


def _money(text: str) -> int:
    return int(re.sub(r"[.,]", "", text))


def read_budget(paper: Paper) -> tuple[BudgetLine, ...]:
    """Costs, from lines "việc: 20 bó x 200.000 đồng = …" and from tables."""
    found: list[BudgetLine] = []
    sections = list(paper.about("budget"))
    for node in paper.root.walk():
        row = _budget_line(node) if node.block.kind != ROW and node not in sections and "đ" in node.text else None
        if row and (row.unit_price or any(above in sections for above in node.path())):
            paper.use(node.block)
            found.append(row)
    return (*found, *_budget_rows(paper))


def _budget_line(node: Node) -> BudgetLine | None:
    match = _BUDGET.match(node.text)
    if not match or _TOTAL.match(fold(match.group(1))):
        return None
    quantity, price, amount = match.group(2), match.group(3), match.group(4)
    return BudgetLine(
        trim(match.group(1)),
        int(quantity) if quantity else None,
        _money(price) if price else None,
        _money(amount),
        node.line,
    )


def _budget_rows(paper: Paper) -> Iterator[BudgetLine]:
    for table in read_tables(paper.root):
        if not table.has("amount", "title"):
            continue
        for row in table.rows:
            item, amount = trim(row.cells.get("title", "")), _number(row.cells.get("amount", ""))
            if item and amount and not _TOTAL.match(fold(item)):
                paper.use(row.block, *([table.header] if table.header else []))
                yield BudgetLine(
                    item,
                    _number(row.cells.get("count", "")),
                    _number(row.cells.get("price", "")),
                    amount,
                    row.block.line,
                )


def _number(text: str) -> int | None:
    match = re.search(r"\d{1,3}(?:[.,]\d{3})+|\d+", text)
    return _money(match.group()) if match else None


def read_budget_total(paper: Paper) -> int | None:
    """The stated sum of the costs; where nothing is itemised, the sum that the section on money names."""
    for block in paper.blocks:
        if _TOTAL.match(fold(block.text[:40])):
            match = re.search(_MONEY, block.text, re.IGNORECASE) or re.search(r"(\d{1,3}(?:[.,]\d{3}){2,})", block.text)
            if match:
                paper.use(block)
                return _money(match.group(1))
    for section in paper.about("budget") if not paper.found.get("budget") else ():
        for node in section.walk():
            match = _SUM_NAMED.search(node.text) if node.block.kind != ROW else None
            if match:
                paper.use(node.block)
                return _money(match.group(1))
    return None
