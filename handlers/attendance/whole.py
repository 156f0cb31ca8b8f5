"""A delegation given whole, as its page does: every part that changed is recorded, or none."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.attendance import counts
from handlers.attendance.arrivals import impossible
from handlers.attendance.counts import record
from handlers.attendance.handed_in import handed_in
from handlers.attendance.names import named
from handlers.attendance.target import by_id, is_organiser, not_too_late, unit_meant
from handlers.language.persons import folded_name
from handlers.messages import Outcome, Refusal, Reply
from handlers.request import Request
from handlers.said.attendance import RegisterSaid
from handlers.said.delegation import DelegationSaid, ListSaid
from handlers.wording import arrivals as arrival_words
from handlers.wording import colleagues, whole
from handlers.wording import delegations as list_words
from handlers.wording import stays as stay_words
from storage import attendance, audit
from storage.attendance import COMING, NOT_COMING, Choice, Coming, Slot, UnitCount
from storage.models import AuditEntry

PARTS: Mapping[str, Sequence[str]] = {
    "count": ("head_count",),
    "arrival": ("arrival",),
    "stays": ("stay",),
    "choices": ("choice",),
    "names": ("delegates", "delegate_removed"),
}


def save(request: Request, given: DelegationSaid) -> Reply:
    """Records what the page of a delegation changed. Refused whole: a fault beside its field, or another's change."""
    unit = unit_meant(request, given.unit_id)
    attendance.hold(request.session, request.event.id, unit.unit.id)
    _not_overtaken(request, unit, given)
    if given.count is not None and given.count.answer == NOT_COMING and unit.answer == COMING and not given.sure:
        raise Refusal(whole.SURE, outcome=Outcome.ASK, faults={"count.answer": whole.sure(unit)})
    if faults := {fault: words for part in (_arrival_faults, _split_faults, _name_faults)
                  for fault, words in part(request, unit, given)}:  # fmt: skip
        raise Refusal(whole.FAULTY, faults=faults)
    told = [line for part in (_count, _arrival, _stays, _split, _names) if (line := part(request, unit, given))]
    return Reply("\n".join(told) or whole.NOTHING, outcome=(Outcome.DONE,) if told else (Outcome.ANSWER,))


def _not_overtaken(request: Request, unit: UnitCount, given: DelegationSaid) -> None:
    """Refused where a part that is given was changed since the page was shown: who changed what."""
    mine = [action for part, actions in PARTS.items() if getattr(given, part) is not None for action in actions]
    lines = audit.of_unit(request.session, request.event.id, unit.unit.id, given.seen)
    between = [(line, who) for line, who in lines if line.action in mine]
    if not between:
        return
    own = by_id(request)
    changes = [(whole.YOURSELF if line.actor_id == own else who, _change(request, line)) for line, who in between]
    raise Refusal(whole.overtaken(changes))


def _change(request: Request, line: AuditEntry) -> str:
    before, after = line.before, line.after
    match line.action:
        case "head_count":
            return colleagues.count(before, after)
        case "arrival":
            return colleagues.arrival(before, after)
        case "stay":
            return colleagues.stay(before, after)
        case "choice":
            labels = {str(option): label for choice in _choices(request) for option, label in choice.options}
            return colleagues.choice(before, after, labels)
        case _:
            return colleagues.names(after)


def _choices(request: Request) -> list[Choice]:
    return attendance.choices(request.session, request.event.id)


def _arrival_faults(request: Request, unit: UnitCount, given: DelegationSaid) -> Iterator[tuple[str, str]]:
    if given.arrival is not None and (fault := impossible(request, given.arrival)):
        yield "arrival.day", arrival_words.arrival_refused(fault, request.event)


def _split_faults(request: Request, unit: UnitCount, given: DelegationSaid) -> Iterator[tuple[str, str]]:
    """More people over an item's activities than come."""
    count = given.count
    answer, total = (count.answer, count.total) if count is not None else (unit.answer, unit.total)
    said = dict(given.choices or ())
    for choice in _choices(request) if said else ():
        mine = [said[option] or 0 for option, _ in choice.options if option in said]
        if answer == COMING and sum(mine) > total:
            first = next(option for option, _ in choice.options if option in said)
            yield f"choices.{first}", whole.too_many_split(sum(mine), total)


