"""Typed questions: shorthand and Telex undone, the asking part found, topic, day and kind of fact."""

from datetime import date, datetime, time

import pytest

from handlers.language.shorthand import plain, undo_typing
from handlers.speech.asking.core import asking_part
from handlers.speech.asking.question import understand

NOW = datetime(2027, 3, 17, 9, 0)  # noqa: DTZ001  a Wednesday, as the wall shows it


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuowng", "chuong"), ("trinhf", "trinh"), ("baos", "bao"), ("caos", "cao"), ("ddieern", "dien"),
        ("hinhf", "hinh"), ("bieeur", "bieu"), ("phats", "phat"), ("thij", "thi"), ("hajn", "han"), ("noopj", "nop"),
        ("tri2nh", "trinh"), ("d9ie63m", "diem"),
        ("wifi", "wifi"), ("video", "video"), ("hdnd", "hdnd"), ("hop", "hop"), ("pass", "pass"), ("t10", "t10"),
    ],
)  # fmt: skip
def test_raw_typing_keys_are_undone_and_other_words_left(typed: str, meant: str) -> None:
    assert undo_typing(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hn mấy h bđ", "hoi nghi may gio bat dau"),
        ("bn ng dự", "bao nhieu nguoi du"),
        ("chào bn", "chao ban"),
        ("video 15p", "video 15p"),
        ("dài mấy p", "dai may phut"),
        ("p. nội vụ lm j", "phong noi vu lam gi"),
        ("sáu tháng cuối năm", "6 thang cuoi nam"),
        ("What time is dinner on March 18?", "may gio an toi ngay 18/3"),
        ("when is the deadline for the report", "khi nao han nop bao cao"),
        ("what happens after the opening", "sau khai mac la gi"),
    ],
)
def test_shorthand_and_english_become_plain_words(typed: str, meant: str) -> None:
    assert plain(typed) == meant


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("Kính gửi ban tổ chức, tôi là văn thư xã A, xin hỏi hội nghị họp ở đâu ạ?", "hoi nghi hop o dau"),
        ("cho em hỏi hạn nộp báo cáo để đoàn em chuẩn bị", "han nop bao cao"),
        ("Nhờ ban tổ chức cho biết giờ khai mạc. Trân trọng cảm ơn.", "gio khai mac"),
        ("ai lo cơ sở vật chất cho hội nghị tháng 10", "ai lo co so vat chat cho hoi nghi thang 10"),
        ("gui bao cao ve dau", "gui bao cao ve dau"),
    ],
)
def test_openings_reasons_and_thanks_fall_away(typed: str, part: str) -> None:
    assert asking_part(plain(typed)) == part


def test_what_points_back_keeps_the_sentence_before_it() -> None:
    text = plain("cơ quan tôi cần cử đầu mối với đơn vị trưởng khối, xin hỏi kế hoạch quy định nội dung này thế nào")
    assert "cu dau moi" in asking_part(text)


WANTS = [
    ("mấy giờ họp", "hour"), ("hội nghị tổ chức ngày nào", "day"), ("họp mấy ngày", "duration"),
    ("họp bữa mô rứa", "day"),
    ("hop o dau vay", "place"), ("đánh bóng ở mô", "place"), ("tỉnh nào tổ chức hội nghị", "unit"),
    ("ai chủ trì hội nghị", "person"), ("ai lo âm thanh", "person"), ("cơ quan mô bố trí xe", "unit"),
    ("bao nhiêu đại biểu", "count"), ("xã em được mấy suất", "count"), ("phóng sự dài mấy phút", "minutes"),
    ("nước uống bao nhiêu tiền", "money"), ("in tài liệu hết mấy tiền", "money"), ("kinh phí lấy ở đâu", "source"),
    ("số điện thoại văn phòng", "phone"), ("email nhận báo cáo", "email"),
    ("chấm điểm theo hướng dẫn số mấy", "number"),
    ("chủ tịch xã tên gì", "name"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "kind"), WANTS)
