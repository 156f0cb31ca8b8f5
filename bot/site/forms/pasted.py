"""Names pasted into one field, a line each: "Lò Thị Mận, Phó Chủ tịch, Thường trực", or columns with tabs."""

import re

from bot.site.forms.kinds import one_line
from handlers.language.folding import fold
from handlers.language.persons import is_name
from handlers.language.phones import PHONE
from handlers.language.roster import NUMBERED
from handlers.said.names import NameSaid

HEAD = re.compile(r"(?:stt|tt)?\W*ho (?:va )?ten\b.*")
MOST_LINES, LONGEST_POST, LONGEST_GROUP = 300, 200, 80


def read_pasted(text: str) -> tuple[tuple[NameSaid, ...], str]:
    """The names, and what is wrong with the first line that is none."""
    names: list[NameSaid] = []
    lines = [line for line in enumerate(text.splitlines(), 1) if line[1].strip()]
    if len(lines) > MOST_LINES:
        return (), f"Dán nhiều nhất {MOST_LINES} dòng một lần; nhiều hơn thì gửi tệp Excel."
    for number, line in lines:
        if HEAD.fullmatch(fold(one_line(line))):
            continue
        said = _one(NUMBERED.sub("", line))
        if isinstance(said, str):
            return (), f"Dòng {number} (“{one_line(line)[:40]}”): {said}"
        names.append(said)
    return tuple(names), ""


def _one(line: str) -> NameSaid | str:
    """The person of a line, or what is wrong with it."""
    parts = [one_line(part) for part in re.split(r"\t" if "\t" in line.strip() else r"[,;]", line)]
    name, post, group = (*parts, "", "")[:3]
    if PHONE.search(line):
        return "danh sách không ghi số điện thoại; anh/chị bỏ số ra."
    if any(parts[3:]):
        return "nhiều hơn ba phần. Ghi họ tên, chức vụ, nhóm; chức vụ có dấu phẩy thì điền vào ô riêng."
    if not is_name(name):
        return "chưa phải họ tên đầy đủ."
    if len(post) > LONGEST_POST or len(group) > LONGEST_GROUP:
        return "chức vụ hoặc nhóm quá dài."
    return NameSaid(name, post or None, group or None)
