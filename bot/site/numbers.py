"""Numbers in addresses and questions: only those that a row of the database can have."""

import re

from starlette.convertors import Convertor, register_url_convertor

ROW = "[1-9][0-9]{0,8}"  # fits the four bytes of PostgreSQL's integer


class RowConvertor(Convertor[int]):
    """`{number:row}` in a route: longer digits are no page."""

    regex = ROW

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("row", RowConvertor())


def row_number(text: str | None) -> int | None:
    """The id that a text names; None where it names none."""
    return int(text) if text and re.fullmatch(ROW, text) else None
