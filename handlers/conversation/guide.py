"""The menu by role and the help, both made from the menu table; and which event a chat speaks of."""

from collections.abc import Sequence

from handlers.messages import Button, Outcome, Refusal, Reply, asking
from handlers.permissions import ORGANISER
from handlers.request import Request
from handlers.said.talk import EventSaid
from handlers.wording import buttons as on_button
from handlers.wording import help as wording
from handlers.wording import menu as words
from storage import chats, people
from storage.models import Event, Membership


def menu(request: Request) -> Reply:
    """`/menu`: what the asker's roles do most, as buttons."""
    buttons = [Button(label, f"/{name}") for name, _, label in _allowed(request) if label]
    if len(_events(request)) > 1:
        buttons.append(Button(on_button.OTHER_EVENT, "/hoinghi"))
    return Reply(wording.menu(request.event, _here(request)), tuple(buttons))


def show(request: Request) -> Reply:
    """`/giup`: every command of the asker's roles in a line, and how to ask."""
    return Reply(wording.help_lines([(name, words) for name, words, _ in _allowed(request)]))


def choose_event(request: Request) -> Reply:
    """`/hoinghi`: the events the asker joined; a press makes this chat speak of another."""
    events = _events(request)
    said: EventSaid = request.command.said
    if said.event_id is None:
        return asking(
            wording.which_event(request.event), tuple(Button(e.title[:60], f"/hoinghi {e.id}") for e in events)
        )
    chosen = next((event for event in events if event.id == said.event_id), None)
    if chosen is None:
        raise Refusal(wording.NOT_AMONG_YOURS, (Button(on_button.SEE_EVENTS, "/hoinghi"),), Outcome.UNKNOWN)
    chats.set_event(request.session, request.incoming.channel, request.incoming.address, chosen.id, request.now)
    return Reply(wording.event_chosen(chosen), (Button(on_button.SEE_MENU, "/menu"),), outcome=(Outcome.DONE,))


def _held(request: Request) -> Sequence[Membership]:
    return people.memberships(request.session, request.person.id) if request.person else []


def _here(request: Request) -> list[Membership]:
    return [member for member in _held(request) if member.event_id == request.event.id]


def _events(request: Request) -> list[Event]:
    """The events the asker may see, each once; a draft only shows to its organisers."""
    seen = [m.event for m in _held(request) if m.event.published_at is not None or m.role == ORGANISER]
    return list({event.id: event for event in seen}.values())


def _allowed(request: Request) -> list[tuple[str, str, str | None]]:
    from handlers.menu import MENU  # the table names these handlers, so it cannot be imported before them

    roles = {member.role for member in _here(request)}
    names = [entry.name for entry in MENU if roles.intersection(entry.roles)]
    return [(name, words.HELP[name], words.BUTTONS.get(name)) for name in names]
