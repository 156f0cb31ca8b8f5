"""`/donvi`: the units of an event; each has a card with what can be changed, by press, number or sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from handlers.language.folding import fold
from handlers.language.unit_names import bare_name, means_all_members, means_chair, mentioned
from handlers.messages import Button, Refusal, Reply, asking
from handlers.permissions import FOCAL
from handlers.request import Request
from handlers.said.units import CardSaid, EachSaid, FieldsSaid, GroupSaid, SeatsSaid, SheetSaid, UnitSaid
from handlers.units import changes, filled, seats, sheet
from handlers.units.known import buttons, everyone, hand, with_id
from handlers.wording import buttons as on_button
from handlers.wording import units as wording
from storage import access, attendance, facts, programme, settings, unit_edits, units
from storage.models import DelegateGroup, Membership, Unit

GROUPS_SHOWN = 20


def manage(request: Request) -> Reply:
    """`/donvi`: the list; `/donvi u5`: one unit's card; a sentence such as "gộp Khe Mây vào Đồng Nhân"."""
    match request.command.said:
        case SheetSaid(rows):
            return sheet.taken(request, rows)
        case CardSaid() as card:
            return _chosen(request, card)
        case FieldsSaid() as fields:
            return filled.save(request, fields)
        case EachSaid() as each:
            return seats.each(request, each)
        case GroupSaid(group_id):
            return _groups(request, group_id)
        case UnitSaid() as said:
            return changes.said(request, said)
    return _list(request)


def _list(request: Request) -> Reply:
    """Every unit by kind, and what can be done."""
    rows = everyone(request.session, request.event)
    web = settings.get(request.session, "web")
    link = f"{web['url']}/ban-to-chuc/don-vi" if web else None
    plan = facts.of(request.session, request.event.id)
    text = wording.listed(rows, plan.invited[request.event.id], link)
    more = [Button(on_button.ADD_UNIT, "/donvi them member"), Button(on_button.ADD_GUEST, "/donvi them guest")]
    if _groups_left(plan.groups[request.event.id], rows):
        more.append(Button(on_button.GROUPS_OF_PLAN, "/donvi nhom"))
    return Reply(text, (*more, *buttons(rows, "/donvi")))


def _chosen(request: Request, said: CardSaid) -> Reply:
    """A unit's card, or one change of it: pressed, or typed after it was asked for."""
    unit, verb = with_id(everyone(request.session, request.event), said.unit_id), said.verb
    if verb in ASKING and not said.text:
        return asking(ASKING[verb].format(wording.named(unit)), expects=f"/donvi u{unit.id} {verb}")
    return CHANGES[verb](request, unit, said) if verb in CHANGES else _card(request, unit)


ASKING = {"ten": wording.ASK_NAME, "goi": wording.ASK_ALIAS, "chitieu": wording.ASK_SEATS}


def _seats(request: Request, unit: Unit, said: SeatsSaid | None) -> Reply:
    """The unit's seats; None takes them away."""
    if said is not None and said.fault:
        raise Refusal(wording.rows_refused([replace(said, name=said.name or unit.name)]))
    if unit.id not in units.invited(request.session, request.event.id):
        raise Refusal(wording.not_invited(unit), (Button(on_button.INVITE_THIS, f"/donvi u{unit.id} moi"),))
    number = said.seats if said is not None else None
    done = unit_edits.set_quota(hand(request), unit, number)
    whole = attendance.totals(attendance.counts(request.session, request.event.id)).quota
    return Reply(wording.seated([(unit, number)], int(done), whole), changes.card_of(unit))


def _merge(request: Request, unit: Unit, said: CardSaid) -> Reply:
    rows = everyone(request.session, request.event)
    if said.into is None:
        others = [row for row in rows if row is not unit]
        return asking(wording.into_which(unit), buttons(others, f"/donvi u{unit.id} gop"))
    into = with_id(rows, said.into)
    return changes.merge(request, unit, into, said.asked) if said.asked else changes.ask_to_merge(request, unit, into)


