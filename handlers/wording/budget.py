"""Money in words: đồng with dots, quantity and price where the plan gives them."""

from collections.abc import Mapping, Sequence

from handlers.messages import escape
from handlers.wording import tells
from handlers.wording.times import first_letter_up, lines_of
from handlers.wording.told import Told, where
from storage.models import Note


def dong(amount: int) -> str:
    """ "13.500.000 đồng"."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def lines(rows: Sequence[Note], total: int | None = None, written: Mapping[int, str] | None = None) -> Told:
    """Costs, one line each; the total where it is asked for or all are shown."""
    said = [f"Tổng dự trù: {dong(total)}."] if total is not None else []
    own = written or {}
    said += [f"{first_letter_up(escape(own[row.id]).rstrip(' .;'))}." if row.id in own else _line(row) for row in rows]
    told = (
        tells.of(
            f"note:{row.id}", what=row.text, money=row.data.get("amount"), count=row.data.get("quantity"),
            price=row.data.get("unit_price"),
        )
        for row in rows
    )  # fmt: skip
    whole = tells.of("", money=total)
    at = where(*lines_of(rows[:1] if total is not None else rows))
    return Told("\n".join(said), at, (*whole, *(fact for each in told for fact in each)))


def _line(row: Note) -> str:
    data = row.data
    quantity, price, amount = data.get("quantity"), data.get("unit_price"), data.get("amount")
    parts = [
        f"{quantity} × {dong(int(price))} = " if quantity and price else f"số lượng {quantity}, " if quantity else ""
    ]
    parts.append(
        dong(int(amount)) if amount is not None else dong(int(price)) if price is not None else "không ghi số tiền"
    )
    return f"{first_letter_up(escape(row.text))}: {''.join(parts)}."


def total(amount: int, line: object) -> Told:
    return Told(f"Tổng dự trù kinh phí: {dong(amount)}.", where(line), tells.of("", money=amount))
