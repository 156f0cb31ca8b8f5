"""Papers marked as secret are known by their mark in any spelling; words about secrets are no mark."""

import unicodedata

import pytest

from handlers.reading.marked_names import mark_in_name
from handlers.reading.marks import DOUBT, SURE, mark_in, mark_in_label

NFD = unicodedata.normalize
MARKED = (
    "MẬT", "TỐI MẬT", "TUYỆT MẬT", "Mật", "Tối mật", "Tuyệt mật", "tối mật", "Tuyệt Mật", "  MẬT  ", "MẬT.", "*MẬT*",
    "**TUYỆT MẬT**", "(MẬT)", "[TỐI MẬT]", "- MẬT -", "“MẬT”", "=== TỐI MẬT ===", "M Ậ T", "T Ố I  M Ậ T", "T Ố I M Ậ T",
    "T U Y Ệ T  M Ậ T", "M   Ậ   T", "M.Ậ.T", "TỐI  MẬT", "TUYỆT  MẬT", "TUYỆT\u00a0MẬT", "TỐI\u2003MẬT", "TỐI\u200bMẬT",
    "M\u200bẬ\u200bT", "TỐI_MẬT", "TỐI-MẬT", NFD("NFD", "MẬT"), NFD("NFD", "Tối mật"), NFD("NFD", "T U Y Ệ T M Ậ T"),
    "МẬТ", "Ｍ Ậ Ｔ", "ＴỐＩ ＭẬＴ", "UBND TỈNH\tMẬT", "MẬT\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ NỘI VỤ     TỐI MẬT",
    "Số: 12/KH-UBND   MẬT", "UBND TỈNH VÂN LAM TỐI MẬT", "SỞ NỘI VỤ TUYỆT MẬT", "Độ mật: Mật", "Độ mật: Tối mật",
    "ĐỘ MẬT: TUYỆT MẬT", "Mức độ mật: Tối mật", "độ mật : mật", "Độ mật: A", "Dấu: MẬT", "Phân loại: Tối mật",
    "Độ khẩn: Hỏa tốc; Độ mật: Mật", "Độ mật - Tối mật", "MẬT - Bản số 3", "TỐI MẬT (khi chưa công bố)", "MẬT/Bản số 02",
    "TỐI MẬT Bản số 3", "KẾ HOẠCH (MẬT)", "UBND TỈNH; MẬT", "MẬT 01", "| MẬT |", "Cột 1|TỐI MẬT|Cột 3",
    "UBND TỈNH   T Ố I   M Ậ T", "Mật\n", "Kính gửi\nTỐI MẬT\nNội dung", "M\nẬ\nT", "T\nU\nY\nỆ\nT\nM\nẬ\nT", "Độ mật\tTối mật",
    "MẬT Số: 05/BC", "TUYỆT MẬT!", "mật", "mật\nỦY BAN NHÂN DÂN TỈNH", "ỦY BAN NHÂN DÂN\nmật\nKẾ HOẠCH", "Số: 12/KH-UBND\nmật",
    "mẬT", "mậT", "tốI mẬt", "TàI LIỆU MẬT", "TÀI LIỆU MẬT", "VĂN BẢN TỐI MẬt", "Số: 12/KH-UBND (Mật)", "Số 05/BC-SNV (mật)",
    "Số: 12/KH-UBND [Tối mật]", "KẾ HOẠCH HỘI NGHỊ (Mật)", "Kế hoạch hội nghị (Tối mật)", "UBND TỈNH VâN LAM TỐI MẬT",
    "TỐI MẬT: Kế hoạch di chuyển", "Tuyệt mật: danh sách", "MẬT: họp lúc 8:00",
)  # fmt: skip
FREE = (
    "", "bí mật", "Bí mật", "BÍ MẬT", "mật ong", "Mật ong", "MẬT ONG BẠC HÀ", "mật độ", "Mật độ dân số", "bảo mật", "BẢO MẬT",
    "Bảo mật thông tin", "Ban Cơ yếu Chính phủ, cơ mật", "cơ mật", "bảo vệ bí mật nhà nước", "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Luật Bảo vệ bí mật nhà nước", "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC", "mật khẩu wifi", "Mật khẩu: 12345678", "MẬT KHẨU",
    "cơm thân mật", "Tiệc thân mật", "bữa tối thân mật", "Cơm tối thân mật", "bỏ phiếu bí\nmật", "gấu mật", "mật gấu",
    "mật mã", "Mật mã dân sự", "MẬT MÃ", "mật thiết", "quan hệ mật thiết", "mật vụ", "túi mật", "sỏi mật", "mật mía",
    "thông tin mật", "văn bản mật", "tài liệu mật và tối mật", "Không mang tài liệu mật, tối mật vào hội trường.",
    "Văn bản đóng dấu “Mật” phải được quản lý riêng.", "Tài liệu độ Tuyệt mật do người đứng đầu quyết định.",
    "Độ mật: Không", "Độ mật: Thường", "Độ mật: bình thường", "Độ mật:", "Độ mật của văn bản do người ký quyết định.",
    "Xác định độ mật theo quy định.", "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT", "DANH MỤC ĐỘ TUYỆT MẬT, ĐỘ TỐI MẬT",
    "1. Tối mật và Tuyệt mật là hai mức cao nhất.", "Xã Mật Sơn", "thôn Mật Ninh", "ông Nguyễn Văn Mật", "Lò Thị Mận",
    "Phòng Bảo mật", "MẠT", "MÁT", "MẶT TRẬN TỔ QUỐC", "MẶT", "MẤT", "Mat", "mat", "format", "MATERIAL", "MAT TRAN",
    "18:30 Cơm thân mật – Tối", "Buổi tối: mật ong, bánh", "buổi tối, mật độ xe cao", "Tối: giao lưu", "TỐI", "TUYỆT VỜI",
    "Hội thi Mật ong ngon", "Sản phẩm: mật ong, mật mía; nấm", "đóng dấu mật theo quy định", "Công tác bảo mật - cơ yếu",
    "mật ong / mật mía", "hộp mật (500 ml)", "T. M. Ậ", "An toàn, bảo mật (ATTT)", "Sao y bản chính", "HỎA TỐC", "KHẨN",
    "Danh sách quà\nHộp to\nHộp nhỏ\nTúi giấy\nVỏ chai\nRuột chai\nmật", "Số 12 đường Mật Sơn", "số mật khẩu", "Số mật khẩu: 12345",
    "tên Mật", "Tên: Mật Văn Hoa", "Ông Lò Văn Mật (Trưởng đoàn)", "Số 7: mật ong (500 ml)", "Số 5 (hộp mật)", "tài liệu mật",
    "quà: hộp (mật ong)", "Tài liệu bảo mật (bản in)", "Anh Mật (đầu mối)", "bác Hoa (mật độ xe cao)", "HỘP MẬT ONG (BẠC HÀ)",
)  # fmt: skip


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_known_in_any_spelling(text: str) -> None:
    assert mark_in([text]) == SURE


