"""Why a file that should hold a plan was not read, and what to do: one sentence each."""

SECRET = "dấu chỉ độ mật"

TOO_MUCH = "Tệp quá lớn hoặc đã hỏng, anh/chị lưu lại thành .docx nhỏ hơn rồi gửi lại giúp."
DAMAGED = "Tệp bị hỏng nên không mở được, anh/chị mở bằng Word, lưu lại thành .docx rồi gửi lại giúp."
OUT_OF_BOUNDS = "Không đọc được tệp này: tệp quá lớn hoặc bị hỏng. Hãy mở bằng Word, lưu lại thành .docx rồi gửi lại."
EMPTY = "Tệp này trống, anh/chị chọn đúng tệp kế hoạch rồi gửi lại giúp."
TOO_BIG = "Tệp lớn hơn 20 MB, anh/chị bỏ bớt ảnh hoặc tách phụ lục rồi gửi lại giúp."
OLD_WORD = "Tệp là bản .doc cũ hoặc có mật khẩu, anh/chị lưu lại thành .docx không đặt mật khẩu rồi gửi lại giúp."
RTF = "Tệp là văn bản RTF, anh/chị mở bằng Word rồi lưu lại thành .docx giúp."
PICTURE = "Đây là ảnh chụp, anh/chị gửi bản kế hoạch dạng .docx, .pdf có chữ hoặc .txt giúp."
TOO_LONG = "Văn bản quá dài, anh/chị gửi riêng phần kế hoạch giúp."
NO_LETTERS = "Tệp không có chữ đọc được (có thể là bản quét), anh/chị gửi bản .docx hoặc .pdf có chữ giúp."
MARKED = (
    f"Văn bản có {SECRET} nên không được đọc và không được lưu, anh/chị xử lý theo quy định bảo vệ bí mật nhà nước."
)
PERHAPS_MARKED = (
    f"Văn bản có chữ “MAT” đứng riêng, có thể là {SECRET}, nên không được đọc và không được lưu. "
    "Nếu không phải, anh/chị sửa chữ ấy rồi gửi lại."
)
TEXT_TOO_LONG = "Văn bản dài hơn 3 MB, anh/chị gửi riêng phần kế hoạch giúp."
NOT_UNICODE = (
    "Tệp không phải văn bản Unicode, anh/chị mở bằng Word, lưu lại thành .docx hoặc .txt UTF-8 rồi gửi lại giúp."
)
HALF_A_FILE = "Tệp .docx bị hỏng hoặc tải chưa xong, anh/chị gửi lại giúp."
NOT_WORD = "Đây không phải văn bản Word, anh/chị gửi kế hoạch dạng .docx, .pdf có chữ hoặc .txt giúp."
PASSWORD = "Tệp có mật khẩu, anh/chị bỏ mật khẩu rồi gửi lại giúp."
MACROS = "Tệp có macro hoặc tệp chạy kèm theo, anh/chị lưu lại thành .docx thường rồi gửi lại giúp."
SWELLS = "Tệp .docx nở ra quá lớn, anh/chị bỏ bớt ảnh và bảng rồi gửi lại giúp."
STRANGE = "Tệp .docx có phần khai báo lạ, anh/chị mở bằng Word rồi lưu lại giúp."
PDF_PASSWORD = "Tệp PDF có mật khẩu, anh/chị bỏ mật khẩu rồi gửi lại giúp."
TOO_MANY_PAGES = "Tệp PDF quá nhiều trang, anh/chị gửi riêng phần kế hoạch giúp."


def not_there(name: str) -> str:
    return f"Không tìm thấy tệp “{name}”, anh/chị kiểm tra lại tên tệp giúp."


def no_such_path(path: object) -> str:
    return f"Không thấy tệp {path}. Kiểm tra lại đường dẫn."


def other_than_named(suffix: str) -> str:
    return f"Nội dung tệp không đúng với đuôi {suffix}, anh/chị lưu lại bằng Word thành .docx rồi gửi lại giúp."
