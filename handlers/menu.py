"""Every command and topic on one screen: what is not in this table, the bot cannot do.

`roles` in order of preference: the first that the asker holds is the one they act in, `anywhere`: in any event.
`changes` needs an approved membership. What is no command is a question: FREE answers it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import answers, attendance, books, broadcasts, plans, units
from handlers import programme as edits
from handlers.conversation import guide, held, passing, undoing
from handlers.messages import Reply
from handlers.papers import documents
from handlers.people import access, account, channels, own_data
from handlers.permissions import DELEGATE, DUTY, FOCAL, HELPER, ORGANISER
from handlers.reminders import ladders, rehearsal, restored
from handlers.request import Request

ALL = (ORGANISER, FOCAL, DUTY, DELEGATE, HELPER)
Handler = Callable[[Request], Reply]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; what it is for in words stands in `wording.menu` under its name."""

    name: str
    handler: Handler
    roles: tuple[str, ...]
    changes: bool = False
    anywhere: bool = False


# fmt: off
MENU: tuple[Entry, ...] = (
    Entry("start", account.join_more, ALL),
    Entry("menu", guide.menu, ALL),
    Entry("hoinghi", guide.choose_event, ALL),
    Entry("giup", guide.show, ALL),
    Entry("xacnhan", attendance.rsvp, (DELEGATE,), changes=True),
    Entry("doan", attendance.delegation, (ORGANISER, FOCAL)),
    Entry("dangky", attendance.register, (FOCAL, ORGANISER), changes=True),
    Entry("danhsach", attendance.names, (FOCAL, ORGANISER), changes=True),
    Entry("mau", books.take, (FOCAL, ORGANISER), changes=True),
    Entry("luachon", attendance.choices, (FOCAL, ORGANISER, DELEGATE), changes=True),
    Entry("den", attendance.arrival, (FOCAL, ORGANISER), changes=True),
    Entry("annghi", attendance.stays, (FOCAL, ORGANISER), changes=True),
    Entry("donden", attendance.arrivals, (ORGANISER,), changes=True),
    Entry("daumoi", attendance.contacts, (FOCAL, ORGANISER), changes=True),
    Entry("donvi", units.manage, (ORGANISER,), changes=True),
    Entry("khoa", attendance.lock, (ORGANISER,), changes=True),
    Entry("mo", attendance.grant, (ORGANISER,), changes=True),
    Entry("nop", documents.hand_in, (ORGANISER, FOCAL), changes=True),
    Entry("tiendo", documents.progress, (ORGANISER, FOCAL)),
    Entry("gui", broadcasts.send, (ORGANISER,), changes=True),
    Entry("tep", broadcasts.with_file, (ORGANISER,), changes=True),
    Entry("ketqua", broadcasts.results, (ORGANISER,), changes=True),
    Entry("guitiep", restored.go_on, (ORGANISER,), changes=True, anywhere=True),
    Entry("moi", account.invite, (ORGANISER, FOCAL), changes=True),
    Entry("thuhoi", access.revoke, (ORGANISER, FOCAL), changes=True),
    Entry("duyet", account.approve, (ORGANISER, FOCAL), changes=True),
    Entry("congbo", plans.publish, (ORGANISER,), changes=True),
    Entry("lich", answers.show, ALL),
    Entry("diadiem", answers.show, ALL),
    Entry("han", answers.show, ALL),
    Entry("nhiemvu", answers.show, ALL),
    Entry("lienhe", answers.show, ALL),
    Entry("hoi", answers.show, ALL),
    Entry("sua", edits.change, (ORGANISER,), changes=True),
    Entry("chuyen", passing.pass_on, ALL),
    Entry("traloi", passing.answer, (ORGANISER,), changes=True),
    Entry("nhac", ladders.show, (ORGANISER,), changes=True),
    Entry("tongduyet", rehearsal.show, (ORGANISER,), changes=True),
    Entry("nhan", broadcasts.received, ALL),
    Entry("ghilai", held.nothing_held, ALL),
    Entry("kenh", channels.reach, ALL),
    Entry("ten", own_data.name, ALL),
    Entry("hoantac", undoing.undo, ALL, changes=True),
    Entry("dulieucuatoi", own_data.show, ALL),
    Entry("xoadulieu", own_data.erase, ALL),
    Entry("dung", own_data.stop, ALL),
)
# fmt: on

BY_NAME = {entry.name: entry for entry in MENU}
FREE = BY_NAME["hoi"]
