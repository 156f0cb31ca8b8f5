"""Short orders in words for commands that take little: "thay đầu mối Bình Minh", "mời đại biểu", "dữ liệu của tôi"."""

import re

from handlers.language.folding import fold

ENDING = r"(?: (?:a|nhi|vay|the|ha|khong a))?"
PLEASE = r"(?:hay |xin |cho |nho |giup |em muon |toi muon )*"
OWN = r"(?:doan|don vi|dv|huyen|xa|so|phong) (?:em|minh|toi|tui|chung em)"
HOW_MANY = r"(?:may|bao nhieu|bn)(?: (?:nguoi|dai bieu|dong chi|suat))?(?: roi)?"
HOW_MANY_OF = r"(?:may|bao nhieu|bn) (?:don vi|doan|nguoi|dai bieu|huyen|xa)"
WHICH = r"(?:(?:nhung |cac )?(?:don vi|doan|huyen|xa|noi) nao|(?:nhung )?ai)"
MINE = r"(?: cua (?:toi|em|minh|anh|chi|tui))?"
# The command that an order stands for; {who} is what was named. The first that fits the whole sentence counts.
ORDERS: tuple[tuple[str, str], ...] = (
    (r"(?:thay|doi)(?: nguoi)? dau moi(?: cua| cho)?(?: don vi)? (?P<who>.+)", "/thuhoi {who}"),
    (r"moi (?:them )?dau moi(?: cua| cho)?(?: don vi)? (?P<who>.+)", "/moi focal {who}"),
    (r"moi (?:them )?dai bieu", "/moi delegate"),
    (r"moi (?:them )?dai bieu(?: cua| cho)?(?: don vi)? (?P<who>.+)", "/moi delegate {who}"),
    (r"moi (?:them )?(?:nguoi vao )?ban to chuc", "/moi organiser"),
    (r"(?:tao|xin|lay|them)(?: cho)?(?: toi| em)? ma moi", "/moi"),
    (r"thu hoi(?: ma moi| ma| vai tro)?(?: cua)?(?: (?P<who>.+))?", "/thuhoi {who}"),
    (r"duyet(?: nguoi moi)?|(?:ai|nhung ai) (?:dang |con )?cho duyet", "/duyet"),
    (r"(?:xem )?danh sach(?: ten)? (?:doan|don vi)(?: cua)?(?: (?:em|minh|toi))?", "/danhsach"),
    (rf"{OWN}(?: (?:da|dang))?(?: (?:bao|dang ky|ghi))?(?: duoc)? {HOW_MANY}", "/doan"),
    (rf"(?:xem )?(?:so luong|so nguoi|so dai bieu|si so)(?: cua)? {OWN}", "/doan"),
    (r"(?:huy|xoa|bo)(?: (?:so|so luong|so nguoi|so dai bieu))(?: (?:em |da )*(?:bao|dang ky|ghi))?", "/dangky"),
    (rf"{WHICH} (?:dang |bi )?(?:vuot|thieu|thua|qua|du)(?: (?:chi tieu|nguoi|so|dai bieu))?", "/doan"),
    (rf"(?:con )?{HOW_MANY_OF} (?:con )?chua (?:bao|dang ky|tra loi)(?: so)?", "/doan"),
    (rf"{WHICH} (?:da|chua|con chua) (?:bao|dang ky|tra loi|xac nhan)(?: so(?: nguoi| dai bieu| luong)?)?", "/doan"),
    (rf"(?:da )?(?:co )?{HOW_MANY_OF} (?:da )?(?:dang ky|bao so|bao|tra loi|xac nhan)(?: roi| tham du| du)?", "/doan"),
    (rf"(?P<who>.+?) (?:da )?(?:bao|dang ky)(?: duoc)? {HOW_MANY}", "/doan {who}"),
    (r"(?:xem )?tong hop(?: (?:cac|so|so luong|dang ky))*(?: (?:doan|don vi|dai bieu))?", "/doan"),
    (rf"{WHICH} (?:(?:con )?chua (?:nop|gui)|con thieu|con no)(?: (?:bao cao|giay to|ho so|bai))?", "/tiendo"),
    (rf"(?:(?:{OWN}|ben em|ben minh|em) )?con (?:thieu|no)(?: (?:nhung|giay to|bao cao))* gi(?: nua)?", "/nop"),
    (rf"{WHICH} (?:den|toi) (?:luc )?(?:nao|may gio|khi nao)|{WHICH} chua bao gio den", "/donden"),
    (r"(?:xem )?gio den(?: cua)? cac doan", "/donden"),
    (r"(?:xem |gui |lay )?danh sach (?:gui|dan|chep)(?: (?:vao|len))? nhom(?: zalo)?", "/doan nhom"),
    (r"(?:tai|xuat|lay|gui)(?: (?:file|tep|ban))? (?:excel|bang tinh)", "/doan excel"),
    (r"(?:xem )?lich nhac(?: viec)?", "/nhac"),
    (r"gui tiep(?: (?:di|cac tin|nhung tin)(?: (?:dang )?cho(?: tu truoc)?)?)?", "/guitiep"),
    (r"bo (?:het )?(?:cac |nhung |\d+ )?tin (?:dang )?cho(?: tu truoc)?", "/guitiep"),
    (r"(?:noi|ket noi|them)(?: them)? (?:kenh(?: khac)?|zalo|telegram|trang web)", "/kenh them"),
    (rf"(?:xem )?(?:du lieu|thong tin da luu){MINE}", "/dulieucuatoi"),
    (rf"xoa (?:het |toan bo )?du lieu{MINE}", "/xoadulieu"),
    (r"(?:dung|ngung|thoi) (?:gui|nhan) tin(?: cho (?:toi|em|minh))?", "/dung"),
)
RULES = tuple((re.compile(f"{PLEASE}(?:{pattern}){ENDING}"), sent) for pattern, sent in ORDERS)
LONGEST = 120


def read_order(text: str) -> str | None:
    """The command that a sentence orders, with its words as typed; None where it orders none of these."""
    typed = " ".join(text.split()).strip(" .?")
    folded = fold(typed)
    if len(folded) != len(typed) or len(folded) > LONGEST:
        return None
    for rule, sent in RULES:
        if (found := rule.fullmatch(folded)) is not None:
            who = typed[slice(*found.span("who"))] if found.groupdict().get("who") else ""
            return sent.format(who=who).strip()
    return None
