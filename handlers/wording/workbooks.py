"""What is said about a workbook that somebody filled in and handed back."""

from collections.abc import Iterable, Sequence

from handlers.messages import escape
from handlers.reading.sheets import filled, grid, heads, rows
from handlers.reading.sheets.disagreeing import Disagreement
from handlers.reading.sheets.filled import Beside, Unfit
from handlers.reading.sheets.rows import Left, Wrong

DAMAGED = "Không đọc được tệp này, nên chưa ghi gì. Anh/chị tải lại mẫu .xlsx, điền rồi gửi lại."
NO_CONTENT = "Tệp này trống, nên chưa ghi gì. Anh/chị chọn đúng tệp đã điền rồi gửi lại."
TOO_BIG = "Tệp này mở ra quá lớn, nên chưa ghi gì. Anh/chị chép phần đã điền sang tệp mẫu mới rồi gửi lại."
OLD_OR_LOCKED = (
    "Tệp này là bản .xls cũ hoặc có mật khẩu, nên chưa ghi gì. Anh/chị mở bằng Excel, bỏ mật khẩu, lưu lại thành .xlsx "
    "rồi gửi lại."
)
OPEN_DOCUMENT = "Tệp này là bảng tính .ods, nên chưa ghi gì. Anh/chị mở ra, lưu lại thành .xlsx rồi gửi lại."
BINARY = "Tệp này là bảng tính .xlsb, nên chưa ghi gì. Anh/chị mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
PLAIN_TEXT = (
    "Tệp này là văn bản thường hoặc .csv, nên chưa ghi gì. Anh/chị mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
)
NO_WORKBOOK = "Tệp này không phải bảng tính .xlsx, nên chưa ghi gì. Anh/chị tải mẫu, điền rồi gửi lại."
SECRET = (
    "Tệp có dấu chỉ độ mật nên không được đọc và không được lưu. Anh/chị xử lý theo quy định bảo vệ bí mật nhà nước."
)
MAYBE_SECRET = (
    "Tệp có chữ “MAT” đứng riêng, có thể là dấu chỉ độ mật, nên chưa đọc và chưa lưu. Nếu không phải, anh/chị sửa chữ ấy "
    "rồi gửi lại."
)
SHEET_EMPTY = "Tệp chưa có dòng nào được điền, nên chưa ghi gì."
MOST_TOLD = 8
COLUMNS = {"kind": "Loại", "invited": "Mời", "quota": "Chỉ tiêu", "host": "Đăng cai"}

_WANTED = {
    heads.NAMES: "cần cột “Họ và tên” (có thể thêm “Chức vụ”, “Nhóm”), hoặc hai cột “Nhóm” và “Số người”",
    heads.UNITS: "cần cột “Đơn vị” (có thể thêm “Loại”, “Mời”, “Chỉ tiêu”, “Người liên hệ”, “Điện thoại”)",
}
_PLACE = {heads.NAMES: "danh sách đoàn", heads.UNITS: "danh sách đơn vị"}
_LEFT = {
    rows.TOTAL: "dòng cộng",
    rows.NOTE: "ghi chú, chữ ký",
    rows.HEADING: "dòng tiêu đề",
    rows.HIDDEN: "dòng đang ẩn hoặc bị lọc",
    filled.EMPTY: "chưa có số",
}


HERE = "Ở đây"


def unfit(wanted: str, found: Unfit, where: str = "Trang này") -> str:
    """Why a workbook is not taken, and which one is wanted `where` (`heads.NAMES` or `heads.UNITS`)."""
    template = f"{where} nhận mẫu {_PLACE[wanted]}: {_WANTED[wanted]}."
    if found.why == filled.EXPORT:
        return f"Đây là bảng số liệu tải về để xem, không phải mẫu để điền, nên chưa ghi gì. {template}"
    if found.why in _PLACE:
        return f"Đây là {_PLACE[found.why]}, nên chưa ghi gì. {template}"
    if found.why == filled.HIDDEN_SHEET:
        return "Trang có dữ liệu đang bị ẩn, nên chưa ghi gì. Anh/chị bỏ ẩn trang ấy rồi gửi lại."
    if found.why == filled.SEVERAL:
        titles = ", ".join(f"“{escape(title)}”" for title in found.sheets)
        return f"Tệp có nhiều trang giống nhau ({titles}), chưa rõ lấy trang nào, nên chưa ghi gì. Anh/chị để lại một trang."
    return f"Tệp này không theo mẫu, nên chưa ghi gì. {template}"


def wrong(faults: Sequence[tuple[str, Wrong]]) -> str:
    """Every cell that cannot be taken, with its sheet and row; nothing was recorded."""
    told = "; ".join(f"trang “{escape(title)}” {_fault(fault)}" for title, fault in faults[:MOST_TOLD])
    more = f"; và {len(faults) - MOST_TOLD} chỗ nữa" if len(faults) > MOST_TOLD else ""
    return f"Chưa ghi gì: {told}{more}. Anh/chị sửa rồi gửi lại cả tệp."


