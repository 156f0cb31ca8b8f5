"""From what was typed to a command: a slash, a number, a button's words, a count, a yes or no; else a question."""

import re
from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from sqlalchemy.orm import Session

from handlers import tracing
from handlers.conversation import cards
from handlers.language.activities import activity
from handlers.language.folding import fold
from handlers.language.persons import called
from handlers.language.phones import PHONE
from handlers.language.roster import NO_MORE, is_of_somebody, is_roster, read_place, read_swap
from handlers.language.unit_names import mentioned, without_names
from handlers.messages import Command, Incoming, Outcome, Refusal
from handlers.permissions import DELEGATE, FOCAL, ORGANISER
from handlers.said.attendance import LARGEST
from handlers.speech import forms, policy
from handlers.speech.sentences.addressing import read_addressed, read_correction
from handlers.speech.sentences.arrivals import read_arrival, without_place
from handlers.speech.sentences.counts import LINK, QUESTION, SPEAKS_OF_ALL, read_count
from handlers.speech.sentences.edits import read_edit
from handlers.speech.sentences.ladders import read_ladder
from handlers.speech.sentences.orders import read_order
from handlers.speech.sentences.receipts import message_came, paper_came
from handlers.speech.sentences.rsvp import read_rsvp
from handlers.speech.sentences.splits import read_choice, read_split
from handlers.speech.sentences.status import FILLERS, read_status
from handlers.speech.sentences.stays import DIET, apart, read_stays
from handlers.speech.sentences.units import EVERY, read_unit_edit
from handlers.wording import desk as wording
from storage import attendance, chats, facts, owing
from storage.clock import local
from storage.models import Membership, OpenQuestion

SLASH = re.compile(r"^/([A-Za-z0-9_]+)(?:@\w+)?\s*(.*)$", re.DOTALL)
NAMED = re.compile(
    r"^(?:em |toi |minh )?ten (?:toi|em|minh) la "
    r"|^(?:so )?(?:dien thoai|dt|sdt|so)(?: cua)? (?:toi|em|minh)(?: la)?[ :]*[+\d]"
)
SENT = re.compile(r"\b(?:da|vua)\s+(?:gui|nop|chuyen)\b|\b(?:gui|nop)\s.*\b(?:roi|xong)\b")
SENT_LINK = re.compile(r"\b(?:gui|nop)\b.*https?://")
OPENS = re.compile(r"^(?:hay |xin )?(?:mo|gia han)\b(?! dau)")
UNLOCKS = re.compile(
    r"(?:hay |xin )?(?:mo|bo|huy|go) khoa(?: so| dang ky| danh sach| bao so| so luong| dai bieu)*"
    r"(?: cho (?:tat ca|moi don vi|(?:tat ca )?cac (?:don vi|doan|huyen|xa)))?(?: (?:di|nhe|a|lai))*"
)
LOCKS = re.compile(
    r"^(?:hay |xin )?khoa(?: so)?(?: dang ky| danh sach| bao so| so luong| dai bieu)*\b(?: luc| tu| vao)?"
)
FOR_SOME, FOR_ORGANISERS, FOR_FOCALS = (
    ("thuhoi", "moi", "duyet", "doan", "danhsach", "tiendo"),
    ("donden", "guitiep"),
    ("nop",),
)
UNDOES = re.compile(
    r"(?:(?:cho )?(?:em|toi|minh) )?(?:xin )?(?:hoan tac|undo)(?: lai)?(?: (?:giup|ho) (?:em|toi|minh))?"
    r"(?: (?:di|nhe|a|voi))*"
)
BY_WORD = re.compile(r"^(nhan|nop) (?:tin )?(?:hn[- ]?)?(\d{1,9})$")  # how a channel without buttons is answered
LEAVES_OUT = re.compile(r"(?:hay |xin )?(?:bo|rut|xoa|loai) don vi\b")  # an unknown one gets the nearest names


def command_for(session: Session, incoming: Incoming, here: Sequence[Membership], now: datetime) -> Command:
    """What the message asks to be done; a Command without a name is a free question."""
    text, asked = _answered(session, incoming, now)
    slash = SLASH.match(text)
    if slash:
        return _by("slash", command(text))
    if (anybodys := _anybodys(text)) is not None:
        return _by("anybody's", anybodys)
    expects = str(asked.data.get("expects", "")) if asked is not None else ""
    if expects and forms.fits(expects, text, now):
        return _by(f"form {expects}", policy.doubted(command(f"{expects} {text}"), text))
    if (ordered := read_order(text)) is not None and _fits_role(session, order := command(ordered), here):
        return _by("order", order)
    if (said := _change_said(session, text, here, now)) is not None:
        return _by("report", policy.doubted(said, text))
    if cards.waits_for_nothing(session, incoming, now):
        raise Refusal(wording.NOTHING_WAITS, outcome=Outcome.UNKNOWN)
    if cards.NUMBER.fullmatch(text):
        options = len(asked.options) if asked is not None else 0
        raise Refusal(wording.no_such_choice(text, options), outcome=Outcome.ASK if options else Outcome.UNKNOWN)
    return _by("question", Command("", words=text))


