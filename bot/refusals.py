"""What a command that cannot go on says: one Vietnamese sentence."""

from handlers.messages import Refusal
from handlers.reading.document import Unreadable

NO_DATA = "Không mở được dữ liệu: kiểm tra DATABASE_URL, quyền ghi và chỗ trống trên đĩa."


class Stop(Exception):
    """A command that refuses: one Vietnamese sentence, exit 1."""


def sentence_for(error: Exception) -> str | None:
    """The sentence for an error; None where it is a mistake of ours. Loads libraries only where something is wrong."""
    if isinstance(error, Stop | Unreadable | Refusal):
        return str(error)
    from pydantic import ValidationError
    from sqlalchemy.exc import OperationalError, SQLAlchemyError

    match error:
        case ValidationError():
            return "Thiết lập sai: " + "; ".join(str(e["msg"]).removeprefix("Value error, ") for e in error.errors())
        case ValueError():
            return str(error)
        case OperationalError():
            return NO_DATA
        case SQLAlchemyError():
            return f"Dữ liệu báo lỗi ({type(error).__name__}): kiểm tra DATABASE_URL."
    return None