def test_the_kind_of_fact_that_is_wanted(typed: str, kind: str) -> None:
    assert kind in understand(typed, NOW).asks


@pytest.mark.parametrize(("typed", "kind"), WANTS)
def test_the_kind_of_fact_without_marks(typed: str, kind: str) -> None:
    from handlers.language.folding import fold

    assert kind in understand(fold(typed), NOW).asks


@pytest.mark.parametrize(
    ("typed", "talk"),
    [
        ("bạn là ai", "about"),
        ("cảm ơn nhé", "thanks"),
        ("Cảm ơn cháu nhiều nhé, bác hiểu rồi", "thanks"),
        ("xin chào", "greeting"),
        ("alo có ai hông", "greeting"),
        ("ok em, chúc em một ngày vui vẻ", "bye"),
        ("cảm ơn, còn hạn nộp báo cáo là ngày nào", None),
        ("chào em, họp ở đâu", None),
        ("mật khẩu wifi", None),
    ],
)
def test_talk_needs_no_plan_and_a_polite_question_does(typed: str, talk: str | None) -> None:
    assert understand(typed, NOW).talk == talk


def test_clauses_that_name_a_thing_of_their_own_are_answered_apart() -> None:
    assert [part.content for part in understand("khen thưởng mấy người, hoa thì mấy bó", NOW).parts] == [
        ("khen", "thuong"),
        ("hoa",),
    ]
    assert understand("hạn nộp danh sách ngày nào, gửi về đâu", NOW).parts == ()
    both = understand("hội nghị tổ chức ngày nào, mấy buổi", NOW)
    assert {"day", "duration"} <= set(both.asks)
    assert both.parts == ()


def test_reasons_and_purposes_are_no_part_of_the_question() -> None:
    assert "lich" not in understand("em xin ngày họp để lên lịch", NOW).words
    assert "soan" not in understand("ai chủ trì, em soạn giấy mời cho chuẩn", NOW).words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lam chi", "lam gi"),
        ("chi cục làm gì", "chi cuc lam gi"),
        ("đi mô", "di dau"),
        ("mô hình", "mo hinh"),
        ("bi giờ có gì", "bay gio co gi"),
    ],
)
def test_regional_words_are_shared_words(typed: str, meant: str) -> None:
    assert plain(typed) == meant


@pytest.mark.parametrize(
    ("typed", "day", "part", "when"),
    [
        ("mai họp gì", date(2027, 3, 18), None, None),
        ("chiều nay đi đâu", date(2027, 3, 17), "chieu", "today"),
        ("tối 18/3", date(2027, 3, 18), "toi", None),
        ("toi 18/3 an o dau", date(2027, 3, 18), "toi", None),
        ("thứ sáu mấy giờ ăn sáng", date(2027, 3, 19), "sang", None),
        ("tôi muốn hỏi lịch", None, None, None),
        ("ánh sáng ai lo", None, None, None),
        ("bây giờ đến đâu rồi", None, None, "now"),
        ("tiếp theo là gì", None, None, "next"),
        ("giai đoạn thứ hai", None, None, None),
        ("ngày 5 tháng 1", date(2027, 1, 5), None, None),
        ("ngày 31/12", date(2026, 12, 31), None, None),
        ("ngày 30/2", None, None, None),
    ],
)
def test_days_and_parts_of_days(typed: str, day: date | None, part: str | None, when: str | None) -> None:
    question = understand(typed, NOW)
    assert (question.day, question.part, question.when) == (day, part, when)


def test_days_without_a_month_and_days_of_the_event() -> None:
    assert understand("ngày 19 có gì", NOW).day_of_month == 19
    assert understand("ngày đầu tiên có gì", NOW).nth_day == 1
    assert understand("ngày cuối làm gì", NOW).nth_day == -1


def test_months() -> None:
    assert understand("hội nghị tháng 10 ở đâu", NOW).months == (10,)
    assert understand("báo cáo 6 tháng đầu năm", NOW).months == ()