def _by(reader: str, read: Command) -> Command:
    """What one kind of reader made of the words."""
    tracing.note("read", reader=reader, command=read)
    return read


def _anybodys(text: str) -> Command | None:
    """What everybody may say of themselves: a message came, take it back, my name is …"""
    folded = fold(text)
    if by_word := BY_WORD.match(folded.strip(" .!")):
        return command(f"/{by_word[1]} {by_word[2]}")
    if message_came(text):
        return Command("nhan")
    if UNDOES.fullmatch(folded.strip(" .!")):
        return Command("hoantac")
    return Command("ten", words=text) if NAMED.match(folded) else None


def _answered(session: Session, incoming: Incoming, now: datetime) -> tuple[str, OpenQuestion | None]:
    """What was typed, or the command of the choice it was; and the question that stood open."""
    text = incoming.text.strip()
    asked = chats.newest_question(session, incoming.channel, incoming.address, None, now)
    sent = cards.chosen(text, asked)
    if sent is not None and asked is not None:
        tracing.note("card", options=asked.options, chosen=sent)
        chats.close(asked, now)
        return sent, asked
    if (unclear := cards.no_answer(text, asked)) is not None:
        raise unclear
    return text, asked


def command(text: str) -> Command:
    """ "/dangky u12 16" as a Command; a sentence has no name."""
    slash = SLASH.match(text)
    if slash is None:
        return Command("", words=text)
    return Command(slash[1].lower(), tuple(slash[2].split()), words=slash[2].strip())


def _fits_role(session: Session, sent: Command, here: Sequence[Membership]) -> bool:
    """Orders about units and people are read for those who may; for others the sentence may ask something."""
    roles = {member.role for member in here}
    if sent.name in FOR_ORGANISERS:
        return ORGANISER in roles
    if sent.name in FOR_FOCALS:
        return FOCAL in roles
    if sent.name == "doan" and sent.args[:1] not in ((), ("nhom",), ("excel",)):
        return ORGANISER in roles and _names_a_unit(session, sent.words, here)
    return sent.name not in FOR_SOME or bool(roles & {ORGANISER, FOCAL})


def _change_said(session: Session, text: str, here: Sequence[Membership], now: datetime) -> Command | None:
    """What a focal point reports, an organiser decides, a delegate answers, in a sentence."""
    roles = {member.role for member in here}
    folded = fold(text)
    if ORGANISER in roles and (decided := _decided(session, text, here, now)) is not None:
        return decided
    name = _report(session, text, here, now) if roles & {FOCAL, ORGANISER} else None
    if name is not None and (FOCAL in roles or _names_a_unit(session, text, here)):
        return Command(name, words=text)
    if FOCAL in roles and (SENT.search(folded) or SENT_LINK.search(folded)) and not QUESTION.search(folded):
        return Command("nop", words=text)
    return _delegate_said(session, text, here, roles) if DELEGATE in roles else None


def _delegate_said(session: Session, text: str, here: Sequence[Membership], roles: Set[str]) -> Command | None:
    counts = read_count(text) if roles == {DELEGATE} and SPEAKS_OF_ALL.search(fold(text)) else None
    if counts is not None and counts.answer == attendance.COMING and counts.sure:
        return Command("dangky", words=text)  # refused in a sentence: a focal point says it
    if _chooses(session, text, here):
        return Command("luachon", words=text)
    return Command("xacnhan", words=text) if read_rsvp(text) is not None else None


def _decided(session: Session, text: str, here: Sequence[Membership], now: datetime) -> Command | None:
    """What only an organiser decides: open, lock, units, when to remind, a change of the plan."""
    if (status := _status(session, text, here)) is not None:
        return status
    if (locks := _locks(session, text, here)) is not None:
        return locks
    if (of_units := _of_units(session, text, here)) is not None:
        return Command(of_units, words=text)
    if read_correction(text) is not None:
        return Command("gui", words=text)
    if (to := read_addressed(text)) and (not to.segment.startswith("unit:") or _names_a_unit(session, text, here)):
        return Command("gui", words=text)
    if read_ladder(text) is not None:
        return Command("nhac", words=text)
    return Command("sua", words=text) if read_edit(text, local(now)) is not None else None


