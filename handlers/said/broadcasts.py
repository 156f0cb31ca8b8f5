"""What is said of messages to many: a new one, whom it goes to, a press under it, its result, that it came."""

from dataclasses import dataclass
from datetime import datetime

NOBODY_YET = ""  # the segment of a text whose recipients nobody has named


@dataclass(frozen=True, slots=True)
class SendSaid:
    """A message in the making: whom (SEGMENT), what, from when (UTC; None: at once).

    `text` None: the bot words a reminder, of `paper` where one is named. `file_id`: a file that was kept before.
    """

    segment: str
    text: str | None
    send_at: datetime | None = None
    paper: str = ""
    file_id: int | None = None


@dataclass(frozen=True, slots=True)
class WhomSaid:
    """Whom a text that waits goes to; NOBODY_YET asks."""

    broadcast_id: int
    segment: str


@dataclass(frozen=True, slots=True)
class CorrectionSaid:
    """What a message that went out should have said: by its row, or by the number it bears ("": the newest)."""

    text: str
    broadcast_id: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class PressSaid:
    """A button under a message. verb: ok, thoi, dung (stop), dan (to paste), dinhchinh; `version` that was shown."""

    verb: str
    broadcast_id: int
    version: int = 0


BroadcastSaid = SendSaid | WhomSaid | CorrectionSaid | PressSaid


@dataclass(frozen=True, slots=True)
class ResultSaid:
    """`/ketqua` of one message (None: the newest). what: goi (whom to telephone), lai (again), donvi, "" (all)."""

    broadcast_id: int | None = None
    what: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedSaid:
    """That the message with this number came; "" where what was said holds none."""

    number: str
