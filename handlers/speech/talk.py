"""What is said to the bot itself: a number of an event, a page, a question passed on, its answer."""

import re

from handlers.request import Request
from handlers.said.talk import AnswerSaid, EventSaid, HeldSaid, PassSaid, RehearsalSaid
from handlers.speech.account import number

ANSWER = re.compile(r"(\d{1,9})\s+(\S.*)", re.DOTALL)


def event(request: Request) -> EventSaid:
    """`/hoinghi 3`."""
    args = request.command.args
    return EventSaid(number(args[0]) if args else None)


def rehearsal(request: Request) -> RehearsalSaid:
    """`/tongduyet 2`, `/tongduyet goi`."""
    pages = [number(word) for word in request.command.args]
    page = next((page for page in pages if page), 1)
    return RehearsalSaid(page, re.match(r"goi\b", request.command.words.strip()) is not None)


def passed(request: Request) -> PassSaid:
    """`/chuyen a1b2`."""
    return PassSaid(next(iter(request.command.args), ""))


def answer(request: Request) -> AnswerSaid:
    """`/traloi 7 Có xe đón`."""
    found = ANSWER.match(request.command.words.strip())
    return AnswerSaid(int(found[1]), found[2].strip()) if found else AnswerSaid()


def held(request: Request) -> HeldSaid:
    """`/ghilai thoi`."""
    return HeldSaid(request.command.args == ("thoi",))
