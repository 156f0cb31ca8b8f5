"""Text typed for the fonts of TCVN3 and VNI becomes Vietnamese; Unicode text is left alone."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.reading import old_fonts
from handlers.reading.document import Unreadable, read_lines
from handlers.reading.draft import PlanDraft
from handlers.reading.export import as_json
from handlers.reading.old_fonts import in_unicode
from handlers.reading.plan import read_file, read_plan

PLAN = Path(__file__).parents[2] / "data" / "plan.txt"
TCVN3 = {out: typed for typed, out in old_fonts._TCVN3.items()}
VNI = {out: typed for typed, out in old_fonts._VNI.items()}


def typed_for_tcvn3(text: str) -> str:
    """As a typist of the nineties left it: toned capitals take the code of the small letter."""
    return "".join(TCVN3.get(char, TCVN3.get(char.lower(), char)) for char in text)


def typed_for_vni(text: str) -> str:
    """Letters and marks apart."""
    return "".join(VNI.get(char, char) for char in text)


def low(draft: PlanDraft) -> str:
    """What was found, in small letters: toned capitals cannot be told from small ones in TCVN3."""
    return str(replace(draft, unread=(), warnings=(), text=())).lower()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("KÕ HO¹CH tæ chøc Héi nghÞ tæng kÕt, tr­íc ngµy 05/12", "KẾ HOẠCH tổ chức Hội nghị tổng kết, trước ngày 05/12"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("KEÁ HOAÏCH toå chöùc Hoäi nghò, tröôùc ngaøy 05/12", "KẾ HOẠCH tổ chức Hội nghị, trước ngày 05/12"),
    ],
)
def test_a_line_of_each(typed: str, meant: str) -> None:
    assert in_unicode([(1, typed)]) == [(1, meant)]


@pytest.mark.parametrize("typist", [typed_for_tcvn3, typed_for_vni], ids=["tcvn3", "vni"])
def test_a_whole_plan_is_read_as_if_typed_in_unicode(typist: object) -> None:
    assert callable(typist)
    text = unicodedata.normalize("NFC", PLAN.read_text(encoding="utf-8"))
    found = read_plan(in_unicode(enumerate(typist(text).split("\n"), 1)))
    wanted = read_plan(enumerate(text.split("\n"), 1))
    assert low(found) == low(wanted)


@pytest.mark.parametrize("path", [PLAN, *PLAN.parent.glob("plans/*.txt")], ids=lambda path: path.stem)
def test_unicode_is_left_alone(path: Path) -> None:
    lines = list(enumerate(path.read_text(encoding="utf-8").split("\n"), 1))
    assert in_unicode(lines) == lines


def test_only_the_old_lines_of_a_mixed_paper_change() -> None:
    old = [(n, "Céng hßa x· héi chñ nghÜa ViÖt Nam") for n in range(3)]
    found = in_unicode([*old, (9, "Trước ngày 20/11, các xã gửi báo cáo · danh sách")])
    assert found == [(n, "Cộng hòa xã hội chủ nghĩa Việt Nam") for n in range(3)] + [
        (9, "Trước ngày 20/11, các xã gửi báo cáo · danh sách")
    ]


def test_a_text_file_of_old_bytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(typed_for_tcvn3(PLAN.read_text(encoding="utf-8")).replace("–", "-").encode("latin-1", "replace"))
    assert as_json(read_file(path))["events"][0]["starts_on"] == "2027-03-25"


def test_other_bytes_are_still_refused(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes("Réunion générale à l’hôtel, café, élèves, très sûr, naïf, où ça, forêt".encode("cp1252"))
    with pytest.raises(Unreadable, match="Unicode"):
        read_lines(path)
