"""The words of the workbooks that go out: an organiser's of the whole event, a unit's to be filled in."""

ANSWERS = {None: "chưa trả lời", "unknown": "chưa rõ", "not_coming": "không dự", "coming": "dự"}
PAPERS = {"owed": "chưa nộp", "claimed": "đơn vị báo đã gửi", "received": "đã nhận", "excused": "được miễn"}
TOTAL, ALONE = "Cộng", "Đại biểu ngoài các đoàn"
COUNTS_BY_UNIT = "Số đại biểu theo đơn vị"
UNIT, ANSWER, QUOTA, COUNT = "Đơn vị", "Trả lời", "Chỉ tiêu", "Số đại biểu"
AGAINST_QUOTA, NUMBER_OF_NAMES, WRITTEN_AT, WRITTEN_BY = "So với chỉ tiêu", "Số tên", "Ghi lúc", "Người ghi"
NAME_HEAD, COUNT_HEAD = ("Họ và tên", "Chức vụ", "Nhóm"), ("Nhóm", "Số người")


def answered(number: int, invited: int) -> str:
    return f"{number}/{invited} đã trả lời"
