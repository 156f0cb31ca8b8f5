"""A draft as the JSON that `read --json` prints."""

from dataclasses import fields
from datetime import date, time
from typing import Any

from handlers.reading.draft import Duty, Period, PlanDraft


def as_json(draft: PlanDraft) -> dict[str, Any]:
    """The draft in the shape of the contract: dates YYYY-MM-DD, times HH:MM, unknown null or []."""
    return {field.name: _value(getattr(draft, field.name)) for field in fields(draft) if field.name != "text"}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple | list):
        return [_value(one) for one in value]
    if isinstance(value, dict):
        return {key: _value(one) for key, one in value.items()}
    if isinstance(value, Duty):
        return _duty(value)
    if isinstance(value, Period):
        return {"from": _value(value.start), "to": _value(value.end), "tasks": list(value.tasks), "line": value.line}
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _value(getattr(value, field.name)) for field in fields(value)}
    return value


def _duty(duty: Duty) -> dict[str, Any]:
    notes = [{"line": task.line, "role": task.role} for task in duty.tasks]
    return {
        "unit": duty.unit,
        "role": duty.role,
        "tasks": [t.text for t in duty.tasks],
        "task_notes": notes,
        "line": duty.line,
    }
