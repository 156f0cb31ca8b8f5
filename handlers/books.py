"""A workbook that came in a chat: handed to the command that its page uses, for the delegation that is meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers import broadcasts
from handlers.attendance.filled import names_or_filled
from handlers.conversation.held import keep
from handlers.messages import Button, Command, Denied, Refusal, Reply, asking, button_label
from handlers.permissions import FOCAL, ORGANISER
from handlers.request import Request
from handlers.said.books import Book, BookSaid
from handlers.said.broadcasts import NOBODY_YET
from handlers.said.names import FilledSaid
from handlers.said.units import SheetSaid
from handlers.units import manage
from handlers.units.known import Spellings, everyone
from handlers.wording import attendance as attendance_words
from handlers.wording import books as wording
from handlers.wording import workbooks
from storage import journal, people, settings, units
from storage.models import Membership, Unit
from storage.unit_edits import OFFICE

MOST_BUTTONS = 30
TEMPLATE = (Button(wording.GET, "/mau"),)


@dataclass(frozen=True, slots=True)
class Rights:
    """What a sender may hand in at this event: for every unit, or for those they speak for."""

    organiser: Membership | None
    focal: Mapping[int, Membership]


def take(request: Request) -> Reply:
    """`/mau`: the list that came is recorded, or goes out with a message; without one, where its template is."""
    said: BookSaid = request.command.said
    rights = _rights(request)
    if said.book is None:
        site = (settings.get(request.session, "web") or {}).get("url")
        by_chat = request.channels.of(request.incoming.channel).takes_files
        return Reply(wording.how(site, organiser=rights.organiser is not None, by_chat=by_chat))
    if rights.organiser is not None and _goes_out(said, said.book):
        return _sent_on(_acting(request, rights.organiser), said, said.book)
    return _recorded(request, rights, said, said.book)


def _rights(request: Request) -> Rights:
    held = people.memberships(request.session, request.person.id) if request.person is not None else []
    here = [member for member in held if member.event_id == request.event.id and member.state == "approved"]
    focal = {member.unit_id: member for member in here if member.role == FOCAL and member.unit_id is not None}
    return Rights(next((member for member in here if member.role == ORGANISER), None), focal)


def _acting(request: Request, member: Membership, command: Command | None = None) -> Request:
    return replace(request, membership=member, unit=member.unit, command=command or request.command)


def _goes_out(said: BookSaid, book: Book) -> bool:
    """Whether an organiser's file is for others: addressed, no filled template, or beside words of its own."""
    if book.meant or book.unit_id is not None:
        return False
    if said.send is not None and (said.send.segment != NOBODY_YET or said.send.send_at is not None):
        return True
    return not book.ours or said.more or (not book.fault and book.is_empty)


def _sent_on(request: Request, said: BookSaid, book: Book) -> Reply:
    """As any file of an organiser; a list in it may be recorded all the same."""
    journal.of_command(request.session, "tep")
    reply = broadcasts.with_file(replace(request, command=Command("tep", said=said.send)))
    if book.fault and not book.foreign:
        return replace(reply, text=f"{reply.text}\n{wording.as_a_list(book.fault)}")
    if book.fault or book.is_empty:
        return reply
    number = keep(request.session, request.incoming, "", request.now)
    record = Button(wording.RECORD[book.kind], f"/ghilai {number} ghi")
    return replace(reply, text=f"{reply.text}\n{wording.either(book)}", buttons=(*reply.buttons, record))


def _recorded(request: Request, rights: Rights, said: BookSaid, book: Book) -> Reply:
    if book.fault:
        raise Refusal(f"{book.fault} {wording.OTHER_PAPER}" if book.foreign else book.fault, TEMPLATE)
    if said.list is None:
        raise Refusal("\n".join(filter(None, (workbooks.SHEET_EMPTY, book.beside))), TEMPLATE)
    if isinstance(said.list, SheetSaid):
        if rights.organiser is None:
            raise Refusal(wording.units_not_here(), TEMPLATE)
        return _by(_acting(request, rights.organiser, Command("donvi", said=said.list)), book)
    meant = _whose(request, rights, said, book, said.list)
    if isinstance(meant, Reply):
        return meant
    member = rights.focal.get(meant) or rights.organiser
    if member is None:
        raise Denied(attendance_words.NOT_YOUR_UNIT)
    names = replace(said.list.names, unit_id=meant) if said.list.names is not None else None
    filled = replace(said.list, unit_id=meant, names=names)
    return _by(_acting(request, member, Command("danhsach", said=filled)), book)


def _by(request: Request, book: Book) -> Reply:
    """The page's own command, and what of the workbook was left out."""
    journal.of_command(request.session, request.command.name)
    reply = manage(request) if request.command.name == "donvi" else names_or_filled(request)
    return replace(reply, text="\n".join(filter(None, (reply.text, book.beside))))


def _whose(request: Request, rights: Rights, said: BookSaid, book: Book, filled: FilledSaid) -> int | Reply:
    """The delegation that was chosen, that the rows or the words name, or that is the sender's only one; else asked."""
    if book.unit_id is not None:
        return book.unit_id
    known = {unit.id: unit for unit in everyone(request.session, request.event)}
    invited = units.invited(request.session, request.event.id)
    own = list(rights.focal)
    in_rows = _in_rows(filled, known.values())
    named = in_rows or [key for key in said.units if key in invited]
    mine = [key for key in named if key in (own if rights.organiser is None else invited)]
    theirs = mine or own
    if in_rows and theirs:
        return theirs[0]  # rows of another delegation are refused there, each by its number
    if named and not mine and own:
        return _asked(request, wording.named_others(book, [known[key] for key in named]), own, known)
    if len(theirs) == 1:
        return theirs[0]
    options = theirs or list(invited)
    return _asked(request, wording.which_unit(book, more=len(options) > MOST_BUTTONS), options, known)


def _in_rows(filled: FilledSaid, known: Iterable[Unit]) -> list[int]:
    """The delegations that the rows name; an office may be where somebody works."""
    rows = filled.names.of_units if filled.names is not None else ()
    spelt = Spellings(known if rows else ())
    found = [spelt.of(name) for _, name in rows]
    return list(dict.fromkeys(unit.id for unit in found if unit is not None and unit.kind != OFFICE))


def _asked(request: Request, text: str, options: Sequence[int], known: Mapping[int, Unit]) -> Reply:
    """The list waits; a press names whose it is."""
    number = keep(request.session, request.incoming, "", request.now)
    shown = [known[key] for key in options if key in known][:MOST_BUTTONS]
    return asking(text, tuple(Button(button_label(unit.name), f"/ghilai {number} u{unit.id}") for unit in shown))
