"""`/donvi`: the units of an event; each has a card with what can be changed, by press, number or sentence."""

import re
from collections.abc import Sequence

from handlers.messages import Button, Refusal, Reply
from handlers.permissions import FOCAL
from handlers.reading.text import fold
from handlers.reading.unit_edits import SeatsSaid, UnitSaid, read_unit_edit, seat_rows
from handlers.reading.units import bare_name, means_all_members, means_chair, mentioned
from handlers.request import Request
from handlers.units import changes, seats, sheet
from handlers.units.known import buttons, everyone, hand, with_id
from handlers.wording import units as wording
from storage import access, attendance, programme, settings, unit_edits, units
from storage.models import DelegateGroup, Membership, Unit

CHOSEN = re.compile(r"u(?P<id>\d{1,12})(?:\s+(?P<verb>[a-z]+))?(?:\s+(?P<rest>.+))?", re.DOTALL)
ADDS = re.compile(r"them(?:\s+(?P<kind>member|guest|office))?(?:\s+(?P<rest>.+))?", re.DOTALL)
GROUP = re.compile(r"nhom(?:\s+g(?P<id>\d{1,12}))?")
INTO = re.compile(r"u(?P<id>\d{1,12})(?: dung(?: (?P<asked>[0-9a-f]{10}))?)?")
GROUPS_SHOWN = 20


def manage(request: Request) -> Reply:
    """`/donvi`: the list; `/donvi u5`: one unit's card; a sentence such as "gộp Khe Mây vào Đồng Nhân"."""
    words = request.command.words.strip()
    if not words:
        return _list(request)
    if words.startswith(sheet.MARK):
        return sheet.taken(request, words)
    if (chosen := CHOSEN.fullmatch(words)) is not None:
        return _chosen(request, int(chosen["id"]), chosen["verb"] or "", (chosen["rest"] or "").strip())
    if words.startswith("deu "):
        return seats.each(request, words)
    adds = ADDS.fullmatch(words)
    said = read_unit_edit(words) if adds is None or not adds["kind"] else None
    if adds is not None and said is None:
        kind = adds["kind"] or unit_edits.MEMBER
        return changes.add(request, UnitSaid("add", kind=kind, rows=seat_rows(adds["rest"] or "")))
    if (group := GROUP.fullmatch(words)) is not None:
        return _groups(request, int(group["id"]) if group["id"] else None)
    if said is not None:
        return changes.said(request, said)
    raise Refusal(wording.HOW, (Button("Xem các đơn vị", "/donvi"),))


def _list(request: Request) -> Reply:
    """Every unit by kind, and what can be done."""
    rows = everyone(request.session, request.event)
    web = settings.get(request.session, "web")
    link = f"{web['url']}/ban-to-chuc/don-vi" if web else None
    text = wording.listed(rows, units.invited(request.session, request.event.id), link)
    more = [Button("Thêm đơn vị", "/donvi them member"), Button("Thêm khách mời", "/donvi them guest")]
    if _groups_left(request, rows):
        more.append(Button("Thành phần trong kế hoạch", "/donvi nhom"))
    return Reply(text, (*more, *buttons(rows, "/donvi")))


def _chosen(request: Request, number: int, verb: str, rest: str) -> Reply:
    """A unit's card, or one change of it: pressed, or typed after it was asked for."""
    unit = with_id(everyone(request.session, request.event), number)
    key = f"/donvi u{unit.id}"
    if verb in ASKING and not rest:
        return Reply(ASKING[verb].format(wording.named(unit)), expects=f"{key} {verb}")
    if verb == "ten":
        return changes.rename(request, unit, rest)
    if verb == "goi":
        return changes.spell(request, unit, rest)
    if verb == "chitieu":
        return _seats(request, unit, rest)
    if verb == "gop":
        return _merge(request, unit, rest)
    if verb in ("dangcai", "thoidangcai"):
        return changes.host(request, unit, verb == "dangcai")
    if verb in ("lanhdao", "thoilanhdao"):
        return _lead(request, unit, rest, verb == "lanhdao")
    if verb == "giayto":
        return changes.owe(request, unit)
    if verb in ("moi", "thoi"):
        return changes.invite(request, unit) if verb == "moi" else changes.leave_out(request, unit)
    return _card(request, unit)


ASKING = {"ten": wording.ASK_NAME, "goi": wording.ASK_ALIAS, "chitieu": wording.ASK_SEATS}


