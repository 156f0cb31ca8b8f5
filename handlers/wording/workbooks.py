"""What is said about a workbook that somebody filled in and handed back."""

from collections.abc import Iterable, Sequence

from handlers.messages import escape
from handlers.reading.sheets import filled, grid, heads, rows
from handlers.reading.sheets.disagreeing import Disagreement, Nearly
from handlers.reading.sheets.doubles import Double
from handlers.reading.sheets.filled import Beside, Unfit
from handlers.reading.sheets.rows import Left, Wrong

DAMAGED = "Không đọc được tệp này, nên chưa ghi gì. Anh/chị tải lại mẫu .xlsx, điền rồi gửi lại."
CUT_OFF = (
    "Không đọc được tệp này, vì tệp hỏng hoặc chưa tải lên trọn vẹn, nên chưa ghi gì. Anh/chị gửi lại đúng tệp ấy; nếu vẫn không được, "
    "mở bằng Excel, lưu lại thành .xlsx rồi gửi."
)
NO_CONTENT = "Tệp này trống, nên chưa ghi gì. Anh/chị chọn đúng tệp đã điền rồi gửi lại."
TOO_BIG = "Tệp này mở ra quá lớn, nên chưa ghi gì. Anh/chị chép phần đã điền sang tệp mẫu mới rồi gửi lại."
OLD = "Tệp này là bản Excel .xls cũ, nên chưa ghi gì. Anh/chị mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
WEB_PAGE = (
    "Tệp này là trang mạng (HTML) chứ không phải bảng tính, dù tên có thể là .xls, nên chưa ghi gì. "
    "Anh/chị mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
)
OLD_OR_LOCKED = (
    "Tệp này là bản .xls cũ hoặc có mật khẩu, nên chưa ghi gì. Anh/chị mở bằng Excel, bỏ mật khẩu, lưu lại thành .xlsx "
    "rồi gửi lại."
)
LOCKED = "Tệp này có mật khẩu nên không mở được, chưa ghi gì. Anh/chị mở bằng Excel, bỏ mật khẩu, lưu lại rồi gửi lại."
PICTURE = "Tệp chỉ có ảnh, mà ảnh thì không đọc được, nên chưa ghi gì. Anh/chị gõ danh sách vào tệp mẫu rồi gửi lại."
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
_EACH = {heads.NAMES: "người", heads.UNITS: "đơn vị"}
_LEFT = {
    rows.TOTAL: "! Trang “{}”, bỏ qua dòng cộng: {}.",
    rows.NOTE: "! Trang “{}”, bỏ qua ghi chú, chữ ký: {}.",
    rows.HEADING: "! Trang “{}”, bỏ qua dòng tiêu đề: {}.",
    rows.HIDDEN: "? Trang “{}”, chưa ghi dòng đang ẩn hoặc bị lọc: {}. Nếu cần, bỏ ẩn rồi gửi lại.",
    rows.STRUCK: "? Trang “{}”, chưa ghi dòng bị gạch ngang: {}. Nếu vẫn dự, bỏ gạch ngang rồi gửi lại.",
    rows.ABSENT: "? Trang “{}”, chưa ghi vì có ghi chú: {}. Nếu vẫn dự, xóa ghi chú ấy rồi gửi lại.",
    rows.MANY: "? Trang “{}”, chưa ghi vì một ô có nhiều người: {}. Anh/chị ghi mỗi người một dòng rồi gửi lại.",
    rows.ASIDE: "? Trang “{}”, chưa ghi vì đứng ở mục riêng: {}. Nếu là đại biểu, chuyển lên mục đại biểu rồi gửi lại.",
    rows.HALVES: "? Trang “{}”, chưa ghi vì một người có vẻ viết thành hai dòng: {}. Anh/chị ghi vào một dòng rồi gửi lại.",
    rows.EXAMPLE: "! Trang “{}”, bỏ qua dòng ví dụ của mẫu: {}.",
    filled.EMPTY: "! Trang “{}”, bỏ qua chưa có số: {}.",
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
        return _several(found.sheets)
    if found.why == filled.PRICES:
        return f"Bảng này có cột {_listed(found.sheets)}: là bảng giá hoặc hàng hóa, nên chưa ghi gì. {template}"
    if found.why == filled.LYING:
        return (
            "Bảng trong tệp nằm ngang: tiêu đề xếp dọc ở cột đầu, nên chưa ghi gì. "
            f"Anh/chị xoay lại, mỗi {_EACH[wanted]} một dòng, rồi gửi lại. {template}"
        )
    if found.sheets:
        called = escape(found.sheets[0][:80])
        return f"Tệp này là “{called}”, không theo mẫu, nên chưa ghi gì. Anh/chị xem có đúng tệp không. {template}"
    return f"Tệp này không theo mẫu, nên chưa ghi gì. {template}"


def _several(sheets: Sequence[str]) -> str:
    """Sheets that are alike, each as its title, a tab and how many rows it holds."""
    parts = [sheet.rsplit("\t", 1) for sheet in sheets]
    told = ", ".join(f"“{escape(title)}” {number} dòng" for title, number in parts)
    whole = sum(int(number) for _, number in parts)
    return (
        f"Tệp có nhiều trang giống nhau ({told}; tất cả {whole} dòng), chưa rõ lấy trang nào, nên chưa ghi gì. "
        "Anh/chị gộp vào một trang nếu cần cả, hoặc chỉ để lại trang cần ghi, rồi gửi lại."
    )


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
        grid.FORMULA: f"{at}, cột “{heading}”: công thức {words} chưa có kết quả, mở bằng Excel rồi lưu lại",
        rows.NO_DITTO: f"{at}, cột “{heading}”: “{words}” mà dòng trên không có gì, ghi rõ",
        rows.NOT_A_NUMBER: f"{at}, “{heading}”: “{words}” không phải số người",
        rows.LONG: f"{at}, cột “{heading}”: “{words}” quá dài",
        rows.SHARED: f"{at}, cột “{heading}”: ô gộp {words} cho nhiều dòng, ghi số riêng từng dòng",
        filled.TWICE: f"{at}: nhóm “{heading}” đã có ở dòng {words}, để lại một dòng",
        filled.SUM: f"{at}: tổng ghi {heading}, các nhóm cộng lại được {words}",
        filled.COLUMN_TWICE: f"{at}: hai cột “{heading}” và “{words}” cùng một ý, để lại cột cần đọc",
        filled.HIDDEN_ROW: f"{at} (“{words}”) đang ẩn hoặc bị lọc, bỏ ẩn hoặc xóa dòng ấy",
        filled.CUT: f"dài tới {at}, mỗi tệp nhận nhiều nhất {words} dòng, chia thành nhiều tệp",
    }[fault.why]


