"""A found row in words: its kind chooses the wording, plain text is quoted short."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from handlers.answers.found import Found
from handlers.answers.invited import total_of_section
from handlers.answers.passages import FACTS, Passage
from handlers.answers.quoting import LONGEST, quote
from handlers.answers.rows import Row
from handlers.answers.say_events import say_event
from handlers.answers.sheet import Sheet
from handlers.language.folding import fold
from handlers.language.words import tokens
from handlers.messages import Button, Place
from handlers.permissions import FOCAL
from handlers.said.questions import Question
from handlers.wording import answers as wording
from handlers.wording import budget, deadlines, people, periods, programme
from handlers.wording import duties as duty_words
from handlers.wording import paper as paper_words
from handlers.wording.told import Told
from storage import deadlines as stored
from storage.clock import local
from storage.models import Contact, Deadline, DelegateGroup, Duty, Event, Note, Plan, ProgrammeItem, Unit

FACT_WORDS = {"day": ("truoc", "ngay"), "hour": ("gio",), "minutes": ("phut",), "money": ("dong",)}
COUNTING = "người|đồng chí|học viên|thành viên|khách|cán bộ|phóng viên|hộ|em|vận động viên"
LONGEST_SUM = 160  # characters of a sum that is told as it is written


def say(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    """One answer out of rows of one kind, the best first."""
    return SAY[rows[0].kind](sheet, question, [row for row in rows if row.kind == rows[0].kind])


def _item(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    items = [row.of for row in rows if isinstance(row.of, ProgrammeItem)]
    event = next((event for event in sheet.events if event.id == items[0].event_id), sheet.events[0])
    if len(items) == 1 and question.asks_who and items[0].performers:
        return Found(duty_words.who_performs(items[0]))
    if len(items) == 1 and question.wants("place") and not items[0].venue and event.venue:
        return Found(programme.item_at_the_meeting(event, items[0]), place=Place(event.venue))
    if len(items) == 1:
        return Found(programme.one_item(event, items[0]), place=Place(items[0].venue) if items[0].venue else None)
    return Found(programme.items(items, performers=question.asks_who))


def _total(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    events = [row.of for row in rows if isinstance(row.of, Event)]
    return Found(people.total(events, sheet.groups))


def _group(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    groups = [row.of for row in rows if isinstance(row.of, DelegateGroup)]
    if question.wants("count") and (whole := _whole_section(sheet, question, groups)) is not None:
        return Found(wording.quoted([(whole.text.rstrip(" :.,;").removesuffix(", gồm"), whole.line)]))
    return Found(
        people.counted(groups, counting_words(sheet, groups)) if question.wants("count") else people.composition(groups)
    )


def _whole_section(sheet: Sheet, question: Question, groups: Sequence[DelegateGroup]) -> Passage | None:
    """The total of a section, where what was asked names the section and none of its groups."""
    said = set(question.content)
    section = groups[0].section
    if not section or not said or not said <= set(tokens(section)) or any(said & set(tokens(g.name)) for g in groups):
        return None
    return total_of_section(sheet, section)


def counting_words(sheet: Sheet, groups: Sequence[DelegateGroup]) -> dict[int, str]:
    """What the plan itself calls those it counts, where it is not "đại biểu": "20 người"."""
    wanted = {str(group.line) for group in groups}
    lines: dict[str, str] = {}
    for passage in sheet.index.passages:
        if (line := str(passage.line)) in wanted:
            lines[line] = f"{lines.get(line, '')} {passage.text}"
    found = {}
    for group in groups:
        said = (
            re.search(rf"(?<!\d)0*{group.count} ({COUNTING})\b", lines.get(str(group.line), ""))
            if group.count
            else None
        )
        if said:
            found[group.id] = said[1]
    return found


def _chairs(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    return Found(people.chairs([row.of for row in rows if isinstance(row.of, Event)]))


def _signer(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    return say_signer(sheet)


def say_signer(sheet: Sheet) -> Found:
    """Who signed, with the posts that stand around the name."""
    name = sheet.plan.signed_by or ""
    beside = [p for p in sheet.index.passages if fold(name) in p.folded and len(p.text) < 240]
    line = next((p.line for p in reversed(beside) if p.parts == 1), None)
    signed = [[part.strip(" .;:") for part in re.split(r"[:;]", p.text)] for p in beside]
    posts = max((parts for parts in signed if name in parts), key=len, default=[])
    return Found(paper_words.signer(sheet.plan, line, [post for post in posts if post and post != name]))


def _of_plan(words: Callable[[Plan], Told]) -> Callable[[Sheet, Question, Sequence[Row]], Found]:
    return lambda sheet, question, rows: Found(words(sheet.plan))


def _members(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    return Found(people.members(sheet.members))


def _role(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    units = [row.of for row in rows if isinstance(row.of, Unit)]
    return Found(people.units_of_role(units, _person_of_role(sheet, units)))


def _person_of_role(sheet: Sheet, units: Sequence[Unit]) -> str:
    """The person who holds the role, where a chair's line or the signature says so."""
    for event in sheet.events:
        for name in event.chairs:
            if any(fold(unit.name).removeprefix("ubnd ") in fold(name) for unit in units):
                return name.strip().rstrip(".;")
    if units[0].role == "chair" and sheet.plan.signed_by:
        return people.signs(sheet.plan.signed_by)
    return ""


