"""Greetings, thanks, good wishes, and questions about the bot itself: what needs one line and no plan."""

import re

from handlers.speech.asking.core import cues

_ABOUT_BOT = cues(
    r"\bban (?:la ai|la gi|ten gi|giup (?:duoc|gi|toi)|lam duoc gi|biet (?:lam )?gi|co the (?:lam|giup))",
    r"(?:bot|tro ly) (?:la|lam|giup)|giup (?:duoc )?gi (?:cho )?(?:toi|minh|em|anh|chi)|day la (?:ai|bot)",
    r"(?:nguoi|may|robot|tri tue nhan tao|ai) (?:that|tra loi)(?: day)? (?:khong|ha|a)|(?:phai|la) (?:nguoi that|robot|chatbot|may tra loi)\b|hoi duoc (?:nhung )?gi|(?:em|chau|ad|bot) (?:la ai|ten (?:gi|la gi)|lam duoc gi|la (?:bot|may|nguoi))",
)
_THANKS = re.compile(r"\b(?:cam on|camon|thanks|thank you|tks|thks|cam ta|cam iu|cam un|biet on)\b")
_GREETING = re.compile(r"\b(?:xin chao|chao|alo|hello|kinh chao|hi)\b")
_CLOSING = re.compile(
    r"\b(?:(?<!to )chuc (?!nang|vu|danh|trach)|vui ve|tam biet|bye|hen gap|ok|oke|okie|okela|duoc roi|hieu roi|biet roi"
    r"|ro roi|nam duoc roi|da ro"
    r"|khong can nua|thoi duoc|tot lam|hay qua|gioi qua|tuyet voi|ngon|vang a|vang)\b"
)
_CALL = r"(?:alo|hello|helo|hi|hey|chao|xin chao|e|oi|ui|bot|ad|admin|em|ban|anh|chi|co|vay|do|day|a|the|ta|ha|nhi)"
_ANYBODY = re.compile(
    r"^(?:alo |hello |hi )*co ai (?:o day |truc |khong|o do|day|tra loi)[^,.]{0,20}$|^(?:alo|hello|hi|e|ad oi|bot oi)$"
    rf"|^(?:{_CALL} )*(?:co|con|dang)(?: (?:co|ai|nguoi|bot|ad|o|dang))* (?:do|day|thuc|online|onl|on|truc(?: tuyen)?|hoat dong|rep|ranh|lam viec"
    rf"|tra loi(?: tin)?) (?:khong|chua)(?: {_CALL})*$"
)
# What talk is made of; a sentence of nothing else is talk.
_LEXICON = frozenset(
    """
    cam on camon thanks thank you tks thks nhieu lam hieu biet ro roi da vang ok oke okie okela u uh um duoc tot
    tuyet voi
    hay qua chuc mot 1 ngay vui ve lanh suc khoe xin chao hello hi alo kinh gui tam biet bye hen gap lai thong tin
    huu ich
    bot gioi the a nhe nha ad admin em anh chi chau bac co chu di cau thay dong chi cac ban minh toi tui moi nguoi va
    rat thi la nghe giup do ho tro nhiet tinh btc ban to chuc quy vi iu un that ky luong kip thoi nhanh buoi sang
    chieu toi
    trua cuoi tuan lam viec hieu qua da nam nua khong can gi het con luon tra loi de oi ne haha hihi mai hoi sau
    tiep ngon lanh
    """.split()  # noqa: SIM905
)


def small_talk(whole: str, asks: tuple[str, ...]) -> str | None:
    """ "about", "thanks", "greeting", "bye", or nothing where something of the plan is asked."""
    if _ABOUT_BOT.search(whole):
        return "about"
    if _ANYBODY.search(whole):
        return "greeting"
    strange = [word for word in whole.split() if word not in _LEXICON]
    if asks or len(strange) > 1:
        return None
    if re.search(r"\b(?:gi|nao|dau|may|bao nhieu)\b", whole) and not re.search(
        r"\bgi (?:nua|dau|them|het|ca)\b|\bcan gi\b", whole
    ):
        return None
    if _THANKS.search(whole):
        return "thanks"
    if _CLOSING.search(whole):
        return "bye"
    return "greeting" if _GREETING.search(whole) else None