def beside(found: Beside) -> str:
    """What of the workbook was left out, with its numbers; an empty text where nothing was."""
    lines = [*_left(found.left), *_doubtful(found), *_columns(found)]
    if found.sheets:
        lines.append(f"! Không đọc trang: {_listed(found.sheets)}.")
    return "\n".join(lines)


def nothing_taken(found: Beside) -> str:
    """A workbook of which every row is left out."""
    unfilled = all(left.why in (rows.EXAMPLE, rows.NOTE, rows.HEADING) for _, left in found.left) and not found.doubles
    then = " Anh/chị điền danh sách rồi gửi lại." if unfilled else ""
    return f"Chưa ghi gì, vì không có dòng nào ghi được.{then}\n{beside(found)}"


def _doubtful(found: Beside) -> list[str]:
    """What was read in one of several ways, or is asked."""
    asked = [one for one in found.doubles if one.asked]
    same = [one for one in found.doubles if not one.asked]
    told = (
        ("? Trùng họ tên, chưa ghi: {}. Nếu là một người, để lại một dòng; nếu là hai người, thêm chữ phân biệt vào tên.",
         [_double(one) for one in asked]),
        ("! Trùng họ tên nên chỉ ghi một lần: {}. Nếu là hai người, thêm chữ phân biệt vào tên.",
         [_double(one) for one in same]),
        ("? Chưa ghi số, vì các cột cộng lại khác: {}. Anh/chị cho biết lấy số nào.",
         [f"dòng {one.row} {escape(one.name)} ({one.parts}, mà cột tổng ghi {one.whole})" for one in found.sums]),
        ("! Chữ bị gạch ngang không đọc: {}.",
         [f"dòng {row} “{escape(gone[:40])}”" + (f", còn lại “{escape(rest[:40])}”" if rest else "")
          for row, gone, rest in found.struck]),
        ("! Một ô có nhiều người, đọc là: {}.", [f"dòng {row} {escape(people)}" for row, people in found.divided]),
        ("? Ô có lời ghi kèm, chưa làm theo: {}. Nếu cần, sửa ngay trong ô rồi gửi lại.",
         [f"dòng {row} “{escape(said[:80])}”" for row, said in found.comments]),
        ("? Tệp có khung chữ, chưa làm theo: {}. Nếu cần, sửa trong bảng rồi gửi lại.",
         [f"“{escape(' '.join(found.boxes)[:160])}”"] if found.boxes else []),
        ("! Có hai cột cùng một ý: {}.",
         [f"đã đọc “{escape(one[:40])}”, không đọc cột ẩn “{escape(two[:40])}”" for one, two in found.hidden_twice]),
    )  # fmt: skip
    return [sentence.format(_first(some)) for sentence, some in told if some]


