"""One's own data: the name, what is kept, erasing it, being left in peace."""

import re

from handlers.messages import Button, Outcome, Refusal, Reply, asking
from handlers.reading.phones import PHONE, telephone
from handlers.request import Request
from handlers.wording import account as wording
from storage import erasure, own_data, people

OF_PHONE = re.compile(r"[\s,;]*\b(?:số|so|sđt|sdt|đt|dt|điện thoại|dien thoai)\b.*$", re.IGNORECASE)
NAME_OPENING = re.compile(r"^\s*(?:tên|ten)?\s*(?:tôi|toi|em|mình|minh)?\s*(?:là|la|:)?\s*", re.IGNORECASE)


def name(request: Request) -> Reply:
    """ "Tên tôi là …", perhaps with a telephone number: so that the organisers know who speaks."""
    words, phone = request.command.words, telephone(request.command.words)
    given = NAME_OPENING.sub("", PHONE.sub("", words)).rstrip(" ,;:-") if phone else NAME_OPENING.sub("", words)
    given = OF_PHONE.sub("", given).strip(" ,;:-")
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
    buttons = (Button("Sửa kênh", "/kenh"), Button("Xóa dữ liệu của tôi", "/xoadulieu"))
    return Reply(wording.own_data(request.person, known, request.zone), buttons)


def erase(request: Request) -> Reply:
    """`/xoadulieu`: asks once, then forgets."""
    assert request.person is not None
    if request.command.args[:1] != ("dongy",):
        return asking(wording.ERASE_ASKED, (Button("Xóa", "/xoadulieu dongy"), Button("Thôi", "/menu")))
    erasure.erase(request.session, request.person, request.now)
    return Reply(wording.ERASED)


def stop(request: Request) -> Reply:
    """`/dung`: no unasked messages any more; `/dung batlai` starts them again."""
    assert request.person is not None
    again = request.command.args[:1] == ("batlai",)
    people.stop(request.session, request.person, request.now, stopped=not again)
    return Reply(wording.RESUMED) if again else Reply(wording.STOPPED, (Button("Bật lại", "/dung batlai"),))
