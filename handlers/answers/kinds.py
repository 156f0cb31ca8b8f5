"""Which kinds of fact a text holds: an hour, a sum, a place, a person."""

import re
from functools import lru_cache

from handlers.answers.passages import FACTS
from handlers.language.folding import fold
from handlers.speech.asking.asks import BODY

# Where something happens, and where papers go.
SITE = re.compile(
    r"dia diem:|dia diem .*\b(?:tai|o|la)\b"
    r"|\btai (?!cac|cho|do|hoi nghi\b|dai hoi\b|le\b|lop\b|phien\b|lieu|chinh|tro|san|khoan|nguyen|nan|xe|nang)\w"
    r"|\bo (?!to\b|cac|day|do|bao cao|tinh:|huyen:|xa:)\w|\bdia chi\b|\bserver\b|\btang \d|\bphong (?:hop|so|hoc) \w"
    r"|\b(?:chuyen|vao|den|tap trung|xuat phat)\b[^.;]{0,60}\b(?:nha (?!nuoc|truong)\w|san \w|hoi truong|quang truong|trung tam)"
    r"|(?:^|: )(?:tai )?(?:hoi truong|trung tam (?:hoi nghi|chinh tri|to chuc)|nha (?!nuoc|truong)\w+|san \w|phong hop)"
)
_GOES = (
    r"\b(?:gui|nop) (?:phong|so|ubnd|van phong|ban|trung tam|hoi|chi cuc|to|cong an)\b"
    r"|\b(?:gui|nop|nhan|dang ky|ve)\b.*\b(?:ve|qua|cho|voi|den|tai) \w"
)
_MORE = {
    "place": re.compile(f"{SITE.pattern}|{_GOES}"),
    "person": re.compile(
        r"\b(?:ong|ba|dong chi|d/c|thay|co|ths|ts|bs)\b\.? \w|chu tich|bi thu|giam doc|truong \w+|lanh dao"
        r"|thuong truc|chuyen vien"
        r"|hieu truong|can bo|uy vien|\bto \w+|dai dien|thu truong|giao vien|van thu|chi huy|hoi vien"
    ),
    "unit": re.compile(BODY + r"\b (?!nay|khac|do\b)\w|ubnd|hdnd|mttq|ban thuong vu|thuong truc|trung tam|cong an"
    r"|hoi dong"),
    "count": re.compile(r"\d"),
    "source": re.compile(
        r"ngan sach|nguon(?! goc| nhan luc| luc)|trich (?:tu)?|quy (?:thi dua|khen)|dam bao|bao dam|xa hoi hoa|tai tro|tu tuc|chi tra"
        r"|tu lo|\bchi phan|(?:theo )?che do hien hanh"
    ),
    "what": re.compile(r""),
    "hour": re.compile(r"\btruoc,? trong va sau\b"),
}  # fmt: skip


# The family names that most people in the country bear, of its many peoples.
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Tô|Hà|Lương|Chu|Quách|Tạ"
    "|Triệu|Nông|Hứa|Ma|Bế|Cầm|Điêu|Quàng|Tòng|Cà|Vì|Hầu|Tráng|Lục|Thân|Cao|Đoàn|Đào|Lưu|Thái|Tống|Kiều|La|Lâm|Lã|Mạc"
    "|Giàng|Sùng|Vàng|Thào|Mùa|Lò|Lường|Hạng|Hạ|Vừ|Cứ|Lầu|Thèn|Phùng|Bàn|Đàm|Doãn|Nghiêm|Khuất|Phí|Từ|Văn|Bạch|Châu|Cù"
)
_PROVINCES = "Thái Bình|Thái Nguyên|Hà Nam|Hà Giang|Hà Nội|Hà Tĩnh|Hà Tây|Cao Bằng|Lâm Đồng|Lai Châu|Hồ Chí Minh"
_PERSON = re.compile(
    rf"\b(?!{_PROVINCES})(?:{_FAMILIES})(?: [A-ZĐÀ-Ỹ][a-zđà-ỹ]+){{1,3}}\b(?! (?:huyện|tỉnh|xã|phường))"
)
_NAMED = re.compile(r"(?:Ông|Bà|Đ/c|[Đđ]ồng chí|TS\.|ThS\.|BS\.|[Tt]hầy|[Cc]ô|ông|bà)\s+[A-ZĐ]\w+\s+[A-ZĐ]\w+")

_FULL_NAME = re.compile(r"(?:Ông|Bà|Đ/c|[Đđ]ồng chí|ông|bà) (?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+ ){1,3}[A-ZĐÀ-Ỹ][a-zđà-ỹ]+")
_BESIDE_A_NAME = re.compile(
    r"chu tich|bi thu|giam doc|truong|hieu truong|hieu pho|chanh van phong|thu truong|chu tri|chi huy|uy vien|chuyen vien"
)


def people_named(text: str) -> list[str]:
    """The full names of people that a text writes: "Ông Lò Văn Pành, …"."""
    titled = (found.group().split(maxsplit=1)[1] for found in _FULL_NAME.finditer(text))
    return list(dict.fromkeys([*titled, *(found.group() for found in _PERSON.finditer(text))]))


@lru_cache(maxsize=8192)
def facts_of(text: str, above: str = "") -> frozenset[str]:
    """The kinds of fact that the text, or for places and people its heading, holds."""
    folded = fold(text)
    found = {kind for kind, pattern in (*FACTS.items(), *_MORE.items()) if pattern.search(folded)}
    if _NAMED.search(text) or (_PERSON.search(text) and _BESIDE_A_NAME.search(folded)):
        found.add("name")
    head = fold(above)
    found |= {kind for kind in ("person", "unit") if _MORE[kind].search(head)}
    return frozenset(found)