def _fault(fault: Wrong) -> str:
    words, heading = escape(fault.words[:40]), escape(fault.heading[:40])
    at = f"dòng {fault.row}"
    return {
        grid.ERROR: f"{at}, cột “{heading}”: ô bị lỗi {words}",
        grid.FORMULA: f"{at}, cột “{heading}”: công thức {words} chưa có kết quả, mở bằng Excel rồi lưu lại, hoặc gõ số",
        rows.NOT_A_NUMBER: f"{at}, “{heading}”: “{words}” không phải số người",
        rows.LONG: f"{at}, cột “{heading}”: “{words}” quá dài",
        rows.SHARED: f"{at}, cột “{heading}”: ô gộp {words} cho nhiều dòng, ghi số riêng từng dòng",
        filled.TWICE: f"{at}: nhóm “{heading}” đã có ở dòng {words}, để lại một dòng",
        filled.SUM: f"{at}: tổng ghi {heading}, các nhóm cộng lại được {words}",
        filled.COLUMN_TWICE: f"{at}: có hai cột cùng là “{heading}”, để lại một cột",
        filled.HIDDEN_ROW: f"{at} (“{words}”) đang ẩn hoặc bị lọc, bỏ ẩn hoặc xóa dòng ấy",
        filled.CUT: f"dài quá {at}, chia thành nhiều tệp",
    }[fault.why]


def beside(found: Beside) -> str:
    """What of the workbook was left out, with its numbers; an empty text where nothing was."""
    lines = [*_left(found.left), *_columns(found)]
    if found.sheets:
        lines.append(f"! Không đọc trang: {_listed(found.sheets)}.")
    return "\n".join(lines)


def _left(left: Iterable[tuple[str, Left]]) -> list[str]:
    told: dict[tuple[str, str], list[Left]] = {}
    for title, row in left:
        told.setdefault((title, row.why), []).append(row)
    return [
        f"! Trang “{escape(title)}”, bỏ qua {_LEFT[why]}: "
        + "; ".join(f"dòng {row.row} “{escape(row.words[:40])}”" for row in some[:MOST_TOLD])
        + (f" và {len(some) - MOST_TOLD} dòng nữa" if len(some) > MOST_TOLD else "")
        + (". Nếu cần, bỏ ẩn rồi gửi lại." if why == rows.HIDDEN else ".")
        for (title, why), some in told.items()
    ]


def _columns(found: Beside) -> list[str]:
    told = [f"! Cột không dùng đến: {_listed(name for _, name in found.unused)}."] if found.unused else []
    hidden = _listed(name for _, name in found.hidden_columns)
    return told + ([f"! Cột đang ẩn nên không đọc: {hidden}."] if found.hidden_columns else [])


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{escape(name[:40])}”" for name in dict.fromkeys(names))


def sheet_refused(faults: Sequence[tuple[int, str]]) -> str:
    told = "; ".join(f"dòng {number}: {escape(wrong)}" for number, wrong in faults[:5])
    more = f" và {len(faults) - 5} dòng nữa" if len(faults) > 5 else ""
    return f"Chưa ghi gì. {told}{more}. Anh/chị sửa rồi gửi lại cả tệp."


def bad_name(cell: str) -> str:
    return f"“{cell[:40]}” không phải tên đơn vị"


def bad_kind(cell: str) -> str:
    return f"loại “{cell[:40]}” (cần thành viên, khách mời hoặc cơ quan)"


def bad_answer(cell: str) -> str:
    return f"“{cell[:40]}” (cần x hoặc không)"


def bad_quota(cell: str) -> str:
    return f"chỉ tiêu “{cell[:40]}” (cần số từ 0 đến 999)"


def bad_contact(cell: str) -> str:
    return f"người liên hệ “{cell[:40]}” (cần họ tên và số điện thoại)"


def sheet_unclear(unclear: Iterable[Disagreement]) -> str:
    """Which units stand in a file twice with other values: what was not recorded, and must be said."""
    told = {(found.name, found.column): found for found in unclear}
    lines = [
        f"? {escape(found.name)} có nhiều dòng khác nhau ở cột “{COLUMNS[found.column]}”: "
        + ", ".join(f"{words} (dòng {row})" for row, words in found.said[:6])
        + ". Chưa ghi cột này, anh/chị cho biết lấy giá trị nào."
        for found in list(told.values())[:MOST_TOLD]
    ]
    more = len(told) - MOST_TOLD
    return "".join(f"\n{line}" for line in [*lines, *([f"… và {more} chỗ khác nhau nữa."] if more > 0 else [])])


def further_phones(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    told = ", ".join(map(str, rows[:10])) + (" …" if len(rows) > 10 else "")
    return f"\n! Ô điện thoại có nhiều số, chỉ ghi số đầu: dòng {told}."


def sheet_taken(new: int, changed: int, same: int) -> str:
    parts = ((new, "đơn vị mới"), (changed, "đơn vị sửa lại"), (same, "đơn vị như cũ"))
    return f"✓ Đã ghi: {', '.join(f'{number} {word}' for number, word in parts if number)}."
