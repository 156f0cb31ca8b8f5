"""What is said of commands that do not exist, and in the help; test_rights_matrix has the rights themselves."""

from handlers.menu import MENU
from tests.talk import Town


def test_an_unknown_command_is_named(town: Town) -> None:
    town.join("A", "delegate")
    town.talk("A", ("/xoahet", "Không có lệnh /xoahet. Gõ /giup để xem các lệnh, hoặc cứ hỏi bằng lời."))


def test_help_lists_only_what_the_role_may(town: Town) -> None:
    town.join("A", "delegate")
    shown = town.say("A", "/giup").text
    for entry in MENU:
        if entry.name:
            assert (f"/{entry.name} –" in shown) == ("delegate" in entry.roles), entry.name