def _seats(request: Request, unit: Unit, rest: str) -> Reply:
    said = seat_rows(f"{unit.name.replace(',', ' ')}, {rest}" if re.match(r"-?\d", rest) else rest, named=True)
    none = rest in ("khong", "không", "bo", "bỏ")
    number = None if none else said[0].seats if said else None
    if not none and number is None:
        raise Refusal(wording.HOW_TO_SEAT)
    row = said[0] if said and not none else None
    if row is not None and row.fault:
        raise Refusal(wording.rows_refused([row]))
    if unit.id not in units.invited(request.session, request.event.id):
        raise Refusal(wording.not_invited(unit), (Button("Mời đoàn này", f"/donvi u{unit.id} moi"),))
    done = unit_edits.set_quota(hand(request), unit, number)
    whole = attendance.totals(attendance.counts(request.session, request.event.id)).quota
    return Reply(wording.seated([(unit, number)], int(done), whole), changes.card_of(unit))


def _merge(request: Request, unit: Unit, rest: str) -> Reply:
    rows = everyone(request.session, request.event)
    if not rest:
        others = [row for row in rows if row is not unit]
        return Reply(wording.into_which(unit), buttons(others, f"/donvi u{unit.id} gop"))
    found = INTO.fullmatch(rest)
    if found is None:
        raise Refusal(wording.HOW)
    into = with_id(rows, int(found["id"]))
    asked = found["asked"]
    return changes.merge(request, unit, into, asked) if asked else changes.ask_to_merge(request, unit, into)


def _card(request: Request, unit: Unit) -> Reply:
    invited = units.invited(request.session, request.event.id)
    people = attendance.unit_contacts(request.session, unit.id)
    speakers = _speakers(request, unit)
    key = f"/donvi u{unit.id}"
    here = unit.id in invited
    found = [Button("Đổi tên", f"{key} ten"), Button("Tên gọi khác", f"{key} goi")]
    if here:
        found += [Button("Chỉ tiêu", f"{key} chitieu"), Button("Mời đầu mối", f"/moi focal u{unit.id}")]
        found += [Button("Người liên hệ", f"/daumoi u{unit.id}"), Button("Thôi mời", f"{key} thoi")]
    else:
        found.append(Button("Mời đoàn", f"{key} moi"))
    found.append(Button("Thôi đăng cai", f"{key} thoidangcai") if unit.host else Button("Đăng cai", f"{key} dangcai"))
    found.append(Button("Gộp vào đơn vị khác", f"{key} gop"))
    for row in speakers:
        verb = "thoilanhdao" if row.lead else "lanhdao"
        found.append(Button(wording.lead_button(row), f"{key} {verb} p{row.id}"))
    return Reply(wording.card(unit, here, invited.get(unit.id), people, speakers), tuple(found))


def _speakers(request: Request, unit: Unit) -> list[Membership]:
    """The unit's focal points."""
    return [row for row in access.members(request.session, request.event.id, unit.id) if row.role == FOCAL]


def _lead(request: Request, unit: Unit, rest: str, lead: bool) -> Reply:
    """One focal point leads the unit, or does not any more."""
    row = next((each for each in _speakers(request, unit) if rest == f"p{each.id}"), None)
    if row is None:
        raise Refusal(wording.NO_SUCH_SPEAKER, (Button("Xem đơn vị", f"/donvi u{unit.id}"),))
    by_id = request.person.id if request.person else None
    access.set_lead(request.session, row, lead, by_id=by_id, now=request.now)
    return Reply(wording.leads(row, unit), changes.card_of(unit))


def _groups(request: Request, number: int | None) -> Reply:
    """The plan's composition: a line of it becomes an invited guest with its seats."""
    groups = programme.groups(request.session, request.event.id)
    rows = everyone(request.session, request.event)
    chosen = next((group for group in groups if group.id == number), None)
    if chosen is not None:
        row = SeatsSaid(wording.group_name(chosen), chosen.count)
        return changes.add(request, UnitSaid("add", kind=unit_edits.GUEST, rows=(row,)))
    left = _groups_left(request, rows)
    pressed = tuple(Button(wording.group_short(group), f"/donvi nhom g{group.id}") for group in left[:GROUPS_SHOWN])
    return Reply(wording.groups(len(left)), pressed)


def _groups_left(request: Request, rows: Sequence[Unit]) -> list[DelegateGroup]:
    """Lines of the composition that speak of no unit known already."""
    places = {row.id: [bare_name(row.name)] for row in rows if row.kind == unit_edits.MEMBER}
    names = {fold(row.name) for row in rows}

    def known(group: DelegateGroup) -> bool:
        return fold(wording.group_name(group)) in names or means_chair(group.name) or means_all_members(group.name)

    groups = programme.groups(request.session, request.event.id)
    return [group for group in groups if not known(group) and not mentioned(group.name, places)]
