"""The own unit, a foreign one and none, in commands and in sentences; test_rights_matrix has every other pair."""

import itertools
from typing import Any

import pytest
from sqlalchemy import inspect, select

from handlers.permissions import DELEGATE, FOCAL, ORGANISER
from handlers.wording import attendance as wording
from handlers.wording import delegations
from storage import attendance
from storage.models import Arrival, ChoiceSplit, Delegate, Grant, HeadCount, UnitContact
from tests.talk import Town

OWN, FOREIGN = "khe may", "dong nhan"
CHANGES = {
    "dangky": "{unit} đoàn em 7 người",
    "danhsach": "{unit} Vàng Thị Súa, chuyên viên",
    "luachon": "{unit} 3 tham quan",
    "den": "{unit} 13h30 25/3/2027, 2 xe",
    "daumoi": "{unit} Vàng Thị Súa, 0912345678",
}
TABLES = (HeadCount, Delegate, ChoiceSplit, Arrival, UnitContact, Grant)


def rows(town: Town, unit: int | None = None) -> list[tuple[Any, ...]]:
    """Everything that is known of delegations, to be compared before and after."""
    found = []
    with town.database.reading() as session:
        for table in TABLES:
            columns = [column.key for column in inspect(table).columns]
            kept = [row for row in session.scalars(select(table)) if unit in (None, row.unit_id)]
            found += [tuple(getattr(row, column) for column in columns) for row in kept]
    return sorted(found, key=str)


def unit_id(town: Town, name: str) -> int:
    with town.database.reading() as session:
        known = {row.unit.name: row.unit.id for row in attendance.counts(session, town.event_id)}
    return known[{OWN: "Khe Mây", FOREIGN: "Đồng Nhân"}[name]]


@pytest.fixture
def secretive(town: Town) -> Town:
    """A foreign unit that has told everything."""
    town.join("Páo", FOCAL, FOREIGN)
    town.done(
        "Páo",
        "đoàn em 11 người",
        "1. Giàng A Páo, Phó Chủ tịch",
        "9 tham quan 2 cầu lông",
        "đoàn em đến 10h10 ngày 25/3, 3 xe",
        "/daumoi Giàng A Páo, 0987654321",
    )
    return town


@pytest.mark.parametrize(("command", "how"), list(itertools.product(CHANGES, ("id", "missing"))))
def test_a_focal_point_and_a_foreign_unit(secretive: Town, command: str, how: str) -> None:
    secretive.join("Mận", FOCAL, OWN)
    before = rows(secretive)
    unit = f"u{unit_id(secretive, FOREIGN)}" if how == "id" else "u99999"
    for said in (CHANGES[command].format(unit=unit), unit):
        secretive.talk("Mận", (f"/{command} {said}", wording.NOT_YOUR_UNIT))
    assert rows(secretive) == before


@pytest.mark.parametrize(
    "said", ["Đồng Nhân 5 người", "đoàn Đồng Nhân đến 13h ngày 25/3, 2 xe", "/dangky dong nhan 5 nguoi"]
)
def test_a_foreign_unit_by_name(secretive: Town, said: str) -> None:
    secretive.join("Mận", FOCAL, OWN)
    before = rows(secretive)
    secretive.talk("Mận", (said, wording.NOT_YOUR_UNIT))
    assert rows(secretive) == before


@pytest.mark.parametrize("command", CHANGES)
def test_a_focal_point_and_the_own_unit(secretive: Town, command: str) -> None:
    secretive.join("Mận", FOCAL, OWN)
    before = len(rows(secretive))
    secretive.say("Mận", f"/{command} " + CHANGES[command].format(unit=f"u{unit_id(secretive, OWN)}"))
    assert len(rows(secretive)) > before


@pytest.mark.parametrize("command", CHANGES)
def test_an_organiser_answers_for_every_unit(secretive: Town, command: str) -> None:
    secretive.join("Ban", ORGANISER)
    before = rows(secretive)
    secretive.say("Ban", f"/{command} " + CHANGES[command].format(unit=f"u{unit_id(secretive, FOREIGN)}"))
    assert rows(secretive) != before


def test_a_delegate_chooses_for_nobody_else(secretive: Town) -> None:
    secretive.join("A", DELEGATE, OWN)
    before = rows(secretive)
    for unit in (f"u{unit_id(secretive, FOREIGN)}", f"u{unit_id(secretive, OWN)}", "u99999"):
        secretive.talk("A", (f"/luachon {unit} 3 tham quan", delegations.CHOSE_NOBODY))
    assert rows(secretive) == before
