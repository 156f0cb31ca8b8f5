"""Workbooks as people fill them in, made for a test."""

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = list[tuple[Any, ...]]
Change = Callable[[Worksheet], object]


def book(rows: Rows, title: str = "Danh sách", change: Change | None = None) -> bytes:
    """A workbook of one sheet; `change` does to it what its owner did."""
    made = Workbook()
    page: Any = made.active
    page.title = title
    for row in rows:
        page.append(row)
    if change is not None:
        change(page)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()