def _contact(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    return say_contacts(sheet, question, [row.of for row in rows if isinstance(row.of, Contact)])


def say_contacts(sheet: Sheet, question: Question, found: Sequence[Contact]) -> Found:
    """Addresses with their names; a bare number in the words of its line, where that names somebody."""
    first = found[0]
    passage = next((p for p in sheet.index.passages if p.parts == 1 and first.value in p.text), None)
    if first.kind in ("phone", "email") and first.label is None and passage is not None:
        return Found(wording.quoted([(quote(passage, (*tokens(first.value), *question.words), 260), passage.line)]))
    return Found(people.contacts(found))


def _duty(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    duties = [row.of for row in rows if isinstance(row.of, Duty)][:3]
    texts = [Passage(duty.text, folded=fold(duty.text)) for duty in duties]
    cut = [_cut(question, text, _sought(question), 300) for text in texts]
    return Found(duty_words.who_does(list(zip(duties, cut, strict=True))))


def _cut(question: Question, passage: Passage, words: Sequence[str], limit: int) -> str:
    """A text cut to what was asked, the clause with the fact that is wanted among what is kept."""
    text = quote(passage, words, limit)
    wanted = [
        kind for kind in question.asks if kind in FACTS and passage.holds(kind) and not FACTS[kind].search(fold(text))
    ]
    if not wanted:
        return text
    clauses = re.split(r"(?<=[;.])\s+|(?<=,)\s+(?=\w)", passage.text)
    telling = next((clause for clause in clauses if FACTS[wanted[0]].search(fold(clause))), "")
    return f"{text.rstrip(' …')} … {telling.strip(' ,;')}" if telling else text


def _sought(question: Question) -> tuple[str, ...]:
    """The words by which a text is cut, those that a day or an hour stands with among them."""
    beside = [word for kind, words in FACT_WORDS.items() if question.wants(kind) for word in words]
    return (*question.words, *beside)


def _deadline(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    return say_deadlines(sheet, question, [row.of for row in rows if isinstance(row.of, Deadline)])


def say_deadlines(sheet: Sheet, question: Question, found: Sequence[Deadline]) -> Found:
    """Deadlines with what the asker's unit still owes, and how long is left where that is asked."""
    request = sheet.request
    unit = request.unit
    states = stored.states_of_unit(request.session, request.event.id, unit.id) if unit else {}
    today = local(request.now, request.zone).date() if question.still else None
    who = question.wants("unit", "person") and not question.says(r"(?:cho|ve|qua|voi|toi) (?:ai|dau|\w+ nao)")
    return Found(
        deadlines.rows(found, year_of(request.event), states, today, who=who), _sent_otherwise(sheet, found, states)
    )


def _sent_otherwise(sheet: Sheet, found: Sequence[Deadline], states: dict[int, list[str]]) -> tuple[Button, ...]:
    """What a focal point who still owes can press: it went another way."""
    member = sheet.request.membership
    if member is None or member.role != FOCAL:
        return ()
    owed = [row for row in found if "owed" in states.get(row.id, ())][:3]
    if len(owed) == 1:
        return (Button(deadlines.SENT_OTHERWISE, f"/nop {owed[0].id}"),)
    return tuple(Button(deadlines.sent_otherwise(row), f"/nop {row.id}") for row in owed)


def year_of(event: Event) -> int | None:
    """The event's year."""
    return event.starts_on.year if event.starts_on else int(event.month[:4]) if event.month else None


def _budget(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    notes = [row.of for row in rows if isinstance(row.of, Note)]
    return Found(budget.lines(notes, written={note.id: text for note in notes if (text := _as_written(sheet, note))}))


def _as_written(sheet: Sheet, note: Note) -> str:
    """The plan's own sum: "20 bó x 200.000 đồng/bó = 4.000.000 đồng", where its line holds nothing else."""
    own = [p for p in sheet.index.passages if p.parts == 1 and str(p.line) == str(note.line) and p.text.count("=") == 1]
    text = " ".join(own[0].text.split()) if len(own) == 1 else ""
    is_sum = re.search(r"\d ?\w* ?[x×*] ?\d", text) and len(text) <= LONGEST_SUM and note.data.get("quantity")
    return text if is_sum else ""


def _budget_total(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    notes = [note for note in sheet.notes if note.kind == "budget"]
    whole = next(row.of for row in rows if isinstance(row.of, Note))
    return Found(budget.lines(notes[:6], int(whole.data["amount"])))


def _period(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    note = next(row.of for row in rows if isinstance(row.of, Note))
    first, last = days_of(note)
    tasks = [row.text for row in rows if row.of is note][:2]
    return Found(periods.stretch(first, last, tasks, note.line))


def days_of(note: Note) -> tuple[date, date]:
    """The first and last day of a stretch."""
    return date.fromisoformat(str(note.data["from"])), date.fromisoformat(str(note.data["to"]))


def _observance(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    return Found(periods.observances([row.of for row in rows if isinstance(row.of, Note)][:2]))


def _passage(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    limit = LONGEST if len(rows) == 1 else LONGEST * 3 // 4
    passages = [row.of for row in rows if isinstance(row.of, Passage)]
    words = (*_sought(question), *question.context)
    return Found(wording.quoted([(_cut(question, passage, words, limit), passage.line) for passage in passages]))


SAY: dict[str, Callable[[Sheet, Question, Sequence[Row]], Found]] = {
    "event": say_event, "item": _item, "total": _total, "group": _group, "chairs": _chairs, "signer": _signer,
    "issuer": _of_plan(paper_words.issuer), "number": _of_plan(paper_words.number), "issued": _of_plan(paper_words.issued_on),
    "title": _of_plan(paper_words.plan_title), "members": _members, "role": _role, "contact": _contact, "duty": _duty,
    "deadline": _deadline, "budget": _budget, "budget_total": _budget_total, "period": _period,
    "observance": _observance, "passage": _passage,
}  # fmt: skip
