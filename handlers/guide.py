"""The menu by role and the help, both made from the menu table."""

from handlers.messages import Button, Reply
from handlers.request import Request
from handlers.wording import help as wording


def _allowed(request: Request) -> list[tuple[str, str, str | None]]:
    from handlers.menu import MENU  # the table names these handlers, so it cannot be imported before them

    role = request.membership.role if request.membership else None
    return [(entry.name, entry.help, entry.label) for entry in MENU if role in entry.roles]


def menu(request: Request) -> Reply:
    """`/menu`: what this role does most, as buttons."""
    buttons = tuple(Button(label, f"/{name}") for name, _, label in _allowed(request) if label)
    return Reply(wording.menu(request.event, request.membership), buttons)


def show(request: Request) -> Reply:
    """`/giup`: every command of the role in a line, and how to ask."""
    return Reply(wording.help_lines([(name, words) for name, words, _ in _allowed(request)]))