@pytest.mark.parametrize("text", FREE)
def test_words_about_secrets_are_no_mark(text: str) -> None:
    assert mark_in([text]) == ""


@pytest.mark.parametrize("text", ["MAT", "TOI MAT", "TUYET MAT", "T O I  M A T", "UBND TINH\tTOI MAT"])
def test_a_mark_without_its_accents_is_doubtful(text: str) -> None:
    assert mark_in([text]) == DOUBT


def test_letters_on_lines_of_their_own_make_a_mark_only_together() -> None:
    assert mark_in(["M", "Ậ", "T"]) == SURE
    assert mark_in(["M", "một dòng", "Ậ", "T"]) == ""


def test_the_table_is_wide_enough() -> None:
    assert min(len(set(MARKED)), len(set(FREE))) >= 60


NAMED = (
    "TỐI MẬT.pdf", "tối mật.docx", "MẬT.pdf", "Mật.pdf", "KH 12 (TỐI MẬT).pdf", "Ke hoach (Mật).docx", "TỐI_MẬT.xlsx", "TỐI-MẬT.pdf",
    "Kế hoạch 12 - Mật.pdf", "Tuyệt mật – bản 3.pdf", "tuyệt-mật-kế-hoạch.pdf", "ke-hoach-tối-mật.pdf", "KH12_MẬT.pdf",
    "MẬT_KH12.pdf", "MẬT Kế hoạch hội nghị.docx", "Kế hoạch hội nghị MẬT.docx", "TÀI LIỆU MẬT.pdf", NFD("NFD", "TỐI MẬT.pdf"),
    "[MẬT] danh sách.xlsx", "T Ố I  M Ậ T.pdf",
)  # fmt: skip
NAMED_FREE = (
    "mat-bang-san-khau.pdf", "mặt-bằng.pdf", "mật-ong.pdf", "MẬT ONG BẠC HÀ.pdf", "Mật khẩu wifi.txt", "MẬT KHẨU.txt", "Nguyễn Văn Mật.pdf",
    "NGUYỄN VĂN MẬT.pdf", "Lý lịch Nguyễn Văn Mật.docx", "Luật bảo vệ bí mật nhà nước.pdf", "BÍ MẬT NHÀ NƯỚC.pdf", "quy-che-bao-mat.pdf",
    "Bảo mật.pdf", "BẢO MẬT.docx", "mật_độ_dân_số.xlsx", "Mật độ 2026.xlsx", "thân mật.jpg", "cơm thân mật.pdf", "Hộp mật.png",
    "kế hoạch.pdf", "mat.jpg", "format.docx", "gia-toi-mat-hang.pdf", "buổi tối mật độ xe.pdf", "", ".pdf", "tep",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_file_may_carry_its_mark_in_its_name(name: str) -> None:
    assert mark_in_name(name) == SURE


@pytest.mark.parametrize("name", NAMED_FREE)
def test_names_of_ordinary_files_are_no_mark(name: str) -> None:
    assert mark_in_name(name) == ""


@pytest.mark.parametrize("name", ["TOI MAT.pdf", "toi-mat.pdf", "ke_hoach_tuyet_mat.docx", "MAT.pdf"])
def test_a_name_without_accents_is_doubtful(name: str) -> None:
    assert mark_in_name(name) == DOUBT


@pytest.mark.parametrize("text", ["mật", "Tối mật", "hội nghị; mật", "MẬT, hội nghị", "kế hoạch - mật", "TUYỆT MẬT"])
def test_a_property_or_a_sheets_name_may_be_the_mark_in_any_letters(text: str) -> None:
    assert mark_in_label(text) == SURE


@pytest.mark.parametrize(
    "text", ["mật ong; nấm", "bảo mật", "Danh sách", "mặt bằng", "Bí mật nhà nước, tập huấn", "mat"]
)
def test_other_labels_are_none(text: str) -> None:
    assert mark_in_label(text) == ""