def _locks(session: Session, text: str, here: Sequence[Membership]) -> Command | None:
    """Opened for one unit, unlocked for all, locked."""
    folded = fold(text)
    if OPENS.match(folded) and _names_a_unit(session, text, here):
        return Command("mo", words=text)
    if UNLOCKS.fullmatch(folded.strip(" .!")):
        return Command("khoa", words="bo")
    if LOCKS.match(folded) and not QUESTION.search(folded):
        return Command("khoa", words=LOCKS.sub("", folded).strip())
    return None


def _of_units(session: Session, text: str, here: Sequence[Membership]) -> str | None:
    """The command of a sentence about a unit: whom to telephone there, a change of it, a paper that came."""
    if _is_contact(session, text, here):
        return "daumoi"
    if _changes_units(session, text, here):
        return "donvi"
    return "nop" if _receives(session, text, here) else None


def _report(session: Session, text: str, here: Sequence[Membership], now: datetime) -> str | None:
    """The command of a report on a delegation: names, an arrival, a split over activities, a head count."""
    if LINK.search(text):
        return None
    if is_roster(text):
        return "danhsach"
    if FOCAL in {member.role for member in here} and _names_known(session, text, here):
        return "danhsach"
    names = _unit_forms(session, here[0].event_id)
    bare = without_names(text, names)
    rest, of_stays = apart(bare)
    if read_arrival(without_place(rest), local(now)) is not None:
        return "den"
    if DIET.search(fold(bare)):
        return "annghi"
    if re.search(r"\d|\bca doan\b", fold(bare)):
        for options in attendance.labels(session, here[0].event_id):
            labels = {option: without_names(activity(label), names) for option, label in options.items()}
            if read_split(bare, labels) is not None:
                return "luachon"
    if read_stays(bare, local(now)) or (of_stays and read_count(rest) is None):
        return "annghi"
    return "dangky" if read_count(rest) is not None else None


def _names_known(session: Session, text: str, here: Sequence[Membership]) -> bool:
    """Whether "thay A bằng B" or "bớt A" speaks of a person: by a title, or a name on the own unit's list."""
    swap, placed = read_swap(text), read_place(text)
    if swap is None and placed is None:
        return False
    own = next(member for member in here if member.role == FOCAL)
    known = attendance.delegates(session, own.event_id, own.unit_id or 0)
    if swap is None:
        return bool(known)
    if NO_MORE.match(text.strip()) and swap[1]:
        return True
    return bool(is_of_somebody(text) or called(swap[0], {row.id: row.folded for row in known}))


def _chooses(session: Session, text: str, here: Sequence[Membership]) -> bool:
    found = attendance.labels(session, here[0].event_id)
    return read_choice(text, {option: label for options in found for option, label in options.items()}) is not None


def _changes_units(session: Session, text: str, here: Sequence[Membership]) -> bool:
    """A sentence about units; all but a new one name a unit that is known, or every one."""
    said = read_unit_edit(text)
    if said is None:
        return False
    if said.verb == "add" or (said.verb == "leave_out" and LEAVES_OUT.match(fold(text))):
        return True
    every = any(EVERY.match(fold(row.name)) or 0 <= (row.seats or -1) <= LARGEST for row in said.rows)
    return every or _names_a_unit(session, said.who or "\n".join(row.name for row in said.rows), here)


def _names_a_unit(session: Session, text: str, here: Sequence[Membership]) -> bool:
    return bool(here and mentioned(text, _unit_forms(session, here[0].event_id)))


def _status(session: Session, text: str, here: Sequence[Membership]) -> Command | None:
    """A question about the state of things; one about a unit or an activity names it and nothing else."""
    said = read_status(text)
    if said is None:
        return None
    sent, unit, activity_said = said
    if unit:
        bare = without_names(unit, _unit_forms(session, here[0].event_id), "")
        if not _names_a_unit(session, unit, here) or FILLERS.sub(" ", fold(bare)).strip():
            return None
    if activity_said and not _chooses(session, f"chon {activity_said}", here):
        return None
    return command(sent)


def _is_contact(session: Session, text: str, here: Sequence[Membership]) -> bool:
    """ "Khe Mây: chị Lò Thị Mận 0912 345 678": before the colon a unit and nothing else, after it a telephone."""
    head, colon, rest = text.partition(":")
    if not colon or not PHONE.search(rest) or not _names_a_unit(session, head, here):
        return False
    return not FILLERS.sub(" ", fold(without_names(head, _unit_forms(session, here[0].event_id), ""))).strip()


def _receives(session: Session, text: str, here: Sequence[Membership]) -> bool:
    """Whether an organiser says that a unit's paper came; "Khe Mây" unmarked holds "may", so names are out."""
    if not _names_a_unit(session, text, here):
        return False
    bare = without_names(text, _unit_forms(session, here[0].event_id))
    return paper_came(bare, owing.paper_names(session, here[0].event_id))


def _unit_forms(session: Session, event_id: int) -> Mapping[int, Sequence[str]]:
    return facts.of(session, event_id).spellings
