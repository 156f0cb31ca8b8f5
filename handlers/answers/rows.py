"""Everything a plan tells, as rows of one shape: each with its words, its headings and its facts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from handlers.answers import index
from handlers.answers.kinds import facts_of
from handlers.answers.passages import Index, Passage
from handlers.language.folding import fold
from storage.facts import DETAIL, Facts
from storage.models import Contact, Deadline, DelegateGroup, Duty, Event, Note, Plan, ProgrammeItem, Unit

Payload = (
    Event | ProgrammeItem | DelegateGroup | Duty | Deadline | Note | Contact | Unit | Plan | Passage
    | Sequence[Unit] | Sequence[DelegateGroup] | None
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One thing the plan tells. `gives` are the kinds of fact it can answer with; `event_id` where it serves one."""

    kind: str
    text: str
    above: str = ""
    gives: frozenset[str] = frozenset()
    event_id: int | None = None
    line: object = None
    of: Payload = None


class Rows:
    """The rows of one plan, made as they are needed."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def index(self) -> Index:
        return index.of_plan(self._facts.plan)

    @cached_property
    def members(self) -> list[Unit]:
        return [unit for unit in self._facts.units if unit.kind == "member"]

    @cached_property
    def all(self) -> list[Row]:
        """Every row, typed rows first."""
        typed = [*self._of_events(), *self._of_the_paper(), *self._of_tasks(), *self._of_notes()]
        said = {str(row.line) for row in typed if row.kind in ("item", "budget", "budget_total")}
        return [*typed, *(row for row in self._passages() if str(row.line) not in said)]

    @cached_property
    def told_by_duties(self) -> frozenset[Row]:
        """Passages that are the text of a duty, which says who, too."""
        every = "\n".join(fold(duty.text) for duty in self._facts.duties)
        passages = (row for row in self.all if isinstance(row.of, Passage))
        return frozenset(row for row in passages if isinstance(row.of, Passage) and row.of.folded.rstrip(".;") in every)

    def _of_events(self) -> Iterator[Row]:
        several = len(self._facts.events) > 1
        for event in self._facts.events:
            items = self._facts.items[event.id]
            yield Row("event", f"{event.title} {event.venue or ''}", event.date_text or "", _event_facts(event, items),
                      event.id, event.lines.get("title"), event)  # fmt: skip
            for item in items:
                yield _item(item, event)
            if event.expected_delegates:
                yield Row("total", "", event.title, frozenset(("count",)), event.id, None, event)
            for group in self._facts.groups[event.id]:
                gives = facts_of(group.name) | ({"count"} if group.count is not None else set()) | {"person", "unit"}
                yield Row(
                    "group",
                    group.name,
                    f"{group.section or ''} {event.title if several else ''}",
                    gives,
                    event.id,
                    group.line,
                    group,
                )
            if event.chairs:
                yield Row("chairs", "; ".join(event.chairs), event.title, frozenset(("person", "name", "count")), event.id,
                          event.lines.get("chairs"), event)  # fmt: skip

    def _of_the_paper(self) -> Iterator[Row]:
        plan = self._facts.plan
        if plan.signed_by:
            yield Row("signer", plan.signed_by, "", frozenset(("person", "name")), None, None, plan)
        if plan.issued_by:
            yield Row("issuer", plan.issued_by, "", frozenset(("unit", "person")), None, None, plan)
        # A number that begins with its slash was left blank on the paper.
        if plan.number and plan.number[0].isdigit():
            yield Row("number", plan.number, "", frozenset(("number",)), None, None, plan)
        if plan.issued_on is not None and len(plan.issued_on) == len("2026-01-05"):
            yield Row("issued", "", "", frozenset(("day",)), None, None, plan)
        yield Row("title", plan.title, "", frozenset(("what",)), None, None, plan)
        if len(self.members) > 1:
            names = ", ".join(unit.name for unit in self.members)
            gives = frozenset(("unit", "count", "place", "person"))
            yield Row("members", names, self._facts.plan.title, gives, None, self.members[0].line, self.members)
        for unit in self._facts.units:
            if unit.role in ("chair", "deputy", "host"):
                yield Row("role", unit.name, unit.role, frozenset(("unit", "person")), None, unit.line, unit)
        for contact in self._facts.contacts:
            kind = {"address": "place", "office": "unit", "server": "place"}.get(contact.kind, contact.kind)
            yield Row("contact", f"{contact.label or ''} {contact.value}", "", facts_of(contact.value) | {kind}, None,
                      contact.line, contact)  # fmt: skip

    def _of_tasks(self) -> Iterator[Row]:
        several = len(self._facts.events) > 1
        for duty in self._facts.duties:
            gives = facts_of(duty.text) | {"unit", "person", "what"}
            title = (
                next((event.title for event in self._facts.events if event.id == duty.event_id), "") if several else ""
            )
            yield Row(
                "duty", duty.text, f"{duty.holder} {title}", gives, duty.event_id if several else None, duty.line, duty
            )
        for due in self._facts.deadlines:
            papers = " ".join(paper.name for paper in due.papers)
            gives = facts_of(due.what) | {"what"} | ({"day", "hour"} if due.due_time else {"day"})
            gives |= {"place", "unit", "person"} if due.send_to or "place" in facts_of(due.what) else set()
            yield Row(
                "deadline",
                f"{due.what} {papers}",
                f"{due.who or ''} {due.send_to or ''}",
                gives,
                due.event_id if several else None,
                due.line,
                due,
            )

    def _of_notes(self) -> Iterator[Row]:
        for note in self._facts.notes:
            if note.kind == DETAIL:
                continue  # told by its own reader; its words stand in a passage
            gives = {"period": {"day", "what", "duration"}, "observance": {"day", "what"}}.get(
                note.kind, {"money", "count"}
            )
            if note.kind == "period":
                for task in note.data.get("tasks") or [note.text]:
                    yield Row("period", str(task), "", frozenset(gives), None, note.line, note)
            else:
                yield Row(note.kind, note.text, "", frozenset(gives), None, note.line, note)

    def _passages(self) -> Iterator[Row]:
        for passage in self.index.passages:
            if passage.parts > 1 and passage.text.count(" – ") >= passage.parts:
                continue  # a whole table: each of its lines is a row of its own
            above = " . ".join(passage.headings)
            gives = facts_of(passage.text, above)
            yield Row("passage", passage.text, above, gives, self._event_above(passage), passage.line, passage)

    def _event_above(self, passage: Passage) -> int | None:
        """The event under whose heading a passage stands, where a plan has several."""
        if len(self._facts.events) < 2:
            return None
        line = _number(passage.line)
        begun = [
            (start, event) for event in self._facts.events if (start := _number(event.lines.get("title"))) is not None
        ]
        before = [pair for pair in begun if line is not None and pair[0] <= line]
        if not before or not passage.headings:
            return None
        event = max(before, key=lambda pair: pair[0])[1]
        return (
            event.id
            if self.index.coverage(tuple(index.words(event.title)), " ".join(passage.headings)) >= 0.5
            else None
        )


def _number(line: object) -> int | None:
    text = str(line or "")
    return int(text) if text.isdigit() else None


def _lasts_days(event: Event) -> bool:
    return event.starts_on is not None and event.ends_on is not None and event.starts_on != event.ends_on


def _event_facts(event: Event, items: Sequence[ProgrammeItem]) -> frozenset[str]:
    gives = {"what"}
    own = facts_of(f"{event.date_text or ''}")
    if event.starts_on or event.month or event.date_text:
        gives |= {"day"}
    if "duration" in own or _lasts_days(event):
        gives |= {"duration"}
    if any(item.start for item in items) or "hour" in own:
        gives |= {"hour"}
    if event.venue:
        gives |= {"place", "unit"}
    return frozenset(gives)


# What is seldom where the meeting is: its place is told only where the plan tells it.
ELSEWHERE = re.compile(
    r"\b(?:an|com|tiec|nghi|tham quan|thuc dia|don|di chuyen|khoi hanh|giao luu|bong|dang huong|le vieng|chia tay|tien)\b"
)


def _item(item: ProgrammeItem, event: Event) -> Row:
    gives = {"what"} | (facts_of(item.title) - {"source", "money"})
    gives |= {"hour"} if item.start else set()
    gives |= {"duration"} if item.start and item.end else set()
    gives |= {"day"} if item.day else set()
    gives |= (
        {"place"}
        if item.venue
        or (event.venue and not ELSEWHERE.search(fold(item.title)))
        or re.search(r"\b(?:tai|o) \w+", fold(item.title))
        else set()
    )
    gives |= {"person", "unit"} if item.performers else set()
    gives |= {"order"} if item.number else set()
    text = f"{item.title} {item.venue or ''} {' '.join(item.performers)}"
    return Row("item", text, item.programme or "", frozenset(gives), event.id, item.line, item)


_made: WeakKeyDictionary[Facts, Rows] = WeakKeyDictionary()
_lock = Lock()


def of(facts: Facts) -> Rows:
    """The rows of these facts, for as long as somebody keeps the facts."""
    with _lock:
        return _made.setdefault(facts, Rows(facts))
