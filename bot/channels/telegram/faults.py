"""What a failed Bot API call means for the message; the order of the cases matters."""

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken

from bot.channels import DeliveryError, Fault
from bot.channels.telegram.http import Failed, NotSent, Throttled

# Refusals (400) that hold for this person whatever is sent.
_GONE = ("chat not found", "user not found", "user is deactivated", "peer_id_invalid", "chat_id is empty")


def delivery_error(fault: Exception) -> DeliveryError:
    """The library's error in the terms of the channel contract. BadRequest and TimedOut are both NetworkError."""
    match fault:
        case NotSent():
            return DeliveryError(Fault.NOT_SENT, str(fault))
        case Throttled():
            return DeliveryError(Fault.THROTTLED, str(fault), retry_after=fault.seconds)
        case ChatMigrated():
            return DeliveryError(Fault.REFUSED, "the chat moved", moved_to=str(fault.new_chat_id))
        case InvalidToken():
            return DeliveryError(Fault.CHANNEL, "the token or the method was not accepted")
        case Forbidden() | BadRequest():
            return _refused(fault)
    # Read time-outs, broken lines, 5xx and unreadable answers: the message may have arrived.
    return DeliveryError(Fault.UNKNOWN, _short(fault), answered=isinstance(fault, Failed))


def _refused(fault: Forbidden | BadRequest) -> DeliveryError:
    cause = _short(fault)
    gone = isinstance(fault, Forbidden) or any(mark in cause.lower() for mark in _GONE)
    return DeliveryError(Fault.REFUSED, cause, person=gone)


def _short(fault: Exception) -> str:
    if isinstance(fault, KeyError | TypeError | ValueError):
        return "unreadable answer"
    return str(fault)[:200] or type(fault).__name__


def pause_after(fault: Exception, wait: float, conflict_wait: float) -> float:
    """Seconds until updates are asked for again."""
    if isinstance(fault, Conflict):
        return conflict_wait
    return fault.seconds if isinstance(fault, Throttled) else wait
