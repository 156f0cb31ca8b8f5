"""Months of meetings whose day is open: where they begin and end, and when the day is asked for."""

from datetime import date

import pytest

from storage.clock import month_before, month_span


@pytest.mark.parametrize(
    ("month", "first", "last", "asked"),
    [
        ("2027-01", date(2027, 1, 1), date(2027, 1, 31), date(2026, 12, 1)),
        ("2027-02", date(2027, 2, 1), date(2027, 2, 28), date(2027, 1, 1)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), date(2028, 1, 1)),
        ("2027-04", date(2027, 4, 1), date(2027, 4, 30), date(2027, 3, 1)),
        ("2027-12", date(2027, 12, 1), date(2027, 12, 31), date(2027, 11, 1)),
    ],
)
def test_a_month_has_its_own_length_and_the_one_before_may_be_of_last_year(
    month: str, first: date, last: date, asked: date
) -> None:
    assert month_span(month) == (first, last)
    assert month_before(month) == asked
