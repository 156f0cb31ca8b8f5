"""Units in words and by press: "gộp Khe Mây vào Đồng Nhân", "u5 ten Đội 2", "deu cac xa 4 …"."""

import re
from dataclasses import replace

from handlers.language.folding import fold
from handlers.messages import Button, Outcome, Refusal
from handlers.request import Request
from handlers.said.units import CardSaid, EachSaid, GroupSaid, UnitSaid, UnitsSaid
from handlers.speech.sentences.units import EVERY, read_unit_edit, seat_rows
from handlers.wording import buttons as on_button
from handlers.wording import units as wording

CHOSEN = re.compile(r"u(?P<id>\d{1,12})(?:\s+(?P<verb>[a-z]+))?(?:\s+(?P<rest>.+))?", re.DOTALL)
ADDS = re.compile(r"them(?:\s+(?P<kind>member|guest|office))?(?:\s+(?P<rest>.+))?", re.DOTALL)
GROUP = re.compile(r"nhom(?:\s+g(?P<id>\d{1,12}))?")
INTO = re.compile(r"u(?P<id>\d{1,12})(?: dung(?: (?P<asked>[0-9a-f]{10}))?)?")
EACH = re.compile(r"deu (?P<who>[a-z]+(?: [a-z]+)*) (?P<n>\d{1,3}|khong) (?P<asked>[0-9a-f]{10})")
SURE = re.compile(r"dung (?P<asked>[0-9a-f]{10})")
MEMBER = re.compile(r"p(?P<id>\d{1,12})")
NO_SEATS = ("khong", "không", "bo", "bỏ")


def read(request: Request) -> UnitsSaid | None:
    """`/donvi`: None is the list; `/donvi u5`: one unit's card; a sentence such as "gộp Khe Mây vào Đồng Nhân"."""
    words = request.command.words.strip()
    if not words:
        return None
    if (chosen := CHOSEN.fullmatch(words)) is not None:
        return _chosen(CardSaid(int(chosen["id"]), chosen["verb"] or ""), (chosen["rest"] or "").strip())
    if words.startswith("deu "):
        return _each(words)
    return _said(words)


def _said(words: str) -> UnitSaid | GroupSaid:
    adds = ADDS.fullmatch(words)
    said = read_unit_edit(words) if adds is None or not adds["kind"] else None
    if adds is not None and said is None:
        return UnitSaid("add", kind=adds["kind"] or "member", rows=seat_rows(adds["rest"] or ""))
    if (group := GROUP.fullmatch(words)) is not None:
        return GroupSaid(int(group["id"]) if group["id"] else None)
    if said is None:
        raise Refusal(wording.HOW, (Button(on_button.SEE_UNITS, "/donvi"),), outcome=Outcome.ASK)
    rows = (replace(row, of_all=EVERY.match(fold(row.name)) is not None) for row in said.rows)
    return replace(said, rows=tuple(rows)) if said.verb == "seats" else said


def _chosen(card: CardSaid, rest: str) -> CardSaid:
    """What is typed or pressed for one unit."""
    if not rest:
        return card
    if card.verb == "chitieu":
        return _seats(card, rest)
    if card.verb == "gop":
        into = INTO.fullmatch(rest)
        if into is None:
            raise Refusal(wording.HOW, outcome=Outcome.ASK)
        return replace(card, into=int(into["id"]), asked=into["asked"] or "")
    if (sure := SURE.fullmatch(rest)) is not None and card.verb == "thoi":
        return replace(card, asked=sure["asked"])
    member = MEMBER.fullmatch(rest)
    return replace(card, text=rest, member=int(member["id"]) if member is not None else None)


def _seats(card: CardSaid, rest: str) -> CardSaid:
    """ "16", "16 người", "không"; whatever else holds no number."""
    if rest in NO_SEATS:
        return replace(card, text=rest)
    numbered = re.match(r"-?\d", rest) is not None
    said = seat_rows(f"đơn vị, {rest}" if numbered else rest, named=True)
    if not said or said[0].seats is None:
        raise Refusal(wording.HOW_TO_SEAT, outcome=Outcome.ASK)
    return replace(card, text=rest, seats=replace(said[0], name="") if numbered else said[0])


def _each(words: str) -> EachSaid:
    found = EACH.fullmatch(words)
    if found is None:
        raise Refusal(wording.HOW_TO_SEAT, outcome=Outcome.ASK)
    return EachSaid(found["who"], None if found["n"] == "khong" else int(found["n"]), found["asked"])
