"""Follow-ups for ten minutes: "còn chiều?", "ở đâu?", "mấy giờ?" speak of what was asked before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from zlib import crc32

from handlers.answers.terms import telling
from handlers.language.words import tokens
from handlers.request import Request
from handlers.said.questions import Question
from storage import chats
from storage.shapes import masked

SHORT = 5  # words of a follow-up
OWN_THING = (
    r"hop|hoi nghi|dai hoi|hoi thao|tap huan|lich|chuong trinh|ke hoach|chu tri|ky|han|nop|lien he|tong|dai bieu|khach"
)

OF_A_DAY = ("day", "day_of_month", "nth_day", "part")


def resolved(request: Request, question: Question) -> Question:
    """The question with what it leaves unsaid taken from the one before it in this chat."""
    if request.person is None or not _leaves_unsaid(question):
        return question
    said = chats.topic(request.session, request.incoming.channel, request.incoming.address, request.now)
    if not said:
        return question
    if question.of_a_day and not question.asks and not any(said.get(key) for key in OF_A_DAY):
        return replace(question, leans=frozenset(("item",)))  # "còn chiều?" after who is in the chair: the programme
    question = _with(question, said)
    return question if question.day or question.day_of_month or question.nth_day else _on_the_same_day(question, said)


def _with(question: Question, said: Mapping[str, Any]) -> Question:
    """The question with the words and the kinds of fact of the one before."""
    words, content = tuple(said.get("words", ())), tuple(said.get("content", ()))
    return replace(
        question,
        text=f"{said['text']} – {question.text}" if said.get("text") else question.text,
        words=(*words, *question.words),
        content=content,
        asks=question.asks or tuple(said.get("asks", ())),
        plain=f"{' '.join(words)} {question.plain}",
        leans=question.leans | frozenset(said.get("leans", ())),
        part=question.part or said.get("part"),
        months=question.months or tuple(said.get("months", ())),
    )


def remember(request: Request, question: Question, *, unanswered: bool = False) -> str:
    """Keeps what was asked for the next ten minutes, only in a chat; the token of an unanswered question."""
    if request.person is None or (question.parts and not unanswered):
        return ""
    text = masked(question.text.strip())
    token = f"{crc32(text.encode()):08x}" if unanswered else ""
    told = topic_of(question) if text == question.text.strip() else {}  # a code is nothing to follow up
    if unanswered:
        told |= {"unanswered": text, "token": token, "asked": _kept(question, text)}
    chats.set_topic(request.session, request.incoming.channel, request.incoming.address, told, request.now)
    return token


def _kept(question: Question, text: str) -> list[str]:
    """The words by which the question is known again; of a code that was taken out nothing is kept."""
    whole = text == question.text.strip()
    return [word for word in question.words if whole or word in tokens(text)]


def topic_of(question: Question) -> dict[str, Any]:
    """What a follow-up takes from the question before it."""
    return {
        "text": question.text.strip()[:200],
        "words": list(question.words),
        "content": list(question.content),
        "asks": list(question.asks),
        "leans": sorted(question.leans),
        "day": question.day.isoformat() if question.day else None,
        "day_of_month": question.day_of_month,
        "nth_day": question.nth_day,
        "part": question.part,
        "months": list(question.months),
    }


def _leaves_unsaid(question: Question) -> bool:
    """Whether a short question names nothing: only a fact, or only a time after "còn"."""
    if telling(question) or question.talk or question.own or question.when or question.says(OWN_THING):
        return False
    if len(question.plain.split()) > SHORT:
        return False
    return bool(question.asks) or (question.of_a_day and question.says("con|the con|vay con"))


def _on_the_same_day(question: Question, said: dict[str, Any]) -> Question:
    day = said.get("day")
    return replace(
        question,
        day=date.fromisoformat(day) if day else None,
        day_of_month=said.get("day_of_month"),
        nth_day=said.get("nth_day"),
    )
