"""The order of rules: what is read from a paper, one rule each; later rules may use what earlier ones found."""

from collections.abc import Callable
from typing import Any

from handlers.reading.fields.contacts import read_contacts
from handlers.reading.fields.deadlines import read_deadlines
from handlers.reading.fields.details import read_details
from handlers.reading.fields.events import read_events
from handlers.reading.fields.head import read_head
from handlers.reading.fields.others import (
    read_budget,
    read_budget_total,
    read_observances,
    read_periods,
    read_requirements,
)
from handlers.reading.fields.units import read_units
from handlers.reading.paper import Paper

FIELDS: tuple[tuple[str, Callable[[Paper], Any]], ...] = (
    ("plan", read_head),  # title, number, issuer, date, signer
    ("periods", read_periods),  # "Từ ngày 01/01 đến ngày 30/6": what happens in it
    ("events", read_events),  # each meeting: day, place, delegates, programme, duties
    ("member_units", read_units),  # chair, deputies, members
    ("deadlines", read_deadlines),  # "gửi báo cáo trước ngày …"
    ("observances", read_observances),  # "Quốc khánh (2/9)"
    ("requirements", read_requirements),  # "Yêu cầu"
    ("budget", read_budget),  # "20 bó x 200.000 đồng = …"
    ("budget_total", read_budget_total),
    ("contacts", read_contacts),  # offices, addresses, e-mail, telephone
    ("details", read_details),  # "Trang phục: …", a row of a table each
)