def _name_faults(request: Request, unit: UnitCount, given: DelegationSaid) -> Iterator[tuple[str, str]]:
    """Two rows of one name would be told apart by nobody."""
    if given.names is None:
        return
    known = attendance.delegates(request.session, request.event.id, unit.unit.id)
    rows = dict(given.names.rows)
    taken = {row.folded: row.id for row in known if row.id not in rows}
    for key, one in given.names.rows:
        if one is not None and taken.setdefault(folded_name(one.name), key) != key:
            yield f"names.{key}.name", whole.twice(one.name)
    for number, one in enumerate(given.names.new):
        if taken.setdefault(folded_name(one.name), -number - 1) != -number - 1:
            yield f"names.new{number}.name", whole.twice(one.name)


def _count(request: Request, unit: UnitCount, given: DelegationSaid) -> str:
    return record(request, unit, RegisterSaid(unit.unit.id, given.count)).text if given.count is not None else ""


def _arrival(request: Request, unit: UnitCount, given: DelegationSaid) -> str:
    said = given.arrival
    if said is None:
        return ""
    event_id, unit_id = request.event.id, unit.unit.id
    coming = Coming(said.day, said.at, said.place, said.people, said.vehicles, said.drivers)
    known = attendance.arrival_of(request.session, event_id, unit_id)
    if coming == Coming():
        if known is not None:
            attendance.drop_trip(request.session, known, by_id=by_id(request), now=request.now)
        return whole.ARRIVAL_GONE
    row = attendance.set_arrival(
        request.session, event_id, unit_id, coming, by_id=by_id(request), now=request.now, whole=True
    )
    return arrival_words.arrival_recorded(_now(request, unit), row)


def _now(request: Request, unit: UnitCount) -> UnitCount:
    """The unit's count as it stands by now."""
    return attendance.count_of(request.session, request.event.id, unit.unit.id) or unit


def _stays(request: Request, unit: UnitCount, given: DelegationSaid) -> str:
    if given.stays is None:
        return ""
    wanted = {Slot(*slot): number for slot, number in given.stays}
    attendance.set_stays(request.session, request.event.id, unit.unit.id, wanted, by_id=by_id(request), now=request.now)
    said = {slot: number for slot, number in wanted.items() if number is not None}
    return stay_words.recorded(_now(request, unit), said) if said else whole.STAYS_GONE


def _split(request: Request, unit: UnitCount, given: DelegationSaid) -> str:
    said, told = dict(given.choices or ()), []
    for choice in _choices(request) if said else ():
        mine = {option: said[option] for option, _ in choice.options if option in said}
        if not mine:
            continue
        with not_too_late(request):
            attendance.set_split(
                request.session, request.event.id, unit.unit.id, choice.item.id, mine, by_id=by_id(request),
                now=request.now, organiser=is_organiser(request),
            )  # fmt: skip
        counts = {option: number or 0 for option, number in mine.items()}
        every_gone = all(number is None for number in mine.values())
        told.append(whole.SPLIT_GONE if every_gone else list_words.split_recorded(_now(request, unit), choice, counts))
    return "\n".join(told)


def _names(request: Request, unit: UnitCount, given: DelegationSaid) -> str:
    said: ListSaid | None = given.names
    if said is None:
        return ""
    event_id, unit_id, who, now = request.event.id, unit.unit.id, by_id(request), request.now
    rows = {key: named(one) if one is not None else None for key, one in said.rows}
    put = attendance.put_delegates(request.session, event_id, unit_id, rows, by_id=who, now=now)
    more = [named(one) for one in (*said.new, *said.pasted)]
    kept = attendance.add_delegates(request.session, event_id, unit_id, more, by_id=who, now=now)
    known = attendance.delegates(request.session, event_id, unit_id)
    gone = sum(one is None for one in rows.values())
    told = whole.list_recorded(_now(request, unit), kept.new, put.changed + kept.changed, gone, len(known))
    return told + (handed_in(request, _now(request, unit), len(known)) if kept.new else "")


def register(request: Request) -> Reply:
    """`/dangky`: a head count, or all that a delegation's page gives."""
    given = request.command.said
    return save(request, given) if isinstance(given, DelegationSaid) else counts.register(request)
