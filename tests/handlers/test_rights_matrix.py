"""Menu × role × standing × own, foreign, missing unit, and every button there is: generated from the menu, pair by pair.

Each pair is played inside a transaction that is taken back. What a role lacks changes nothing, tells nothing, says
the same of a thing that is and one that is not, and is logged.
"""

import itertools
import logging
import os
import random
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.channels import about
from handlers.dispatch import Desk
from handlers.menu import BY_NAME, MENU, Entry
from handlers.messages import Incoming, Outcome, Reply
from handlers.permissions import DELEGATE, DUTY, FOCAL, HELPER, ORGANISER, ROLES
from handlers.wording import desk as wording
from storage import attendance
from storage.database import Database
from storage.models import Base, Membership, Person
from tests import KEY
from tests.talk import Town

OWN, FOREIGN = "khe may", "dong nhan"
UNITS = ("own", "foreign", "missing", "")
FORGED = int(os.environ.get("FORGED_PRESSES", "500"))
WHOLE = 10_000  # from so many on every button is pressed by everybody else, and not each by some
STATES = ("approved", "pending")
SECRETS = ("Giàng A Páo", "0987654321", "11 đại biểu", "9 tham quan", "10:10", "Vàng Thị Kín")
UNIT_OF = {FOCAL: OWN, DUTY: "phong noi vu", DELEGATE: OWN, HELPER: None, ORGANISER: None}
# What belongs to a chat and not to the event: questions that are open there, wrong codes.
OF_THE_CHAT = {"open_questions", "chats", "heard", "wrong_codes", "channel_codes"}
# What is typed after each command; a command that is new in the menu has to be added here.
TYPED = {
    "dangky": "{unit} đoàn em 7 người",
    "danhsach": "{unit} Vàng Thị Súa, chuyên viên",
    "luachon": "{unit} 3 tham quan",
    "den": "{unit} 13h30 25/3/2027, 2 xe",
    "annghi": "{unit} ăn tối 16, nghỉ lại 14",
    "daumoi": "{unit} Vàng Thị Súa, 0912345678",
    "doan": "{unit}",
    "donvi": "{unit} ten Tên Khác",
    "mo": "{unit} 12:00 21/3/2027",
    "moi": "focal {unit}",
    "thuhoi": "{unit}",
    "khoa": "17:00 20/3",
    "gui": "all: xin chào",
    "sua": "dời giao lưu văn nghệ sang 19:30",
    "nhac": "hạn trước 5, 2 ngày",
    "ten": "Nguyễn Văn Thử",
    "hoi": "mấy giờ khai mạc",
    "nhan": "07",
    "traloi": "99 Có xe đón.",
    "tep": "999",
    "chuyen": "khong-co",
}
CODE = re.compile(r"\*\*[A-Z0-9]{8}\*\*")
BARE = {"start", "menu", "hoinghi", "giup", "xacnhan", "donden", "nop", "tiendo", "ketqua", "duyet", "congbo", "lich",
        "diadiem", "han", "nhiemvu", "lienhe", "tongduyet", "kenh", "dulieucuatoi", "xoadulieu", "dung", "ghilai",
        "guitiep", "hoantac", "mau"}  # fmt: skip


