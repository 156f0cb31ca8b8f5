"""What a command that cannot go on says: one Vietnamese sentence."""

from handlers.messages import Refusal
from handlers.reading.document import Unreadable

NOT_UTF8 = "Tệp .env hoặc đầu vào không phải chữ UTF-8: lưu lại theo UTF-8 rồi chạy lại."
NO_FILE = "Không đọc hoặc ghi được {}: kiểm tra đường dẫn, quyền và chỗ trống trên đĩa."
NO_DATA = "Không mở được dữ liệu: kiểm tra DATABASE_URL, quyền ghi và chỗ trống trên đĩa."


class Stop(Exception):
    """A command that refuses: one Vietnamese sentence, exit 1."""


def sentence_for(error: Exception) -> str | None:
    """The sentence for an error; None where it is a mistake of ours. Loads libraries only where something is wrong."""
    if isinstance(error, Stop | Unreadable | Refusal):
        return str(error)
    from pydantic import ValidationError
    from sqlalchemy.exc import OperationalError, SQLAlchemyError

    from bot.runtime import checking

    match error:
        case ValidationError():
            return checking.sentence(error.errors())
        case UnicodeDecodeError():
            return NOT_UTF8
        case ValueError():
            return str(error)
        case OperationalError():
            return NO_DATA
        case OSError():
            return NO_FILE.format(error.filename or error)
        case SQLAlchemyError():
            return f"Dữ liệu báo lỗi ({type(error).__name__}): kiểm tra DATABASE_URL."
    return None
