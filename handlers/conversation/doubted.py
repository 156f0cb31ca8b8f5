"""A sentence that must change nothing: answered as a question where it is one, else tried and shown with its button."""

from collections.abc import Callable, Sequence

from handlers.conversation import corrections
from handlers.conversation.corrections import NO_RECORD, change_of
from handlers.conversation.held import hold
from handlers.messages import Button, Outcome, Refusal, Reply, asking
from handlers.request import Request
from handlers.speech.policy import Cue
from handlers.wording import manners as wording
from storage.models import Membership
from storage.watching import Trial


def weighed(request: Request, do: Callable[[], Reply], ask: Callable[[], Reply], here: Sequence[Membership]) -> Reply:
    """The answer; `do` does what the words would change, `ask` answers them as a question."""

    def run() -> Reply:
        return corrections.weighed(request, do, here)

    if not request.command.doubt:
        return run()
    answered = ask() if request.command.doubt == Cue.QUESTION else None
    if answered is not None and Outcome.UNKNOWN not in answered.outcome:
        return answered
    try:
        return _tried(request, run) or answered or asking(wording.NOT_RECORDED)
    except Refusal:
        if answered is not None:
            return answered
        raise


def _tried(request: Request, run: Callable[[], Reply]) -> Reply | None:
    """The reply of what changes nothing; of what would, the question whether it is meant."""
    trial = Trial(request.session)
    try:
        reply = trial.run(run)
    except Refusal:
        trial.undo()
        raise
    if not trial.written - NO_RECORD:
        trial.keep()
        return reply if Outcome.DONE not in reply.outcome else None
    would = change_of(trial.changes)
    trial.undo()
    return _asked(request, would)


def _asked(request: Request, would: tuple[str, str] | None) -> Reply:
    """What would be recorded, with the button that records it."""
    command = request.command
    does, leave = hold(request.session, request.incoming, f"/{command.name} {command.words}", request.now)
    number = would[1] if would else ""
    record = Button(wording.record_label(number), does.command)
    return asking(wording.doubt_asked(request.incoming.text, number), (record, leave))
