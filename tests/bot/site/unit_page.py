"""A delegation's page as a browser holds it: the fields of its form, filled in and posted; what the database keeps."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from sqlalchemy.orm import Session

from storage import attendance
from tests.bot.site.site_kit import HERE, Hall


class Form(HTMLParser):
    """The fields of the page's one form as they stand, and what is wrong beside which."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.faults: dict[str, str] = {}
        self._inside, self._area, self._fault = False, "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form":
            self._inside = has.get("class") == "whole"
        if self._inside and tag == "input" and (has.get("type") != "radio" or "checked" in has):
            self.fields[str(has["name"])] = has.get("value") or ""
        if self._inside and tag == "textarea":
            self._area = str(has["name"])
            self.fields[self._area] = ""
        if (has.get("id") or "").endswith("-fault"):
            self._fault = str(has["id"]).removesuffix("-fault")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data.removeprefix("\n")
        if self._fault:
            self.faults[self._fault] = self.faults.get(self._fault, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if tag in ("span", "p"):
            self._fault = ""
        if tag == "form":
            self._inside = False


class UnitPage:
    """One browser on `/don-vi`."""

    def __init__(self, browser: Any, path: str = "/don-vi") -> None:
        self.browser, self.path = browser, path
        self.html = ""
        self.open()

    def open(self) -> None:
        self.html = self.browser.get(self.path).text

    @property
    def form(self) -> Form:
        return Form(self.html)

    def save(self, typed: Mapping[str, str]) -> Form:
        """Posts the form as it stands with what was typed over it."""
        fields = {**self.form.fields, **typed}
        answer = self.browser.post(self.path, data=fields, headers=HERE)
        assert answer.status_code == 200, answer.text[:300]
        self.html = answer.text
        return self.form


def kept(hall: Hall, unit_id: int) -> dict[str, Any]:
    """What the database keeps of a delegation, by the names of the form's fields; empty fields are left out."""
    with hall.database.reading() as session:
        found = {**_count(session, hall, unit_id), **_rest(session, hall, unit_id)}
    return {name: value for name, value in found.items() if value is not None}


def _count(session: Session, hall: Hall, unit_id: int) -> dict[str, Any]:
    unit = attendance.count_of(session, hall.event_id, unit_id)
    assert unit is not None
    groups = unit.groups or ((("", unit.total),) if unit.answer == "coming" else ())
    rows = {f"count.groups.{n}.{what}": value for n, pair in enumerate(groups)
            for what, value in zip(("name", "number"), pair, strict=True) if value != ""}  # fmt: skip
    return {"count.answer": unit.answer, **rows}


def _rest(session: Session, hall: Hall, unit_id: int) -> dict[str, Any]:
    row = attendance.arrival_of(session, hall.event_id, unit_id)
    arrival = (
        {what: getattr(row, what) for what in ("day", "hour", "place", "people", "vehicles", "drivers")} if row else {}
    )
    stays = attendance.stays(session, hall.event_id).get(unit_id, {})
    splits = {option: count for choice in attendance.choices(session, hall.event_id)
              for option, count in choice.by_unit.get(unit_id, {}).items()}  # fmt: skip
    people = attendance.delegates(session, hall.event_id, unit_id)
    return {
        **{f"arrival.{what}": value for what, value in arrival.items()},
        **{f"stays.{slot.day.isoformat()}-{slot.place}": count for slot, count in stays.items()},
        **{f"choices.{option}": count for option, count in splits.items()},
        **{f"names.{row.id}.{what}": getattr(row, what) for row in people for what in ("name", "post", "group")},
    }
