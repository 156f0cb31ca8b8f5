"""Plays dialogues: one copy of the plan for each, twenty seconds a turn, what holds before it written first."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.cli import showing
from bot.cli.refusals import Stop
from bot.cli.talking import people
from bot.cli.talking.before import hold
from bot.cli.talking.scene import Prepared, Scene, Stage, Turn
from bot.office.paper import read_paper
from handlers.wording import dialogues
from storage.clock import parse_instant

PAUSE = timedelta(seconds=20)
KINDS = (".docx", ".txt", ".md", ".pdf")
Given = Mapping[str, Any]


class Player:
    """Plans are read once, as dialogues name them."""

    def __init__(self, folder: Path, keep: Path | None = None, *, why: bool = False) -> None:
        self._folder, self._keep, self._why = folder, keep, why
        self._stage = Stage()
        self._prepared: dict[str, Prepared] = {}

    def play(self, talk: Given) -> dict[str, Any]:
        """`{"id", "turns": [{"reply", "effect", "changes", "rows"}, …]}`. Stop where the dialogue cannot be played."""
        name, now = str(talk["id"]), _instant(talk, talk["at"])
        if talk["plan"] not in self._prepared:
            self._prepared[talk["plan"]] = Prepared(read_paper(self._file(talk["plan"])), now)
        scene = self._prepared[talk["plan"]].scene(self._stage, now, why=self._why)
        hold(scene, talk.get("before") or (), _speaker(scene, name, talk), name)
        turns = [_turn(scene, talk, turn, number).as_json() for number, turn in enumerate(talk["turns"])]
        if self._keep is not None:
            scene.keep(self._keep / f"{Path(name).name}.db")
        return {"id": talk["id"], "turns": turns}

    def _file(self, plan: str) -> Path:
        files = [self._folder / f"{plan}{kind}" for kind in KINDS]
        found = next((file for file in files if file.is_file()), None)
        if found is None:
            raise Stop(dialogues.no_plan(plan, self._folder))
        return found


def _turn(scene: Scene, talk: Given, turn: Given, number: int) -> Turn:
    if "at" in turn:
        scene.now = _instant(talk, turn["at"])
    elif number:
        scene.now += PAUSE
    address = _speaker(scene, str(talk["id"]), turn.get("as") or talk)
    text = turn.get("say")
    if "press" in turn:
        text = scene.button(address, turn["press"])
        if text is None:
            showing.warn(dialogues.no_button(talk["id"], turn["press"]))
            return Turn([], [], {})
    return scene.say(address, str(text))


def _speaker(scene: Scene, name: str, said: Given) -> str:
    """The chat of who speaks. A unit that the plan does not have is taken for the nearest one, and said so."""
    role, of = said["role"], said.get("unit") or ""
    if role not in people.SPEAKERS:
        raise Stop(dialogues.no_role(name, role, people.SPEAKERS))
    if (role, of) not in scene.speakers:
        unit, close = scene.unit(of)
        if unit is None and of:
            showing.warn(dialogues.nearest_unit(name, of, close[:1]))
            unit, _ = scene.unit(close[0]) if close else (None, [])
        scene.speakers[role, of] = scene.joined(role, unit)
    return scene.speakers[role, of]


def _instant(talk: Given, text: str) -> datetime:
    try:
        return parse_instant(text)
    except ValueError:
        raise Stop(dialogues.no_instant(talk["id"], text)) from None
