"""One's own data: the name, what is kept, erasing it, being left in peace."""

from handlers.messages import Button, Outcome, Refusal, Reply, asking
from handlers.request import Request
from handlers.said.account import NameSaid
from handlers.wording import account as wording
from handlers.wording import buttons as on_button
from handlers.wording import reach
from storage import erasure, own_data, people, sessions


def name(request: Request) -> Reply:
    """ "Tên tôi là …", perhaps with a telephone number: so that the organisers know who speaks."""
    said: NameSaid = request.command.said
    given, phone = said.name, said.phone
    if phone is not None and request.person is not None:
        people.set_phone(request.session, request.person, phone, request.now)
        if len(given) < 2:
            return Reply(wording.phone_kept(phone))
    if not 2 <= len(given) <= 100 or request.person is None:
        raise Refusal(wording.HOW_TO_NAME, outcome=Outcome.ASK)
    people.rename(request.session, request.person, given, request.now)
    return Reply(wording.named(given, phone))


def show(request: Request) -> Reply:
    """`/dulieucuatoi`: everything kept about the asker."""
    assert request.person is not None
    known = own_data.of(request.session, request.person)
    buttons = (Button(on_button.EDIT_CHANNELS, "/kenh"), Button(on_button.DELETE_MY_DATA, "/xoadulieu"))
    browsers = sessions.of_person(request.session, request.person.id, request.now)
    listed = reach.browsers(browsers, request.incoming.browser, request.zone, None)
    return Reply(f"{wording.own_data(request.person, known, request.zone, request.channels)}{listed}", buttons)


def erase(request: Request) -> Reply:
    """`/xoadulieu`: asks once, then forgets."""
    assert request.person is not None
    if not request.command.said:
        return asking(
            wording.ERASE_ASKED, (Button(on_button.DELETE, "/xoadulieu dongy"), Button(on_button.NEVER_MIND, "/menu"))
        )
    erasure.erase(request.session, request.person, request.now)
    return Reply(wording.ERASED)


def stop(request: Request) -> Reply:
    """`/dung`: no unasked messages any more; `/dung batlai` starts them again."""
    assert request.person is not None
    again: bool = request.command.said
    people.stop(request.session, request.person, request.now, stopped=not again)
    return (
        Reply(wording.RESUMED) if again else Reply(wording.STOPPED, (Button(on_button.TURN_ON_AGAIN, "/dung batlai"),))
    )
