"""The programme as a list: now and next, a day or part of it, what comes after or before, the whole of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from handlers.answers.found import Found
from handlers.answers.main_item import main_item
from handlers.answers.meant import following
from handlers.answers.rank import Ranked, rank
from handlers.answers.rows import Row
from handlers.answers.sheet import Sheet
from handlers.language.words import tokens
from handlers.programme.days import day_meant, in_part
from handlers.said.questions import Question
from handlers.wording import programme as wording
from storage.clock import local
from storage.models import Event, ProgrammeItem

LISTED = frozenset(
    """
    hoat dong gom xin voi lich lam viec dung phan muc tiet hoc con nua so thu gi vui di dien den dau nao nhung ke ten danh sach
    mat co mon bai chuyen tran tap trung thi coi xem qua cai doan hoi nghi dai bieu chinh khai giang le bat ngay ban
    """.split()  # noqa: SIM905
)
ANCHOR, TIE = 0.35, 0.1
MEETING = r"hop|hoi nghi|dai hoi|hoi thao|tap huan|le"
ASKS_MEAL = r"an|com|tiec|bua|lien hoan"
OF_MEETING = frozenset("hop hoi nghi dai thao tap huan buoi phien le tong so ket".split())  # noqa: SIM905


def now_or_next(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Bây giờ đang làm gì", "tiếp theo là gì": by the event's clock."""
    now = local(sheet.request.now, sheet.request.zone).replace(tzinfo=None)
    items = sheet.items(meant)
    timed = sorted((item for item in items if item.day and item.start), key=begin)
    if not timed:
        return _next_events(sheet, meant)
    running = [item for at, item in enumerate(timed) if begin(item) <= now < finish(item, timed[at + 1 :])]
    coming = [item for item in timed if begin(item) > now]
    if not running and not coming:
        return Found(wording.over(timed[-1]))
    upcoming = [item for item in coming if begin(item) == begin(coming[0])][:2] if coming else []
    day = (running or upcoming)[0].day
    later = [item for item in coming if item.day == day and item not in upcoming]
    inside = [item for item in items if item.day == day and not item.start]
    if question.when == "next" and question.asks:
        return Found(wording.items([*upcoming]))
    off = [item for item in sheet.called_off(meant) if item.day == day]
    return Found(wording.now_and_next(running, upcoming, [*later, *off, *inside]))


def _next_events(sheet: Sheet, meant: Sequence[Event]) -> Found | None:
    """The next conference of a plan without hours."""
    today = local(sheet.request.now, sheet.request.zone).date()
    ahead = following(meant if len(meant) > 1 else sheet.events, today)
    if len(sheet.events) < 2:
        return None
    return Found(wording.days(ahead[:1], with_place=True)) if ahead else None


def begin(item: ProgrammeItem) -> datetime:
    assert item.day
    assert item.start
    return datetime.combine(item.day, item.start)


def finish(item: ProgrammeItem, later: Sequence[ProgrammeItem]) -> datetime:
    """Its end; where none is given, the next beginning of that day, else the day's end."""
    assert item.day
    if item.end:
        return datetime.combine(item.day, item.end)
    begun = (begin(other) for other in later if other.day == item.day and begin(other) > begin(item))
    return next(begun, None) or datetime.combine(item.day, time(23, 59))


