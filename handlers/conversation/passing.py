"""`/chuyen`: a question that the plan does not answer goes to the organisers. `/traloi`: their answer comes back."""

from handlers.messages import Outcome, Refusal, Reply, not_known
from handlers.request import Request
from handlers.said.talk import AnswerSaid, PassSaid
from handlers.wording import passing as wording
from storage import chats, outbox, passed, people
from storage.models import PassedQuestion
from storage.outbox import Draft, Topic, Words

LONGEST = 500  # characters of a question or an answer


def pass_on(request: Request) -> Reply:
    """The question that was just left unanswered in this chat."""
    person, pressed = request.person, request.command.said
    assert person is not None
    assert isinstance(pressed, PassSaid)
    said = chats.topic(request.session, request.incoming.channel, request.incoming.address, request.now)
    text, words = str(said.get("unanswered") or ""), said.get("asked")
    if not text or words is None or (pressed.token and pressed.token != said.get("token")):
        raise Refusal(wording.TOO_OLD)
    if passed.passed_today(request.session, request.event.id, person.id, request.now) >= passed.MOST_A_DAY:
        raise Refusal(wording.TOO_MANY)
    unit = request.unit.id if request.unit else None
    row, new = passed.pass_on(request.session, request.event.id, person.id, unit, text[:LONGEST], words, request.now)
    if new:
        _tell_organisers(request, row)
    return not_known(wording.passed(row))


def answer(request: Request) -> Reply:
    """ "/traloi 7 Có xe đón": to everybody who asked it; alone it lists what waits."""
    said: AnswerSaid = request.command.said
    if said.number is None:
        rows = passed.unanswered(request.session, request.event.id)
        return Reply(wording.waiting(rows, request.zone) if rows else wording.NONE_WAITS)
    row = passed.of_event(request.session, request.event.id, said.number)
    if row is None:
        raise Refusal(wording.unknown_number(str(said.number)), outcome=Outcome.UNKNOWN)
    assert request.person is not None
    told = passed.answer(request.session, row, said.text[:LONGEST], request.person.id, request.now)
    for one in told:
        _tell_asker(request, one)
    return Reply(wording.answered(row, len(told)))


def _tell_organisers(request: Request, row: PassedQuestion) -> None:
    def write(number: str) -> Words:
        return wording.to_organisers(row, request.unit, number)

    drafts = [Draft(person.id, None, write) for person in people.organisers_of(request.session, request.event.id)]
    topic = Topic(request.event.id, "question", f"question:{row.id}", "asked")
    outbox.put(request.session, topic, drafts, now=request.now, due_at=request.now)


def _tell_asker(request: Request, row: PassedQuestion) -> None:
    def write(number: str) -> Words:
        return wording.to_asker(row, number)

    assert row.person_id is not None
    topic = Topic(request.event.id, "question", f"question:{row.id}", f"answer:{row.version}")
    drafts = [Draft(row.person_id, row.unit_id, write)]
    outbox.put(request.session, topic, drafts, now=request.now, due_at=request.now)
