"""How many seats a unit has: its own number, what the plan gives each alike, else it is not known."""

import re
from collections.abc import Sequence

from handlers.answers.found import Found, not_known
from handlers.answers.passages import Passage
from handlers.answers.quoting import quote
from handlers.answers.sheet import Sheet
from handlers.language.unit_names import mentioned
from handlers.said.questions import Question
from handlers.wording import answers as wording
from handlers.wording import people
from storage.models import Event, Unit

PEOPLE = r"dai bieu|nguoi|dong chi|van dong vien|hoc vien|can bo|suat|doan vien"
EACH = r"\b(?:moi|tung) (?!(?:nguoi|dai bieu|ngay|bao|may|duoc|den|du|tham|tong|toi|ai|co(?! quan)|trong|la|ben)\b)\w+"
COUNTED = rf"\d+ (?:\w+ )?(?:{PEOPLE})"


def of_unit(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Mỗi xã mấy người", "đoàn em được bao nhiêu đại biểu", "huyện X được cử mấy người"."""
    if not question.wants("count") or question.wants("money"):
        return None
    if _counted_by_name(sheet, question):
        return None
    each = re.search(EACH, question.plain)
    marked = question.text != question.text.encode("ascii", "ignore").decode()
    if each is not None and (not marked or re.search(r"mỗi|từng", question.text.lower())):
        return _of_each(sheet, question, each[0])
    unit = _unit_named(sheet, question)
    if unit is None and not question.own:
        return None
    if not question.says(f"{PEOPLE}|vdv") or (unit is None and not question.says("cu|duoc|di|du|dua")):
        return None
    return _seats(sheet, question, unit)


def _counted_by_name(sheet: Sheet, question: Question) -> bool:
    """Whether some group of guests is named nearly in full, so that its own number answers."""
    if len(question.content) < 3:
        return False
    groups = [group for event in sheet.events for group in sheet.groups[event.id] if group.count is not None]
    return any(sheet.index.coverage(question.content, group.name) >= 0.8 for group in groups)


def _of_each(sheet: Sheet, question: Question, each: str) -> Found | None:
    """What the plan gives each alike, of the kind that was named."""
    asked = [word for word in question.content if word in sheet.index.vocabulary]
    near = [p for p in sheet.index.passages if re.search(rf"\b{re.escape(each)}\b.*\d", p.folded)]
    people = rf"\b{re.escape(each)}\b[^.;:]{{0,30}}[ (:]{COUNTED}" if question.says(PEOPLE) else ""
    if people:
        near = [p for p in near if re.search(people, p.folded)]
    ranked = sorted(
        near, key=lambda p: (not re.search(people, p.folded), -sheet.index.coverage(asked, p.text), len(p.text))
    )
    if not ranked and question.says(PEOPLE):
        times = rf"\d+ {re.escape(each.split()[-1])}\w*(?: \w+)? ?[x×] ?{COUNTED}"
        ranked = [p for p in sheet.index.passages if re.search(times, p.folded)]
    if not ranked and question.says(PEOPLE):
        ranked = sorted(
            (p for p in sheet.index.passages if _span(p)),
            key=lambda p: (-sheet.index.coverage(asked, p.text), _span(p)),
        )
    return _quoted(question, ranked[0]) if ranked else None


def _unit_named(sheet: Sheet, question: Question) -> Unit | None:
    """The member unit a question is about: the asker's own, or named."""
    if sheet.request.unit is not None and question.own:
        return sheet.request.unit
    found = mentioned(question.plain, sheet.spellings(sheet.members))
    return next((unit for unit in sheet.members if unit.id in found), None)


def _seats(sheet: Sheet, question: Question, unit: Unit | None) -> Found:
    alike = sorted((p for p in sheet.index.passages if _span(p)), key=_span)
    for event in sheet.events:
        seats = sheet.facts.invited[event.id].get(unit.id) if unit else None
        if unit is not None and seats is not None:
            said = [p for p in alike if re.search(rf"\b0*{seats}\b", p.folded)]
            return Found(people.quota(unit, seats, min(said, key=lambda p: len(p.text)).line if said else None))
    if alike:
        return _quoted(question, alike[0])
    own = [
        group
        for event in sheet.events
        for group in sheet.groups[event.id]
        if unit is not None and group.count is not None and mentioned(group.name, sheet.spellings([unit]))
        and sheet.index.coverage(question.content, group.name) >= 0.5
    ]  # fmt: skip
    if own:
        return Found(people.counted(own[:2]))
    return not_known(wording.unknown(wording.OWN_SEATS, sheet.whom_to_ask))


def _span(passage: Passage) -> int:
    """How near "mỗi …" and a number of people stand together; 0 where they do not."""
    found = re.search(rf"\b(?:moi|tung) [^.;:]*?{COUNTED}", passage.folded)
    return len(found.group()) if found else 0


def _quoted(question: Question, passage: Passage) -> Found:
    return Found(wording.quoted([(quote(passage, question.words), passage.line)]))
