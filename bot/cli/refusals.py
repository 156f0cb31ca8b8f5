"""What a command that cannot go on says: one Vietnamese sentence."""

from handlers.messages import Refusal
from handlers.wording import terminal as wording


class Stop(Exception):
    """A command that refuses: one Vietnamese sentence, exit 1."""


def sentence_for(error: Exception) -> str | None:
    """The sentence for an error; None where it is a mistake of ours. Loads libraries only where something is wrong."""
    if isinstance(error, Stop | Refusal):
        return str(error)
    from pydantic import ValidationError
    from sqlalchemy.exc import OperationalError, SQLAlchemyError

    from bot.runtime import checking
    from handlers.reading.document import Unreadable

    match error:
        case Unreadable():
            return str(error)
        case ValidationError():
            return checking.sentence(error.errors())
        case UnicodeDecodeError():
            return wording.NOT_UTF8
        case ValueError():
            return str(error)
        case OperationalError():
            return wording.NO_DATA
        case OSError():
            return wording.no_file(error.filename or error)
        case SQLAlchemyError():
            return wording.database_failed(type(error).__name__)
    return None
