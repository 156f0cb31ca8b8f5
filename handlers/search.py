"""What no topic covers: the best passage of the plan; greetings, thanks, who this is."""

from handlers import from_plan
from handlers.messages import Reply
from handlers.request import Request
from handlers.wording import answers as wording

SAID = {"about": wording.ABOUT, "greeting": wording.GREETING, "thanks": wording.THANKS}


def show(request: Request) -> Reply:
    """Any question: the passage that answers it, quoted short, or that it is not known; a greeting is returned."""
    question = request.question
    said = SAID.get(question.topic) or (wording.ABOUT if not question.words else None)
    return Reply(said) if said else from_plan.quoted(request)
