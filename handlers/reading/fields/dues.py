"""The sentence of a deadline taken apart: who sends what to whom."""

import re
from typing import NamedTuple

from handlers.reading.fields.subjects import named_unit, reversed_duty, split_subject
from handlers.reading.outline import Node
from handlers.reading.phrases import ASKED, OFFICE, VERB, office_at_start, pieces, trim, without_notes

_SEND = re.compile(r"(?<![\w])(?:gửi|gởi|nộp|chuyển|cung cấp)(?![a-zà-ỹ])", re.IGNORECASE)
_TO = re.compile(r"(?<!\w)(?:về|đến|tới|cho|qua)\s+(?=\S)")
_TARGET = re.compile(r"(?:Server|[Ee]mail|[Đđ]ịa chỉ|hộp thư|[Hh]ệ thống|[Zz]alo|link|đường link|[Đđ]ơn vị|Nhà)")
_OWNED = re.compile(r"(.{6,}?)\s+của\s+((?:các|từng|mỗi)\s[^;]{4,80})$")  # "ý kiến của các sở gửi về …"
_NO_TARGET = re.compile(
    r",?\s+(?:để|thẩm định|xem xét|phê duyệt|tham gia ý kiến|góp ý|cho ý kiến)\s*(?!\w)"
    r"|,\s+(?:đồng thời|chậm nhất|trước)\b"
)  # what the receiver does with it, and when
_NEAR = 30
_PREPARE = re.compile(
    r"^(?:(?:có trách nhiệm|lựa chọn|chủ động|phối hợp|khẩn trương|chuẩn bị|xây dựng|lập|hoàn thiện|tổng hợp"
    r"|hoàn thành|tiến hành|tổ chức|thực hiện|rà soát|việc|và|,),?\s+)+(?=\S)",
    re.IGNORECASE,
)
_ONLY_SENDS = re.compile(rf"(?:gửi|nộp)\s+(?:về\s+|cho\s+|đến\s+)?{OFFICE.pattern}[^;]{{0,60}}$")
_WITH = re.compile(rf"^(?:chủ trì,?\s+)?phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s[^,;]{{3,120}}?\s(?={VERB.pattern})")
_PREFIX = re.compile(
    r"^(?:Riêng đối với|Riêng|Đồng thời|Đối với|Lưu ý|Thời gian|Thời hạn|Hạn nộp|Nội dung [^:.;]{0,30}|Về "
    r"[^:.;]{0,30}):?\s+(?=\S)",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"(?:(?:bản |các )?báo cáo|bảng|bản|bài|phóng sự|video|danh sách|tờ trình|kế hoạch|phiếu|hồ sơ|tài liệu"
    r"|ý kiến|biên bản|kịch bản|chương trình|dự thảo|hình ảnh|phương án|số liệu)(?![a-zà-ỹ])",
    re.IGNORECASE,
)


class Parts(NamedTuple):
    """Who must send what, and to whom."""

    who: str | None
    what: str
    send_to: str | None


def _is_office_with_work(head: str, rest: str) -> bool:
    """Before the colon an office that does nothing yet, behind it what it does."""
    return bool(rest.strip()) and office_at_start(head) and not VERB.search(without_notes(head))


def parts_of(clause: str, tail: str, apart: bool) -> Parts:
    """Take "Các huyện gửi báo cáo về phòng Nội vụ" apart; `apart`: the day stands in brackets behind the whole item."""
    turned = reversed_duty(clause)
    if turned:
        return Parts(turned[0], turned[1], None)
    head, colon, rest = _bare(clause).partition(":")
    if colon and _is_office_with_work(head, rest):
        return parts_of(rest.strip(), tail, apart)._replace(who=without_notes(head))
    own = pieces(clause)
    if len(own) > 1 and _ONLY_SENDS.match(own[-1]) and not apart:
        own[-2:] = [f"{own[-2]} {own[-1]}"]  # "chuẩn bị báo cáo; gửi Trung tâm"
        clause = own[-1]
    subject = split_subject(_bare(clause))
    if len(own) > 1 and not apart:
        clause = own[-1]
    clause = _bare(clause)
    send = _last_send(clause)
    parts = _sent(clause, send) if send else _done(clause)
    note = re.match(r"\s*(\(\s*qua [^()]*\))", tail)
    send_to = f"{parts.send_to} {note.group(1)}" if parts.send_to and note else parts.send_to
    who = parts.who or (subject[0] if subject else None)
    return Parts(who, trim(parts.what), send_to)


