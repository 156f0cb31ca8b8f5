"""What is said of the days on which reminders go out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LadderSaid:
    """What is wanted: `ahead` replaces the days before; `on_the_day` and `overdue` (0: not at all) where they are said.

    `what` names one paper where the sentence does; `off` takes every step away, `usual` brings the usual ones back.
    """

    about: str
    what: str = ""
    ahead: tuple[int, ...] | None = None
    on_the_day: bool | None = None
    overdue: int | None = None
    off: bool = False
    usual: bool = False
    deadline_id: int | None = None  # of the one paper, where a button named it


def as_typed(said: LadderSaid) -> str:
    """The same without the paper's name, in ASCII, short enough for a button."""
    takes_away = said.off or said.on_the_day is False or said.overdue == 0
    parts = ["bo nhac" if takes_away else "nhac", "han" if said.about == "deadline" else "hop"]
    parts += [f"truoc {','.join(map(str, said.ahead))} ngay"] if said.ahead is not None else []
    parts += ["ngay cuoi"] if said.on_the_day is not None else []
    parts += [f"qua han {said.overdue} ngay" if said.overdue else "qua han"] if said.overdue is not None else []
    return " ".join([*parts, "mac dinh"] if said.usual else parts)
