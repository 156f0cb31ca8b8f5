"""What a failed call means for the message. Zalo's words differ from its numbers: 403 is a fault of its own."""

from bot.channels import DeliveryError, Fault
from bot.channels.zalo.client import NotSent, Refusal, ZaloFault
from handlers.wording import channels as wording

NAME = "Zalo"
BUDGET_WAIT = 900.0  # seconds; a 429 does not say how long, and may mean the month's messages or a moment's


def delivery_error(fault: Exception) -> DeliveryError:
    """The client's fault in the terms of the channel contract."""
    match fault:
        case NotSent():
            return DeliveryError(Fault.NOT_SENT, str(fault))
        case Refusal():
            return _refused(fault)
        case ZaloFault():
            return DeliveryError(Fault.UNKNOWN, str(fault))
    return DeliveryError(Fault.UNKNOWN, "unreadable answer")


def _refused(fault: Refusal) -> DeliveryError:
    cause = str(fault)
    match fault.code:
        case 429:
            return DeliveryError(Fault.THROTTLED, wording.budget_spent(NAME), retry_after=BUDGET_WAIT)
        case 403:
            return DeliveryError(Fault.NOT_SENT, cause)
        case 401:
            return DeliveryError(Fault.CHANNEL, "the token was not accepted")
        case code if 400 <= code < 500 and code != 408:
            return DeliveryError(Fault.REFUSED, cause)
    # 408 on a send, 5xx and numbers nobody wrote down: the message may have arrived.
    return DeliveryError(Fault.UNKNOWN, cause, answered=fault.code >= 500)
