"""What became of a broadcast, in words: counts that add up, per unit, whom to telephone."""

from collections.abc import Mapping, Sequence

from handlers.messages import escape
from handlers.wording.broadcasts import NO_UNIT, short
from storage.outbox import Unreached

STATES = {
    "sent": "Đã gửi",
    "confirmed": "Đã xác nhận",
    "unknown": "Chưa rõ",
    "failed": "Không gửi được",
    "expired": "Quá hạn",
    "cancelled": "Đã hủy",
    "sending": "Đang gửi",
    "queued": "Chờ gửi",
}
UNKNOWN_MEANS = "Chưa rõ: tin đã bắt đầu gửi nhưng không có hồi âm, nên không biết đã đến hay chưa."


def sending_again(count: int) -> str:
    return f"✓ Đang gửi lại cho {count} người, có ghi rõ là gửi lại." if count else "Không còn tin nào chưa rõ."


def resend_label(count: int) -> str:
    return f"Gửi lại cho {count} người"


def result(
    text: str, total: int, counts: Mapping[str, int], why: Sequence[tuple[str, int]], edited: int | None = None
) -> str:
    """States that add up to the frozen count, and what "unknown" means where there is any.

    `edited` is of a correction: how many wrong messages were marked, beside those that were sent anew.
    """
    lines = [f"**{escape(short(text))}** – {total} người", *_progress(total, counts), _counted(counts, why) + "."]
    lines += [both_counts(counts, edited)] if edited is not None else []
    return "\n".join([*lines, UNKNOWN_MEANS] if counts["unknown"] else lines)


def both_counts(counts: Mapping[str, int], edited: int) -> str:
    """A correction: how many wrong messages say so now, how many new ones went."""
    return f"Đính chính: đã sửa ngay trên tin cũ {edited}, đã gửi tin mới {counts['sent'] + counts['confirmed']}."


def _progress(total: int, counts: Mapping[str, int]) -> list[str]:
    """How far a broadcast is, while it leaves."""
    waiting = counts["queued"] + counts["sending"]
    gone = total - waiting
    return [f"▸ Đang gửi: {gone}/{total} ({gone * 100 // total} %)."] if 0 < waiting < total else []


def _counted(counts: Mapping[str, int], why: Sequence[tuple[str, int]] = ()) -> str:
    because = f" ({', '.join(f'{count} {cause}' for cause, count in why)})" if why else ""
    said = [f"{word} {counts[state]}" + (because if state == "failed" else "") for state, word in STATES.items()
            if counts[state]]  # fmt: skip
    return " · ".join(said) or "Chưa có tin nào"


def per_unit(text: str, units: Sequence[tuple[str | None, Mapping[str, int]]]) -> str:
    """Each unit's counts on a line, those that need attention marked."""
    lines = [f"**{escape(short(text))}** – theo đơn vị:"]
    for unit, counts in units:
        said = [f"{word.lower()} {counts[state]}" for state, word in STATES.items() if counts[state]]
        lines.append(f"{_sign(counts)} {escape(unit or NO_UNIT)}: {', '.join(said)}")
    return "\n".join(lines)


def _sign(counts: Mapping[str, int]) -> str:
    """What needs attention first."""
    if counts["failed"] or counts["expired"]:
        return "!"
    if counts["unknown"]:
        return "?"
    return "○" if counts["queued"] or counts["sending"] else "✓"


def nothing_sent(reminded: Mapping[str, int]) -> str:
    return "Chưa gửi thông báo nào." + reminders_too(reminded)


def reminders_too(reminded: Mapping[str, int]) -> str:
    return f"\nNhắc hạn: {_counted(reminded)}." if any(reminded.values()) else ""


def telephone_list(people: Sequence[Unreached]) -> str:
    """Whom to call, by unit."""
    if not people:
        return "Không còn ai cần gọi điện."
    rows = [
        f"{'?' if p.state == 'unknown' else '!'} {escape(p.name or 'chưa ghi tên')}"
        f"{', ' + escape(p.unit) if p.unit else ''}: {escape(p.phone) if p.phone else 'chưa có số'}"
        f" ({STATES[p.state].lower()}{', ' + escape(p.cause) if p.cause and p.state == 'failed' else ''})"
        for p in people
    ]
    return "\n".join([f"{len(people)} người nên gọi điện:", *rows])
