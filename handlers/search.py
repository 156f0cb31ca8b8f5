"""What no topic covers: the best passage of the plan; greetings, thanks, who this is."""

from handlers import from_plan
from handlers.messages import Reply
from handlers.request import Request
from handlers.wording import answers as wording


def show(request: Request) -> Reply:
    """Any question: the passage that answers it, quoted short, or that it is not known."""
    return from_plan.quoted(request)


def about(request: Request) -> Reply:
    """ "Bạn là ai": what can be asked here."""
    return Reply(wording.ABOUT)


def greeting(request: Request) -> Reply:
    return Reply(wording.GREETING)


def thanks(request: Request) -> Reply:
    return Reply(wording.THANKS)
