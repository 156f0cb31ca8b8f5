"""Menu × role × state, pair by pair: what a role lacks is refused in one sentence that tells nothing."""

import itertools

import pytest

from handlers.menu import MENU, Entry
from handlers.permissions import DUTY, FOCAL, ROLES
from handlers.wording import desk as wording
from tests.talk import Town

UNIT = {FOCAL: "khe may", DUTY: "phong noi vu"}
PAIRS = list(itertools.product(MENU, ROLES))


@pytest.mark.parametrize(("entry", "role"), PAIRS, ids=[f"{e.name or e.topics[0]}-{r}" for e, r in PAIRS])
def test_a_role_does_what_its_menu_says_and_nothing_else(town: Town, entry: Entry, role: str) -> None:
    if not entry.name:
        pytest.skip("a topic without a command is asked in words")
    town.join("A", role, UNIT.get(role))
    answer = town.say("A", f"/{entry.name}").text
    assert (answer == wording.NOT_FOR_YOU) == (role not in entry.roles)
    assert "Có trục trặc" not in answer


@pytest.mark.parametrize("role", ROLES)
def test_somebody_who_waits_for_approval_changes_nothing(town: Town, role: str) -> None:
    town.join("A", role, UNIT.get(role), uses=2)
    for entry in MENU:
        if entry.changes and role in entry.roles:
            assert town.say("A", f"/{entry.name} 5").text == wording.WAITS_FOR_APPROVAL, entry.name


def test_an_unknown_command_is_named(town: Town) -> None:
    town.join("A", "delegate")
    town.talk("A", ("/xoahet", "Không có lệnh /xoahet. Gõ /giup để xem các lệnh, hoặc cứ hỏi bằng lời."))


def test_help_lists_only_what_the_role_may(town: Town) -> None:
    town.join("A", "delegate")
    shown = town.say("A", "/giup").text
    for entry in MENU:
        if entry.name:
            assert (f"/{entry.name} –" in shown) == ("delegate" in entry.roles), entry.name