def _double(one: Double) -> str:
    return f"{escape(one.name)} (" + "; ".join(
        f"dòng {row}" + (f" {escape(post[:40])}" if post else "") for row, post in one.rows[:4]
    ) + ")"  # fmt: skip


def _first(some: Sequence[str]) -> str:
    return "; ".join(some[:MOST_TOLD]) + (f" và {len(some) - MOST_TOLD} chỗ nữa" if len(some) > MOST_TOLD else "")


def _left(left: Iterable[tuple[str, Left]]) -> list[str]:
    told: dict[tuple[str, str], list[Left]] = {}
    for title, row in left:
        told.setdefault((title, row.why), []).append(row)
    return [
        _LEFT[why].format(
            escape(title),
            "; ".join(
                f"dòng {row.row} “{escape(row.words[:40])}”" + (f" (“{escape(row.note[:40])}”)" if row.note else "")
                for row in some[:MOST_TOLD]
            )
            + (f" và {len(some) - MOST_TOLD} dòng nữa" if len(some) > MOST_TOLD else ""),
        )
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


def sheet_new(added: Sequence[tuple[int, str]]) -> str:
    """Units that were not in the list before, by name."""
    return f"\n! Đơn vị mới: {_first([f'{escape(name)} (dòng {row})' for row, name in added])}." if added else ""


def sheet_of_strangers(rows: Sequence[tuple[int, str]]) -> str:
    """A list of units of which the event knows none: the wrong file, or guests that must be added first."""
    told = _first([f"{escape(name)} (dòng {row})" for row, name in rows])
    return (
        f"Chưa ghi gì: không có đơn vị nào trong tệp thuộc hội nghị này: {told}. Anh/chị xem có đúng tệp không. "
        "Nếu là đơn vị mới, thêm một tên trước ở mục thêm đơn vị, rồi gửi lại tệp."
    )


def sheet_misspelt(found: Sequence[Nearly]) -> str:
    """Rows whose name is nearly a unit's: not recorded before somebody says which one is meant."""
    told = [f"“{escape(one.name)}” (dòng {one.row}) có phải {escape(one.meant)} không" for one in found]
    return f"\n? {_first(told)}? Chưa ghi, anh/chị sửa tên rồi gửi lại." if told else ""


def sheet_twice(same: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Units that stand in several rows."""
    told = [f"{escape(name)} (dòng {', '.join(map(str, numbers[:6]))})" for name, numbers in same]
    return f"\n! Một đơn vị có nhiều dòng, đọc là một: {_first(told)}." if told else ""


def further_phones(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    told = ", ".join(map(str, rows[:10])) + (" …" if len(rows) > 10 else "")
    return f"\n! Ô điện thoại có nhiều số, chỉ ghi số đầu: dòng {told}."


def sheet_taken(new: int, changed: int, same: int) -> str:
    parts = ((new, "đơn vị mới"), (changed, "đơn vị sửa lại"), (same, "đơn vị như cũ"))
    return f"✓ Đã ghi: {', '.join(f'{number} {word}' for number, word in parts if number)}."
