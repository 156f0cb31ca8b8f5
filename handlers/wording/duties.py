"""Who does what, in words."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.language.folding import fold
from handlers.messages import Fact, escape
from handlers.wording import tells
from handlers.wording.times import first_letter_up, hours, lines_of, weekday
from handlers.wording.told import Told, where, where_of_list
from storage.models import Duty, ProgrammeItem

LONGEST = 1_150
ROLES = {"lead": "chủ trì", "support": "phối hợp"}


def of_offices(found: Sequence[tuple[str, Sequence[Duty]]]) -> Told:
    """The tasks of one office, or of the two that a short name fits."""
    for limit in (400, 260, 160, 100, 70):
        blocks = [_office(name, duties, limit) for name, duties in found]
        lines = [line for _, duties in found for line in lines_of(duties)]
        told = Told(
            "\n".join(blocks), where_of_list(lines), _told([(d, d.text) for _, duties in found for d in duties])
        )
        if len(told.text) <= LONGEST:
            return told
    return replace(told, body=f"{told.body[: LONGEST - 2 - len(str(told.source))]}…")


def _told(found: Sequence[tuple[Duty, str]]) -> tuple[Fact, ...]:
    return tuple(fact for duty, words in found for fact in tells.of(f"duty:{duty.id}", unit=duty.holder, what=words))


def own_duty(unit: str) -> str:
    """What is not known, where a unit has no duty at the conference that is meant."""
    return f"nhiệm vụ riêng của {escape(unit)} ở hội nghị này"


def _office(name: str, duties: Sequence[Duty], limit: int) -> str:
    roles = {duty.role for duty in duties if duty.role}
    role = f", {ROLES[roles.pop()]}" if len(roles) == 1 else ""
    head = f"**{_name(name)}**: {len(duties)} việc{role}."
    if len(duties) == 1:
        return f"**{_name(name)}**{f' ({role[2:]})' if role else ''}: {_task(duties[0], limit)}"
    return "\n".join([head, *(f"{n}. {_task(duty, limit)}" for n, duty in enumerate(duties, 1))])


def _name(name: str) -> str:
    return first_letter_up(escape(name.strip().rstrip(":")))


def _task(duty: Duty, limit: int) -> str:
    text = escape(duty.text.strip().rstrip(".;,"))
    return first_letter_up(f"{text}." if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]}…")


def who_performs(row: ProgrammeItem) -> Told:
    """Who does an item of the programme."""
    who = "; ".join(escape(name.strip().rstrip(".;")) for name in row.performers[:8])
    time_words = hours(row.start, row.end)
    when = f" ({time_words}{f' {weekday(row.day)}' if row.day else ''})" if time_words else ""
    said = f"**{first_letter_up(who)}**: {escape(row.title.strip().rstrip('.;'))}{when}."
    return Told(said, where(row.line), tells.of_items([row], persons=True, place=False))


def _of(holder: str, words: str) -> str:
    """The task without the office's name at its beginning, which has been said."""
    words = words.strip().rstrip(".;,")
    name = holder.strip().rstrip(":")
    return words[len(name) :].lstrip(" :,") if fold(words).startswith(f"{fold(name)} ") else words


def who_does(found: Sequence[tuple[Duty, str]]) -> Told:
    """The office first, then the task that answers, cut to what was asked."""
    lines = [f"**{_name(duty.holder)}**: {first_letter_up(escape(_of(duty.holder, words)))}." for duty, words in found]
    return Told("\n".join(lines), where(*lines_of([duty for duty, _ in found])), _told(found))