def _lead(request: Request, unit: Unit, said: CardSaid) -> Reply:
    """One focal point leads the unit, or does not any more."""
    row = next((each for each in _speakers(request, unit) if each.id == said.member), None)
    if row is None:
        raise Refusal(wording.NO_SUCH_SPEAKER, (Button(on_button.SEE_UNIT, f"/donvi u{unit.id}"),))
    by_id = request.person.id if request.person else None
    access.set_lead(request.session, row, said.verb == "lanhdao", by_id=by_id, now=request.now)
    return Reply(wording.leads(row, unit), changes.card_of(unit))


CHANGES: Mapping[str, Callable[[Request, Unit, CardSaid], Reply]] = {
    "ten": lambda request, unit, said: changes.rename(request, unit, said.text),
    "goi": lambda request, unit, said: changes.spell(request, unit, said.text),
    "chitieu": lambda request, unit, said: _seats(request, unit, said.seats),
    "gop": _merge,
    "dangcai": lambda request, unit, said: changes.host(request, unit, True),
    "thoidangcai": lambda request, unit, said: changes.host(request, unit, False),
    "lanhdao": _lead,
    "thoilanhdao": _lead,
    "giayto": lambda request, unit, said: changes.owe(request, unit),
    "moi": lambda request, unit, said: changes.invite(request, unit),
    "thoi": lambda request, unit, said: changes.leave_out(request, unit, said.asked),
    "hoithoi": lambda request, unit, said: changes.ask_to_leave_out(request, unit),
}


def _card(request: Request, unit: Unit) -> Reply:
    invited = units.invited(request.session, request.event.id)
    people = attendance.unit_contacts(request.session, unit.id)
    speakers = _speakers(request, unit)
    key = f"/donvi u{unit.id}"
    here = unit.id in invited
    found = [Button(on_button.RENAME, f"{key} ten"), Button(on_button.OTHER_NAMES, f"{key} goi")]
    if here:
        found += [Button(on_button.SEATS, f"{key} chitieu"), Button(on_button.INVITE_FOCAL, f"/moi focal u{unit.id}")]
        found += [Button(on_button.CONTACT, f"/daumoi u{unit.id}"), Button(on_button.STOP_INVITING, f"{key} hoithoi")]
    else:
        found.append(Button(on_button.INVITE_DELEGATION, f"{key} moi"))
    found.append(
        Button(on_button.STOP_HOSTING, f"{key} thoidangcai") if unit.host else Button(on_button.HOST, f"{key} dangcai")
    )
    found.append(Button(on_button.MERGE_INTO, f"{key} gop"))
    for row in speakers:
        verb = "thoilanhdao" if row.lead else "lanhdao"
        found.append(Button(wording.lead_button(row), f"{key} {verb} p{row.id}"))
    return Reply(wording.card(unit, here, invited.get(unit.id), people, speakers), tuple(found))


def _speakers(request: Request, unit: Unit) -> list[Membership]:
    """The unit's focal points."""
    return [row for row in access.members(request.session, request.event.id, unit.id) if row.role == FOCAL]


def _groups(request: Request, number: int | None) -> Reply:
    """The plan's composition: a line of it becomes an invited guest with its seats."""
    groups = programme.groups(request.session, request.event.id)
    rows = everyone(request.session, request.event)
    chosen = next((group for group in groups if group.id == number), None)
    if chosen is not None:
        row = SeatsSaid(wording.group_name(chosen), chosen.count)
        return changes.add(request, UnitSaid("add", kind=unit_edits.GUEST, rows=(row,)))
    left = _groups_left(groups, rows)
    pressed = tuple(Button(wording.group_short(group), f"/donvi nhom g{group.id}") for group in left[:GROUPS_SHOWN])
    return asking(wording.groups(len(left)), pressed)


def _groups_left(groups: Sequence[DelegateGroup], rows: Sequence[Unit]) -> list[DelegateGroup]:
    """Lines of the composition that speak of no unit known already."""
    places = {row.id: [bare_name(row.name)] for row in rows if row.kind == unit_edits.MEMBER}
    names = {fold(row.name) for row in rows}

    def known(group: DelegateGroup) -> bool:
        return fold(wording.group_name(group)) in names or means_chair(group.name) or means_all_members(group.name)

    return [group for group in groups if not known(group) and not mentioned(group.name, places)]