def _bare(clause: str) -> str:
    return ASKED.sub("", _PREFIX.sub("", clause))


def _last_send(clause: str) -> re.Match[str] | None:
    """The verb of sending that has its subject or its paper before it; the last one."""
    return next(reversed(list(_SEND.finditer(clause))), None)


def _sent(clause: str, send: re.Match[str]) -> Parts:
    before, after = clause[: send.start()].strip(" ,"), clause[send.end() :].strip()
    toward = _TO.match(after)
    if toward or not after:
        return _sent_before(before, after[toward.end() :] if toward else "")
    if re.match(r"lấy ý kiến|xin ý kiến|kèm", after):
        return _sent_before(before, "")
    if office_at_start(after) and not _PAPERS.match(after) and before:
        return _sent_before(before, after)
    spots = [m for m in _TO.finditer(after) if _open(after, m.start()) and _is_target(after[m.end() :])]
    what, target = (after[: spots[-1].start()], after[spots[-1].end() :]) if spots else (after, "")
    subject = split_subject(before)
    who = (
        subject[0]
        if subject
        else without_notes(before)
        if OFFICE.match(before) or re.match(r"\d+\s+[^\W\d]{2}", before)
        else None
    )
    return Parts(who or None, what, _target(target))


def _open(text: str, at: int) -> bool:
    """Whether the place stands outside brackets."""
    return text.count("(", 0, at) == text.count(")", 0, at)


def _is_target(text: str) -> bool:
    return office_at_start(text) or bool(_TARGET.match(text))


def _sent_before(before: str, target: str) -> Parts:
    """ "báo cáo … gửi về X": what is sent stands before the verb."""
    subject = split_subject(before)
    what = _PREPARE.sub("", subject[1] if subject else before)
    owned = _OWNED.match(what) if not subject else None
    if owned and office_at_start(owned.group(2)):
        return Parts(trim(owned.group(2)), trim(owned.group(1)), _target(target))
    if not subject and office_at_start(before) and not _PAPERS.search(before):
        return Parts(without_notes(before), "", _target(target))
    return Parts(subject[0] if subject else None, what, _target(target))


def _target(text: str) -> str | None:
    return trim(_NO_TARGET.split(text)[0]) or None


def _done(clause: str) -> Parts:
    subject = split_subject(clause)
    work = _WITH.sub("", subject[1] if subject else clause)
    toward = re.search(r"(?:báo cáo|đăng ký|phản hồi|thông báo)[^;]*?\s(?:về|với|cho|đến)\s+(?=\S)", work)
    target = work[toward.end() :] if toward and _is_target(work[toward.end() :]) else ""
    what = re.sub(r"\s(?:về|với|cho|đến)\s*$", "", work[: toward.end()]) if toward and target else work
    if subject or target:
        what = _PREPARE.sub("", what)
    return Parts(subject[0] if subject else None, what, _target(target) if target else None)


def lead_in(node: Node) -> Parts:
    """Who and to whom from the sentence that introduces the list ("Các tỉnh gửi về … gồm:")."""
    for above in node.path():
        if above.parent is None:
            break
        for child in above.parent.children[max(0, above.at - _NEAR) : above.at]:
            found = _introduces(child.text)
            if found:
                return found
    return Parts(None, "", None)


def _introduces(text: str) -> Parts | None:
    if not text.endswith(":") or len(text) > 500:
        return None
    subject = split_subject(ASKED.sub("", text))
    target = re.search(
        r"(?:đối với|gửi về|nộp về|gửi cho|về)\s+(.{5,200}?)"
        r"(?:\s*,?\s*(?:bao gồm|gồm|cụ thể|theo (?:các )?(?:thời|mốc|tiến độ)"
        r"|các nội dung|như sau)[^:]{0,30})?\s*:$",
        text,
    )
    return Parts(subject[0], "", trim(target.group(1))) if subject and target else None


def holder(node: Node) -> str | None:
    """The office that opens the item, or under whose heading it stands."""
    split = split_subject(node.text)
    if split:
        return split[0]
    for above in list(node.path())[1:]:
        named = named_unit(above) if above.text else None
        if named:
            return named[0]
    return None
