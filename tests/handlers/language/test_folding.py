"""Folding: what must be equal however it was typed."""

import unicodedata

import pytest

from handlers.language.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đề nghị  các ĐƠN VỊ", "de nghi cac don vi"),
        (" Ủy ban\tnhân dân\n", "uy ban nhan dan"),
        ("HĐND & UBND", "hdnd & ubnd"),
        ("7h30", "7h30"),
        ("", ""),
    ],
)
def test_marks_case_and_spaces_go(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_unicode_form_folds_alike(form: str) -> None:
    assert fold(unicodedata.normalize(form, "Hội nghị ở Phường Đồng Ươm")) == "hoi nghi o phuong dong uom"
