"""`/ketqua`: what became of a broadcast, whom to telephone. `/nhan`: a person says that it came."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.messages import Button, Outcome, Refusal, Reply
from handlers.request import Request
from handlers.said.broadcasts import ReceivedSaid, ResultSaid
from handlers.wording import broadcasts as wording
from handlers.wording import buttons as on_button
from handlers.wording import results as told
from storage import broadcasts, outbox
from storage.clock import local, wall_clock
from storage.models import Broadcast

AWAITED = timedelta(days=5)  # "đã nhận" without a number speaks of something recent


def results(request: Request) -> Reply:
    """`/ketqua`: the newest broadcast, or the one named, in words that add up; whom to telephone; send again."""
    sent = broadcasts.confirmed(request.session, request.event.id)
    said: ResultSaid = request.command.said
    newest = sent[0].id if sent and said.what else None
    chosen = newest if said.broadcast_id is None else said.broadcast_id
    if chosen is None:
        return _overview(request, sent)
    row = broadcasts.locked(request.session, request.event.id, chosen)
    if row is None or row.confirmed_at is None:
        raise Refusal(wording.NO_SUCH_BROADCAST)
    if said.what == "goi":
        people = outbox.unreached(request.session, request.event.id, broadcasts.KIND, broadcasts.topic(row).subject)
        return Reply(told.telephone_list(people), (result_button(row),))
    if said.what == "donvi":
        units = outbox.by_unit(request.session, request.event.id, broadcasts.KIND, broadcasts.topic(row).subject)
        return Reply(told.per_unit(row.text, units), (result_button(row),))
    if said.what == "lai":
        again = broadcasts.resend(
            request.session, row, now=request.now, now_real=wall_clock(), actor_id=actor_of(request)
        )  # fmt: skip
        return Reply(told.sending_again(again), (result_button(row),))
    return _result(request, row)


def _overview(request: Request, sent: Sequence[Broadcast]) -> Reply:
    reminded = outbox.states(request.session, request.event.id, "deadline")
    if not sent:
        return Reply(told.nothing_sent(reminded))
    newest = _result(request, sent[0])
    older = tuple(Button(wording.short(row.text), f"/ketqua {row.id}") for row in sent[1:])
    return Reply(newest.text + told.reminders_too(reminded), newest.buttons + older)


def _result(request: Request, row: Broadcast) -> Reply:
    subject = broadcasts.topic(row).subject
    counts = outbox.states(request.session, request.event.id, broadcasts.KIND, subject)
    why = outbox.causes(request.session, request.event.id, broadcasts.KIND, subject)
    if row.state == "scheduled" and row.send_at:
        stop = Button(on_button.STOP_SENDING, f"/gui dung {row.id}")
        return Reply(wording.waits(row.text, local(row.send_at, request.zone), row.recipients), (stop,))
    buttons = []
    if counts["queued"]:
        buttons.append(Button(on_button.STOP_SENDING, f"/gui dung {row.id}"))
    if counts["unknown"]:
        buttons.append(Button(told.resend_label(counts["unknown"]), f"/ketqua {row.id} lai"))
    if any(counts[state] for state in outbox.NOT_REACHED):
        buttons.append(Button(on_button.CALL_LIST, f"/ketqua {row.id} goi"))
    buttons.append(Button(on_button.BY_UNIT, f"/ketqua {row.id} donvi"))
    buttons += [
        Button(on_button.CORRECT, f"/gui dinhchinh {row.id}"),
        Button(on_button.PASTE_IN_GROUP, f"/gui dan {row.id}"),
    ]
    corrects = row.corrects_id is not None
    edited = outbox.edited(request.session, request.event.id, broadcasts.KIND, subject) if corrects else None
    return Reply(told.result(row.text, row.recipients, counts, why, edited), tuple(buttons))


def received(request: Request) -> Reply:
    """`/nhan 07` or "NHAN 07": the person says that the message came; without a number, the newest that awaits it."""
    said: ReceivedSaid | None = request.command.said
    if said is None:
        return _newest(request)
    number = said.number
    found = (
        outbox.confirm(request.session, request.person.id, number, request.now) if request.person and number else None
    )
    if found is None:
        raise Refusal(wording.NO_SUCH_MESSAGE)
    return _came(number)


def _newest(request: Request) -> Reply:
    since = request.now - AWAITED
    row = outbox.awaiting(request.session, request.person.id, since) if request.person else None
    if row is None:
        raise Refusal(wording.NOTHING_AWAITS)
    number = row.ref.removeprefix("HN-").partition("/")[0]
    assert request.person is not None
    outbox.confirm(request.session, request.person.id, number, request.now)
    return _came(number)


def _came(number: str) -> Reply:
    """That a message came is kept with the message; it is no change of anybody's data."""
    return Reply(wording.thanks(number), outcome=(Outcome.DONE,))


def result_button(row: Broadcast) -> Button:
    return Button(on_button.SEE_RESULTS, f"/ketqua {row.id}")


def actor_of(request: Request) -> int | None:
    return request.person.id if request.person else None
