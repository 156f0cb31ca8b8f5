"""What `hoinghi talk --jsonl` says of dialogues that it cannot play as they are written."""

from collections.abc import Iterable, Mapping
from typing import Any


def not_json(number: int) -> str:
    return f"Dòng {number} không phải JSON."


def line_lacks(number: int, keys: Iterable[str]) -> str:
    return f"Dòng {number} thiếu: {', '.join(keys)}."


def no_plan(plan: str, folder: object) -> str:
    return f"Không có kế hoạch “{plan}” trong {folder}."


def no_button(name: str, label: str) -> str:
    return f"{name}: câu trả lời trước không có nút “{label}”."


def not_held(name: str, words: Mapping[str, Any]) -> str:
    """What held before the dialogue and could not be written."""
    return f"{name}: chưa ghi được điều có sẵn {dict(words)}."


def no_place_for(unit: str, words: str) -> str:
    return f"{unit}: “{words}” không có chỗ để giữ."


def no_role(name: str, role: str, roles: Iterable[str]) -> str:
    return f"{name}: không có vai trò “{role}”. Chọn một trong: {', '.join(roles)}."


def nearest_unit(name: str, unit: str, close: Iterable[str]) -> str:
    return f"{name}: kế hoạch không có đơn vị “{unit}”; lấy đơn vị gần nhất: {', '.join(close)}."


def no_instant(name: str, text: str) -> str:
    return f"{name}: “{text}” không phải thời điểm ISO."