def test_meaning_bearing_words_keep_compounds_whole() -> None:
    question = understand("Hạn nộp báo cáo và bảng chấm điểm là ngày nào vậy ạ?", NOW)
    assert question.words == ("han", "nop", "bao", "cao", "bang", "cham", "diem")


def test_the_item_asked_around() -> None:
    assert understand("Sau phần tham luận thì đến nội dung gì?", NOW).after == ("tham", "luan")
    assert understand("trước khi bế mạc có gì", NOW).before == ("be", "mac")
    assert understand("còn nội dung gì nữa sau khai mạc", NOW).rest


def test_whose_and_how_exactly() -> None:
    assert understand("đơn vị em phải nộp gì", NOW).own
    assert not understand("đơn vị nào nộp", NOW).own
    assert understand("ngày chính xác là ngày nào", NOW).exact


@pytest.mark.parametrize(
    ("typed", "open_question"),
    [
        ("họp ở hội trường ủy ban phải không", "hop o dau"),
        ("ăn ở khách sạn hay nhà hàng", "an o dau"),
        ("khai mạc lúc 8h đúng không ạ", "khai mac luc may gio"),
        ("họp ngày 18/3 phải không", "hop ngay nao"),
        ("mỗi xã 14 đại biểu đúng không", "moi xa bao nhieu dai bieu"),
        ("báo cáo gửi về phòng nội vụ phải không", "bao cao gui ve dau"),
        ("tổ chức hội nghị để làm gì", "to chuc hoi nghi muc dich la gi"),
        ("có phải nộp báo cáo không", "co phai nop bao cao khong"),
        ("họp rồi hay chưa", "hop roi hay chua"),
    ],
)
def test_a_question_that_offers_its_answer_is_asked_openly(typed: str, open_question: str) -> None:
    assert understand(typed, NOW).plain == open_question


@pytest.mark.parametrize(
    ("typed", "asked", "kind"),
    [
        ("còn mấy ngày nữa họp", "hop ngay nao", "day"),
        ("còn bao lâu nữa thì khai mạc", "khai mac luc may gio", "hour"),
        ("con bao nhieu phut nua an com", "an com luc may gio", "hour"),
    ],
)
def test_how_long_until_asks_for_the_day_or_the_hour(typed: str, asked: str, kind: str) -> None:
    question = understand(typed, NOW)
    assert (question.plain, question.countdown) == (asked, True)
    assert kind in question.asks
    assert not understand("còn mấy người chưa đến", NOW).countdown


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("2h30 đi đâu", time(2, 30)),
        ("8 giờ rưỡi làm gì", time(8, 30)),
        ("lúc 13:30 có gì", time(13, 30)),
        ("mấy giờ họp", None),
        ("25h có gì", None),
    ],
)
def test_an_hour_that_is_named(typed: str, hour: time | None) -> None:
    assert understand(typed, NOW).at == hour


def test_a_word_that_only_binds_is_kept_inside_a_compound() -> None:
    assert "tu" in understand("đơn vị nào giữ trật tự", NOW).words
    assert understand("phần từ thiện do ai", NOW, {("tu", "thien"): 2}).words == ("phan", "tu", "thien")
    assert "tu" not in understand("kinh phí từ nguồn nào", NOW).words


def test_what_is_said_beside_the_question_tells_a_little() -> None:
    assert understand("ai họp để thống nhất nội dung", NOW).context == ("de", "thong", "nhat")
    assert understand("ai lo bảo vệ, giữ an toàn", NOW).context == ("giu", "an", "toan")
    assert understand("ai lo bảo vệ, em cảm ơn", NOW).context == ()


@pytest.mark.parametrize(
    ("typed", "number"), [("mở đầu chương trình là gì", 1), ("kết thúc bằng nội dung gì", -1), ("nội dung thứ 5", 5)]
)
def test_the_number_of_an_item(typed: str, number: int) -> None:
    assert understand(typed, NOW).item == number
