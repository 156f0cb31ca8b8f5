"""Parallel activities: a unit splits its people over them, a delegate takes one, an organiser sees the totals."""

from handlers.attendance.target import by_id, is_organiser, not_too_late, unit_meant
from handlers.language.activities import activity
from handlers.messages import Button, Outcome, Refusal, Reply, asking, button_label
from handlers.permissions import DELEGATE
from handlers.request import Request
from handlers.said.choices import ChoiceSaid, SplitSaid
from handlers.wording import attendance as count_wording
from handlers.wording import buttons as on_button
from handlers.wording import delegations as wording
from handlers.wording.times import first_letter_up
from storage import attendance
from storage.attendance import COMING, Choice, Stale, UnitCount


def choices(request: Request) -> Reply:
    """`/luachon`: a unit's split or a delegate's own choice is set; else what can be chosen, or everybody's totals."""
    given: ChoiceSaid = request.command.said
    found = attendance.choices(request.session, request.event.id)
    if not found:
        return Reply(wording.NOTHING_TO_CHOOSE)
    if request.membership is not None and request.membership.role == DELEGATE:
        return _own(request, found, given)
    if is_organiser(request) and given == ChoiceSaid():
        return Reply(wording.choice_totals(found, attendance.counts(request.session, request.event.id)))
    unit = unit_meant(request, given.unit_id)
    if given.split is not None:
        return _split(request, unit, _choice_of(found, given.split), given.split, given.version)
    if given.numbers:
        raise Refusal(wording.split_unclear(found))
    return _shown(unit, found, unread=given.unread)


def _own(request: Request, found: list[Choice], given: ChoiceSaid) -> Reply:
    """What one delegate takes; asked for the first choice still open."""
    assert request.person is not None
    labels = {option: label for choice in found for option, label in choice.options}
    if given.option in labels:
        return _take(request, found, given.option, labels[given.option])
    taken = attendance.own_choices(request.session, request.event.id, request.person.id)
    open_ = next((choice for choice in found if choice.item.id not in taken), found[0])
    buttons = tuple(
        Button(button_label(first_letter_up(activity(words))), f"/luachon o{key}") for key, words in open_.options
    )
    if given.unread:
        raise Refusal(wording.CHOSE_NOBODY, buttons)
    return asking(wording.own_choice_asked(open_, taken.get(open_.item.id)), buttons)


def _take(request: Request, found: list[Choice], option: int, label: str) -> Reply:
    assert request.person is not None
    choice = next(each for each in found if option in dict(each.options))
    said = attendance.rsvp_of(request.session, request.event.id, request.person.id)
    if said is not None and said.answer == "no":
        raise Refusal(wording.SAID_NO, (Button(on_button.I_COME, "/xacnhan co"),))
    with not_too_late(request):
        attendance.choose(
            request.session,
            request.event.id,
            request.person.id,
            request.unit.id if request.unit else None,
            choice.item.id,
            option,
            now=request.now,
        )
    unit = attendance.count_of(request.session, request.event.id, request.unit.id) if request.unit else None
    text = wording.own_choice_recorded(label, unit, choice)
    return Reply(text, (Button(on_button.CHOOSE_AGAIN, "/luachon"),), outcome=(Outcome.DONE,))


def _shown(unit: UnitCount, found: list[Choice], *, unread: bool = False) -> Reply:
    buttons = []
    for choice in found:
        version = choice.versions.get(unit.unit.id, 0)
        for option_id, label in choice.options:
            buttons.append(Button(wording.everybody_to(label), f"/luachon u{unit.unit.id} o{option_id} v{version}"))
    lines = [wording.NOT_READ] if unread else []
    lines += [wording.split_short(choice, unit) for choice in found]
    example = wording.how_to_split(found[0])
    return asking("\n".join([*lines, example]), tuple(buttons), f"/luachon u{unit.unit.id}")


def _choice_of(found: list[Choice], said: SplitSaid) -> Choice:
    """The item whose activities are split; a button may name one that is gone."""
    named = {option for option, _ in said.counts} | ({said.everybody, said.rest} - {None})
    choice = next((each for each in found if named <= {option for option, _ in each.options}), None)
    if choice is None:
        raise Refusal(wording.split_unclear(found))
    return choice


def _split(request: Request, unit: UnitCount, choice: Choice, said: SplitSaid, version: int | None = None) -> Reply:
    if (said.everybody or said.rest) and (unit.answer != COMING or not unit.total):
        raise Refusal(wording.count_first(unit), (Button(on_button.ENTER_COUNT, f"/dangky u{unit.unit.id}"),))
    counts = dict(said.counts) if said.everybody is None else {said.everybody: unit.total}
    if said.rest is not None:
        counts[said.rest] = max(0, unit.total - sum(counts.values()))
    if said.fault:
        raise Refusal(wording.split_refused(said.fault))
    if unit.answer == COMING and sum(counts.values()) > unit.total:
        raise Refusal(wording.split_over(unit, sum(counts.values())))
    try:
        with not_too_late(request):
            attendance.set_split(
                request.session,
                request.event.id,
                unit.unit.id,
                choice.item.id,
                counts,
                by_id=by_id(request),
                now=request.now,
                expected_version=version,
                organiser=is_organiser(request),
            )
    except Stale:
        raise Refusal(count_wording.CHANGED, (Button(on_button.SEE_AGAIN, f"/luachon u{unit.unit.id}"),)) from None
    return Reply(wording.split_recorded(unit, choice, counts), (Button(on_button.FIX, f"/luachon u{unit.unit.id}"),))