class OneSession:
    """A database for one desk: every answer is a step inside a transaction that is taken back in the end."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with self.session.begin_nested():
            yield self.session


class WholeDesk(Desk):
    """A desk that apologises to nobody: what breaks it breaks the test."""

    def _given_up(self, *_: object) -> list[Reply]:
        raise AssertionError("the answer failed")


class Stage:
    """People who speak, while everything they do is taken back afterwards."""

    def __init__(self, town: Town, session: Session) -> None:
        self.town, self.session = town, session
        self.desk = WholeDesk(OneSession(session), lambda: town.now, channels=about.channels())  # type: ignore[arg-type]

    def say(self, who: str, text: str) -> Reply:
        (reply,) = self.desk.answer(Incoming("web", who, text, sender_name=who))
        return reply

    def rows(self, unit_id: int | None = None) -> dict[str, list[Any]]:
        """Everything kept, or everything of one unit."""
        self.session.flush()
        raw = self.session.connection().connection.driver_connection
        assert raw is not None
        kept = {}
        for table in Base.metadata.sorted_tables:
            if table.name in OF_THE_CHAT or (unit_id is not None and "unit_id" not in table.columns):
                continue
            where = f" WHERE unit_id = {unit_id}" if unit_id is not None else ""
            kept[table.name] = raw.execute(f"SELECT * FROM {table.name}{where}").fetchall()
        return kept


@contextmanager
def played(town: Town) -> Iterator[Stage]:
    with town.database.reading() as session:
        yield Stage(town, session)
        session.rollback()


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory, town_file: tuple[Path, Town]) -> tuple[Path, list[str]]:
    """One of every role, a foreign unit that has told everything, newcomers and a code of it; and every button."""
    made, known = town_file
    file = Path(shutil.copy(made, tmp_path_factory.mktemp("cast") / "cast.db"))
    database = Database(f"sqlite:///{file}", KEY)
    town = Town(database, event_id=known.event_id, key=known.key)
    for role in ROLES:
        town.join(role, role, UNIT_OF[role])
    town.join("Páo", FOCAL, FOREIGN)
    town.done(
        "Páo",
        "đoàn em 11 người",
        "1. Giàng A Páo, Phó Chủ tịch",
        "9 tham quan 2 cầu lông",
        "đoàn em đến 10h10 ngày 25/3, 3 xe",
        "/daumoi Giàng A Páo, 0987654321",
        "/moi",
    )
    town.join("Vàng Thị Kín", DELEGATE, FOREIGN, uses=2)
    with played(town) as stage:
        buttons = presses(stage)
    database.close()
    return file, buttons


@pytest.fixture
def cast(town: Town, rehearsed: tuple[Path, list[str]]) -> Town:
    assert town.database.path
    shutil.copy(rehearsed[0], town.database.path)
    return town


@pytest.fixture
def every_press(rehearsed: tuple[Path, list[str]]) -> list[str]:
    return rehearsed[1]


def unit_ids(stage: Stage) -> dict[str, str]:
    known = {row.unit.name: row.unit.id for row in attendance.counts(stage.session, stage.town.event_id)}
    return {"own": f"u{known['Khe Mây']}", "foreign": f"u{known['Đồng Nhân']}", "missing": "u99999", "": ""}


def set_state(stage: Stage, role: str, state: str) -> None:
    person = select(Person.id).where(Person.name == role).scalar_subquery()
    stage.session.execute(update(Membership).where(Membership.person_id == person).values(state=state))


def test_every_command_has_its_example() -> None:
    assert {entry.name for entry in MENU} == TYPED.keys() | BARE


def pairs() -> Iterator[tuple[Entry, str, str, str]]:
    for entry, role, state in itertools.product(MENU, ROLES, STATES):
        for unit in UNITS if "{unit}" in TYPED.get(entry.name, "") else ("",):
            yield entry, role, state, unit


@pytest.mark.parametrize("role", ROLES)
def test_every_command_by_every_role(cast: Town, role: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "handlers.dispatch")
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for entry, _, state, unit in (pair for pair in pairs() if pair[1] == role):
        with played(cast) as stage:
            ids = unit_ids(stage)
            set_state(stage, role, state)
            before, foreign = stage.rows(), stage.rows(int(ids["foreign"][1:]))
            caplog.clear()
            said = f"/{entry.name} {TYPED.get(entry.name, '').format(unit=ids[unit])}".strip()
            reply = stage.say(role, said)
            answer = reply.text
            if role not in entry.roles or (state == "pending" and entry.changes):
                expected = wording.NOT_FOR_YOU if role not in entry.roles else wording.WAITS_FOR_APPROVAL
                assert (reply.outcome, answer) == ((Outcome.REFUSED,), expected), said
                assert stage.rows() == before, said
                assert [record.message.split(", ")[-1] for record in caplog.records] == [f"/{entry.name}"]
            elif role != ORGANISER:
                assert stage.rows(int(ids["foreign"][1:])) == foreign, said
                assert not [secret for secret in SECRETS if secret in answer], said
                seen.setdefault((entry.name, state), {})[unit] = CODE.sub("", answer)
    for (name, state), answers in seen.items():
        if "foreign" in answers:
            assert answers["foreign"] == answers["missing"], f"/{name} ({state}) tells what exists"


def presses(stage: Stage) -> list[str]:
    """Every button that an organiser and the foreign focal point come upon, three steps deep."""
    found: dict[str, None] = {}
    for who in ("Páo", ORGANISER):
        layer = [f"/{entry.name}" for entry in MENU]
        for _ in range(3):
            deeper: dict[str, None] = {}
            for command in layer:
                with stage.session.begin_nested() as step:
                    deeper |= {button.command: None for button in stage.say(who, command).buttons}
                    step.rollback()
            layer = [command for command in deeper if command not in found]
            found |= deeper
    return list(found)


OTHERS = [*itertools.product((role for role in ROLES if role != ORGANISER), STATES), ("người lạ", "")]


def test_every_button_pressed_by_everybody_else(cast: Town, every_press: list[str]) -> None:
    assert len(every_press) > 150
    with played(cast) as stage:
        foreign = int(unit_ids(stage)["foreign"][1:])
        of_unit = stage.rows(foreign)
        pressed = list(itertools.product(every_press, OTHERS))
        for press, (role, state) in pressed if FORGED >= WHOLE else pressed[::4]:
            entry = BY_NAME.get(press.split()[0].lstrip("/"))
            with stage.session.begin_nested() as step:
                set_state(stage, role, state)
                before = stage.rows()
                answer = stage.say(role, press).text
                assert not [secret for secret in SECRETS if secret in answer], f"{role}: {press}"
                assert stage.rows(foreign) == of_unit, f"{role}: {press}"
                if role == "người lạ" or (entry and role not in entry.roles):
                    assert stage.rows() == before, f"{role}: {press}"
                step.rollback()
            if (role, state) == (FOCAL, "approved") and f"u{foreign}" in press.split():
                with stage.session.begin_nested() as step:
                    twin = stage.say(role, press.replace(f"u{foreign}", "u99999")).text
                    assert CODE.sub("", twin) == CODE.sub("", answer), f"{press} tells what exists"
                    step.rollback()


def test_forged_presses_change_nothing_of_others(cast: Town, every_press: list[str]) -> None:
    """Numbers, letters and lengths of real presses altered at random, by other people: none gets through."""
    chance = random.Random(5)
    with played(cast) as stage:
        foreign = int(unit_ids(stage)["foreign"][1:])
        of_unit = stage.rows(foreign)
        for _ in range(FORGED):
            press = re.sub(
                r"\d+", lambda _: str(chance.choice((0, 1, 2, foreign, 7, 99999, 10**18))), chance.choice(every_press)
            )
            if chance.random() < 0.3:
                at = chance.randrange(len(press))
                press = press[:at] + chance.choice("u v p o-1\n\t%'\"\u202e") + press[at:]
            with stage.session.begin_nested() as step:
                answer = stage.say(chance.choice((FOCAL, DELEGATE, DUTY, HELPER, "người lạ")), press).text
                assert not [secret for secret in SECRETS if secret in answer], press
                assert stage.rows(foreign) == of_unit, press
                step.rollback()


FORMS = [(role, entry) for entry in MENU for role in entry.roles]


@pytest.mark.parametrize("role", ROLES)
def test_a_right_withdrawn_stops_the_next_step_of_every_form(cast: Town, role: str) -> None:
    steps = 0
    for entry in [entry for who, entry in FORMS if who == role]:
        with played(cast) as stage:
            opened = stage.say(role, f"/{entry.name}")
            unit = unit_ids(stage)["own"] if role == ORGANISER else ""
            typed = TYPED.get(entry.name, "").format(unit=unit).strip()
            nexts = [button.command for button in opened.buttons] + ([typed] if opened.expects and typed else [])
            set_state(stage, role, "revoked")
            before = stage.rows()
            for step in ["1", *nexts]:
                reply = stage.say(role, step)
                assert (reply.outcome, reply.text) == ((Outcome.REFUSED,), wording.NO_ROLE_LEFT), (
                    f"/{entry.name} then {step}"
                )
                assert stage.rows() == before, f"/{entry.name} then {step}"
                steps += 1
    assert steps > len(MENU) // 3


def test_the_matrix_is_as_large_as_was_asked(every_press: list[str]) -> None:
    assert len(list(pairs())) + len(every_press) * len(OTHERS) >= 2000
