"""The promise, as a comparison of what the platform accepted with what the table says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.traffic.delivery import IN_FLIGHT
from handlers.wording.broadcasts import sent_again
from storage.models import OutboxMessage

FINAL = {"sent", "confirmed", "unknown", "failed", "expired", "cancelled"}
AGAIN = sent_again("")
GRACE = 0.1  # seconds that the word "wait" is usually under way
HEARSAY = 0.5  # on a busy machine, or by way of the database to a second process


@dataclass(slots=True)
class History:
    """What a loopback platform saw, in monotonic seconds."""

    accepted: list[str] = field(default_factory=list)  # texts
    calls: list[float] = field(default_factory=list)
    waits: list[tuple[float, float]] = field(default_factory=list)  # (when 429 was said, for how long)
    kills: list[float] = field(default_factory=list)
    locks: list[tuple[float, float]] = field(default_factory=list)  # from when to when nobody could write
    doubts: int = 0  # faults after which nobody can know


def complaints(
    rows: Sequence[OutboxMessage],
    frozen: int,
    seen: Sequence[History],
    most_unknown: int,
    *,
    alone: bool,
    restores: int = 0,
) -> list[str]:
    """What the history says against the promise; empty when it was kept.

    `alone`: one process delivered, as the leader does. A second one hears of an asked wait by way of the database,
    a little later, and not while nobody can write there.
    """
    accepted = [text for history in seen for text in history.accepted]
    came = Counter(text for text in accepted if AGAIN not in text)
    again = Counter(text.replace(AGAIN, "").strip() for text in accepted if AGAIN in text)
    # Only the first part of a declared second try says so; the others come with it.
    later = {piece for row in rows if row.critical and row.resent_at for piece in row.text.split("\n\n")[1:]}
    twice = [text for text, times in came.items() if times > (2 if text in later else 1)]
    found = [f"came twice: {text[:20]}" for text in twice]
    for row in rows:
        pieces = row.text.split("\n\n")
        arrived = all(any(piece in text for text in (*came, *again)) for piece in pieces)
        if row.state not in FINAL:
            found.append(f"{row.ref} is left {row.state}")
        if row.state == "sent" and not arrived:
            found.append(f"{row.ref} is called sent and never came")
        if row.state in ("failed", "expired") and arrived:
            found.append(f"{row.ref} is called {row.state} and came")
        if again[row.text] > (1 + restores if row.critical else 0):  # a table put back forgets that it did
            found.append(f"{row.ref} was sent again undeclared")
    if len(rows) != frozen:
        found.append(f"{len(rows)} rows of {frozen}")
    if (unknown := sum(row.state == "unknown" for row in rows)) > most_unknown:
        found.append(f"{unknown} unknown, at most {most_unknown} may be")
    return found + [complaint for history in seen for complaint in too_early(history, alone=alone)]


def too_early(seen: History, *, alone: bool) -> list[str]:
    """Calls inside an asked wait; a worker killed before it could write the wait down is not to blame."""
    found = []
    for at, seconds in seen.waits:
        if any(at <= kill <= at + 0.5 for kill in seen.kills):
            continue
        if not alone and any(begin < at + HEARSAY and at < end for begin, end in seen.locks):
            continue
        early = [call for call in seen.calls if at + GRACE < call < at + seconds - GRACE]
        under_way = [call for call in early if call < at + HEARSAY]  # left before the word came
        if len(early) > len(under_way) or (alone and len(under_way) >= IN_FLIGHT):
            found.append(f"{len(early)} calls inside a wait of {seconds:g} s")
    return found
