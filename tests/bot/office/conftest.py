"""What the tests of papers and workbooks share."""

import pytest

from bot.office import sheets


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child process has its own test; a table of cases needs none for each."""
    monkeypatch.setattr(sheets, "_in_child", sheets.sheets_of)
