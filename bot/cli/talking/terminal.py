"""Talking at a terminal: a chat in one role, or dialogues from the input, an answer line for each."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.cli import showing
from bot.cli.refusals import Stop
from bot.cli.talking import people
from bot.cli.talking.play import Player
from bot.cli.talking.scene import Prepared, Scene, Stage
from bot.office.paper import read_paper
from handlers.permissions import WITH_UNIT
from handlers.wording import dialogues
from handlers.wording import terminal as wording
from handlers.wording.why import came_to
from storage.clock import parse_instant, wall_clock

NEEDED = ("id", "plan", "at", "role", "turns")


def play(given: Iterable[str], plans: Path, keep: Path | None, *, why: bool = False) -> None:
    """Plays the dialogues of `given`, a line each; prints what came of each as soon as it is over."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
    player = Player(plans, keep, why=why)
    for talk in _talks(given):
        showing.line(json.dumps(player.play(talk), ensure_ascii=False))


def _talks(given: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(given, 1):
        if not line.strip():
            continue
        try:
            talk = json.loads(line)
        except json.JSONDecodeError:
            raise Stop(dialogues.not_json(number)) from None
        missing = [key for key in NEEDED if key not in talk] if isinstance(talk, dict) else list(NEEDED)
        if missing:
            raise Stop(dialogues.line_lacks(number, missing))
        yield talk


def chat(plan: Path | None, role: str, unit: str | None, at: datetime | None, *, why: bool = False) -> None:
    """A chat in one role until the input ends; time goes on from `at`."""
    from bot.cli.demo import BEGIN, SAMPLE  # slow to load, and dialogues need none of it

    begin = at or (parse_instant(BEGIN) if plan is None else wall_clock())
    scene = Prepared(read_paper(plan or SAMPLE), begin).scene(Stage(), begin, why=why)
    address = _seat(scene, role, unit)
    real = wall_clock()
    for said in _lines(input):
        scene.now = begin + (wall_clock() - real)
        turn = scene.say(address, scene.button(address, said.strip("[] ")) or said)
        showing.line(turn.text + "\n")
        if why:
            showing.line("\n".join([*turn.why, *came_to(turn.effect, turn.changes, turn.rows)]) + "\n")


def _seat(scene: Scene, role: str, name: str | None) -> str:
    if role not in people.SPEAKERS:
        raise Stop(wording.no_role(role, people.SPEAKERS))
    if role in WITH_UNIT and not name:
        raise Stop(wording.role_needs_unit(role))
    unit, close = scene.unit(name)
    if name and unit is None:
        raise Stop(wording.no_unit(name, close))
    return scene.joined(role, unit)


def _lines(ask: Callable[[str], str]) -> Iterator[str]:
    """What is typed, line by line, until the end of the input or an interrupt."""
    while True:
        try:
            said = ask("> ")
        except (EOFError, KeyboardInterrupt):
            return
        if said.strip():
            yield said
