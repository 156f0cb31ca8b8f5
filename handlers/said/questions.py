"""What is asked: which kinds of fact, of which day, item, unit or person; made once, behind the door of `speech`."""

import re
from dataclasses import dataclass
from datetime import date, time

LEVEL = r"(?:huyen|tinh|xa|phuong|thi xa|thanh pho|thi tran)"
# "Tham quan ở huyện nào": where, not who cares for it.
AT_SOME_UNIT = rf"(?:o|tai|trong|thuoc|tren)(?: dia ban)? {LEVEL} nao"
LEVELS = frozenset(("huyen", "xa", "tinh", "phuong", "phong", "so"))


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence understood, typed as a question or begun by a command of the menu.

    `words` are the folded meaning-bearing ones, `content` those that tell what it is about, `context` those of
    the clauses around it; `asks` the kinds of fact
    wanted (hour, day, place, …); `leans` the kinds of rows it points to; `part` is sang, trua, chieu or toi; `when`
    is now, next or today; `after` and `before` name the item that is asked around; `talk` is a greeting, thanks or a
    question about the bot itself; `parts` are its clauses where several ask.
    """

    text: str
    words: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    day: date | None = None
    part: str | None = None
    when: str | None = None
    months: tuple[int, ...] = ()
    plain: str = ""
    asks: tuple[str, ...] = ()
    leans: frozenset[str] = frozenset()
    day_of_month: int | None = None
    nth_day: int | None = None
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    rest: bool = False
    at: time | None = None  # an hour that is named
    countdown: bool = False  # "còn bao lâu nữa"
    item: int | None = None  # "nội dung thứ 5"; -1 is the last
    own: bool = False
    exact: bool = False
    whether: bool = False  # "có … không"
    still: bool = False  # "còn kịp không"
    talk: str | None = None
    parts: tuple["Question", ...] = ()

    @property
    def of_a_day(self) -> bool:
        """Whether a day or part of one is named."""
        return bool(self.day or self.day_of_month or self.nth_day or self.part)

    def wants(self, *kinds: str) -> bool:
        """Whether one of these kinds of fact is asked for."""
        return any(kind in self.asks for kind in kinds)

    @property
    def asks_who(self) -> bool:
        """Whether somebody who does it is asked for, not only in which unit it takes place."""
        return self.wants("person", "unit") and not (self.wants("place") and self.says(AT_SOME_UNIT))

    def leans_to(self, *kinds: str) -> bool:
        """Whether the words point to one of these kinds of rows."""
        return not self.leans.isdisjoint(kinds)

    def says(self, pattern: str) -> bool:
        """Whether the plain sentence holds the pattern as whole words."""
        return re.search(rf"\b(?:{pattern})\b", self.plain) is not None