def of_day(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """What is on at the day or part of it that was named; plainly nothing, where nothing is."""
    items = sheet.items(meant)
    days = sorted({item.day for item in items if item.day})
    day = day_meant(question, days)
    if day is None and (question.day or question.day_of_month or question.nth_day):
        return _not_on(sheet, question, meant, days)
    chosen = [item for item in items if (day is None or item.day == day) and in_part(item, question.part)]
    if not chosen:
        return _nothing_then(sheet, question, meant, day)
    return _fact_of_day(sheet, question, meant, chosen) or _list_of_day(sheet, question, meant, day, chosen)


def _nothing_then(sheet: Sheet, question: Question, meant: Sequence[Event], day: date | None) -> Found | None:
    """What was called off then, else that nothing is on; a meal is looked for elsewhere."""
    if question.says(ASKS_MEAL):
        return None
    if off := _called_off(sheet, question, meant, day):
        return Found(wording.listing(wording.head_of(meant[0], day), off))
    return Found(wording.nothing_then(question.part, day, meant)) if sheet.items(meant) else None


def _called_off(sheet: Sheet, question: Question, meant: Sequence[Event], day: date | None) -> list[ProgrammeItem]:
    return [item for item in sheet.called_off(meant) if day and item.day == day and in_part(item, question.part)]


def _fact_of_day(
    sheet: Sheet, question: Question, meant: Sequence[Event], chosen: Sequence[ProgrammeItem]
) -> Found | None:
    """The meeting's hour, or the few items then, where a fact is asked for and no list."""
    if not question.asks:
        return None
    main = main_item(sheet.index, meant, sheet.items(meant))
    if main is not None and main in chosen and question.says(MEETING):
        return Found(wording.hour_of_meeting(_event_of(meant, main), main, None, None))
    if len(chosen) > 4 or question.says("gi|nhung gi|lich|chuong trinh"):
        return None
    return Found(wording.items(chosen, performers=question.wants("person")))


def _list_of_day(
    sheet: Sheet, question: Question, meant: Sequence[Event], day: date | None, chosen: Sequence[ProgrammeItem]
) -> Found:
    """All that is on then, with what was called off and, in the morning, what has no hour."""
    off = _called_off(sheet, question, meant, day)
    untimed = [item for item in sheet.items(meant) if item.day == day and not item.start]
    inside = untimed if question.part == "sang" and day else []
    rows = sorted([*chosen, *off], key=lambda item: (item.day or date.max, item.position)) if off else chosen
    return Found(wording.listing(wording.head_of(meant[0], day), [*rows, *inside]))


def _during(question: Question, meant: Sequence[Event]) -> bool:
    """Whether the day is one of the meeting's own, of whatever year, though its programme names none."""
    day, number = question.day, question.day_of_month
    for event in meant:
        if event.starts_on is None:
            continue
        first, last = event.starts_on, event.ends_on or event.starts_on
        if day is not None and (first.month, first.day) <= (day.month, day.day) <= (last.month, last.day):
            return True
        if number == first.day:
            return True
    return False


def _not_on(sheet: Sheet, question: Question, meant: Sequence[Event], days: Sequence[object]) -> Found | None:
    if question.nth_day or not (question.day or question.day_of_month) or _during(question, meant):
        return None
    if question.day is None:
        return Found(wording.nothing_then(question.part, None, meant))
    over = bool(days) and question.day.isoformat() > str(days[-1])
    return Found(wording.nothing_on(question.day, meant, over=over))


def numbered(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Nội dung thứ 5": of the ordered programme where there is one."""
    items = sheet.items(meant)
    ordered = [item for item in items if not item.start] or items
    if not ordered or question.item is None:
        return None
    found = ordered[-1] if question.item < 0 else next((i for i in ordered if i.number == question.item), None)
    return Found(wording.one_item(_event_of(meant, found), found)) if found else None


def neighbour(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """What comes after or before the item, or the conference, that was named."""
    words = question.after or question.before
    if not words or _asks_something_else(question):
        return None
    anchored = replace(question, words=words, context=(), asks=(), leans=frozenset(), day=None, part=None)
    rows = [row for row in sheet.rows if row.kind in ("item", "event") and isinstance(row.of, ProgrammeItem | Event)]
    fits = rank(sheet, anchored, [_by_title(row) for row in rows], [event.id for event in sheet.events])
    fits = [fit for fit in fits if fit.coverage >= ANCHOR]
    main = main_item(sheet.index, meant, sheet.items(meant))
    if main is not None and OF_MEETING.issuperset(words):
        return _beside(sheet, question, main)
    fits = [fit for fit in fits if fit.row.kind == "item" or len(sheet.events) > 1]
    if not fits:
        return None
    best = min((fit for fit in fits if _as_good(fit, fits[0])), key=lambda fit: _place_in_title(fit, words))
    if isinstance(best.row.of, Event):
        return _next_event(sheet, best.row.of, after=bool(question.after))
    assert isinstance(best.row.of, ProgrammeItem)
    return _beside(sheet, question, best.row.of)


def _asks_something_else(question: Question) -> bool:
    """What is on now, which of two comes first, how long it takes, the meal itself."""
    if question.when == "now" or question.says("truoc hay sau|sau hay truoc"):
        return True
    return question.wants("duration", "count") or _asks_for_a_meal(question)


def _as_good(fit: Ranked, best: Ranked) -> bool:
    return fit is best or (fit.row.kind == best.row.kind and fit.held == best.held and fit.score >= best.score - TIE)


def _place_in_title(fit: Ranked, words: Sequence[str]) -> int:
    """Where in the title the words begin: its head tells what it is."""
    title = tokens(fit.row.text)
    return min((at for at, word in enumerate(title) if word in words), default=len(title))


def _asks_for_a_meal(question: Question) -> bool:
    """ "Ăn sáng trước khi khai mạc lúc mấy giờ": the meal itself, not what stands beside the item that is named."""
    around = {*question.after, *question.before}
    return (
        question.wants("hour", "place")
        and question.says(ASKS_MEAL)
        and around.isdisjoint(("an", "com", "tiec", "bua", "lien", "hoan"))
    )


def _beside(sheet: Sheet, question: Question, anchor: ProgrammeItem) -> Found:
    """The item before or after another one of its programme."""
    beside = [i for i in sheet.items(sheet.events) if i.programme == anchor.programme and i.event_id == anchor.event_id]
    at = beside.index(anchor)
    if question.before and not question.after:
        first = 0 if question.rest else max(0, at - 1)
        return Found(wording.neighbour(anchor, beside[first:at], after=False))
    return Found(wording.neighbour(anchor, beside[at + 1 :] if question.rest else beside[at + 1 : at + 2], after=True))


def _by_title(row: Row) -> Row:
    """An item by its own name, not by who performs it."""
    title = row.of.title if isinstance(row.of, ProgrammeItem) else row.text
    return Row(row.kind, title, "", row.gives, None, row.line, row.of)


def _next_event(sheet: Sheet, anchor: Event, *, after: bool) -> Found | None:
    at = sheet.events.index(anchor) + (1 if after else -1)
    if not 0 <= at < len(sheet.events):
        return None
    return Found(wording.days([sheet.events[at]], with_place=True))


def whole(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """The whole programme; of several conferences their list, or the programme of the one that is meant."""
    items = sheet.items(meant)
    if question.months and not any(item.day and item.day.month in question.months for item in items):
        return Found(wording.events(meant)) if any(_month(event) in question.months for event in meant) else None
    filled = {item.event_id for item in items}
    if len(meant) > 1 and len(filled) != 1 and (sheet.request.person is None or not items):
        return Found(wording.events(meant))
    if not items:
        return None
    return Found(wording.listing(wording.head_of(_event_of(meant, items[0])), items))


def _month(event: Event) -> int | None:
    return event.starts_on.month if event.starts_on else int(event.month[5:7]) if event.month else None


def _event_of(events: Sequence[Event], item: ProgrammeItem) -> Event:
    return next((event for event in events if event.id == item.event_id), events[0])
