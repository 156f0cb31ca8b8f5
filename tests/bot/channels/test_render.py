"""The renderer: nothing lost, no part over the limit, cut where a reader would pause."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels import Capabilities
from bot.channels.render import Mark, cut, marked, parts, units
from bot.channels.telegram.channel import TelegramChannel
from handlers.messages import Attachment, Button, Place, Reply, button_label, plain

TELEGRAM = Capabilities(max_text=4096, buttons=True, files=False, edit=True, pace=29)
SMALL = Capabilities(max_text=60, buttons=False, files=False, edit=False, pace=1)

LETTERS = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)
PIECES = st.one_of(
    LETTERS,
    st.sampled_from(["\n\n", "\n", ". ", "đồng chí ", "👨‍👩‍👧‍👦", "🇻🇳", "**", "[", "](", "ế", "e\u0302\u0301"]),
    st.builds("**{}**".format, st.text("abc đ", min_size=1, max_size=90).filter(str.strip)),
    st.builds("[{}](https://hoinghi.example/{})".format, st.text("xin ", min_size=1, max_size=40), st.just("a/b")),
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def letters(text: str) -> str:
    """What must survive any cut: everything but space and the marks of spans."""
    return re.sub(r"[\s\u200b*\[\]()]", "", text)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(20, 200))
def test_nothing_is_lost_and_no_part_is_too_long(text: str, limit: int) -> None:
    pieces = cut(text, limit)
    assert letters("".join(pieces)) == letters(text)
    assert all(0 < len(piece.encode("utf-16-le")) // 2 <= limit for piece in pieces)
    assert all(piece == piece.strip() for piece in pieces)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_marks_cover_what_was_bold_or_linked(text: str) -> None:
    shown, marks = marked(text)
    as_units = shown.encode("utf-16-le")
    for mark in marks:
        covered = as_units[mark.offset * 2 : (mark.offset + mark.length) * 2].decode("utf-16-le")
        assert covered
        source = f"[{covered}]({mark.link})" if mark.link else f"**{covered}**"
        assert source in text


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("ngắn", 40, ["ngắn"]),
        ("  \n ", 40, []),
        ("Đoạn một.\n\nĐoạn hai dài hơn.", 20, ["Đoạn một.", "Đoạn hai dài hơn."]),
        ("Dòng một\nDòng hai\nDòng ba", 20, ["Dòng một\nDòng hai", "Dòng ba"]),
        ("Câu một. Câu hai dài. Câu ba.", 24, ["Câu một. Câu hai dài.", "Câu ba."]),
        ("một hai ba bốn năm sáu", 10, ["một hai ba", "bốn năm", "sáu"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ("😀" * 12, 10, ["😀" * 5, "😀" * 5, "😀" * 2]),
        ("aaaaaaaa👨‍👩‍👧 b", 13, ["aaaaaaaa", "👨‍👩‍👧 b"]),
        ("mở đầu **rất quan trọng** cuối", 24, ["mở đầu", "**rất quan trọng** cuối"]),
        ("**" + "x" * 30 + "**", 20, ["x" * 20, "x" * 10]),
    ],
)
def test_where_it_is_cut(text: str, limit: int, expected: list[str]) -> None:
    assert cut(text, limit) == expected


def test_a_long_programme_is_cut_between_lines() -> None:
    text = "\n".join(f"{hour:02d}:00 – Nội dung số {hour}, phòng họp {hour}" for hour in range(300))
    pieces = cut(text, 2000)
    assert "\n".join(pieces) == text
    assert len(pieces) == 6


def test_buttons_hang_on_the_last_part() -> None:
    reply = Reply("một\n\n" * 2000, (Button("Đồng ý", "/co 1"),))
    sent = parts(reply, TELEGRAM)
    assert [bool(part.buttons) for part in sent] == [False] * (len(sent) - 1) + [True]
    assert len(sent) > 1


def test_without_buttons_they_become_numbers() -> None:
    reply = Reply("Anh chị có dự không?", (Button("Có", "/co 1"), Button("Không", "/khong 1")))
    assert parts(reply, Capabilities(2000, False, False, False, 1)) == [
        Reply("Anh chị có dự không?\n\n1. Có\n2. Không\n\nTrả lời số 1 hoặc 2.")
    ]


def test_what_cannot_be_shown_is_told_in_words() -> None:
    reply = Reply("Mời xem.", (), Attachment("so-do.pdf", "/x"), Place("Nhà văn hóa", "12 Phố Mới"))
    assert parts(reply, TELEGRAM) == [Reply("Mời xem.\n\nNhà văn hóa\n12 Phố Mới\n\nTệp: so-do.pdf")]


def test_a_file_stays_where_the_channel_carries_files() -> None:
    file = Attachment("so-do.pdf", "/x")
    assert parts(Reply("", (), file), Capabilities(1000, True, True, True, 1)) == [Reply("", (), file)]


def test_no_words_no_message_but_buttons_get_a_word() -> None:
    assert parts(Reply(""), TELEGRAM) == []
    assert parts(Reply(" ", (Button("Có", "/co"),)), TELEGRAM) == [Reply("Mời chọn:", (Button("Có", "/co"),))]


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(st.text("abc đ", min_size=1, max_size=20), max_size=9))
def test_a_small_channel_gets_every_word(text: str, labels: list[str]) -> None:
    reply = Reply(text, tuple(Button(label, f"/chon {n}") for n, label in enumerate(labels)))
    sent = parts(reply, SMALL)
    assert all(units(part.text) <= 60 and not part.buttons for part in sent)
    said = letters("".join(part.text for part in sent))
    assert letters(text) in said
    assert all(letters(f"{n}. {label}") in said for n, label in enumerate(labels, 1))


def test_marks_are_counted_in_utf16_units() -> None:
    assert marked("😀 **Hội** và [bản đồ](https://x.example/m)") == (
        "😀 Hội và bản đồ",
        (Mark(3, 3), Mark(10, 6, "https://x.example/m")),
    )
    assert plain("**Hội** [x](https://x.example)") == "Hội x (https://x.example)"


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Đã gửi tất cả", "Đã gửi tất cả"),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 59 + "…"),
        (
            "Đã gửi đường khác: danh sách đại biểu, xe và giờ đến của đoàn",
            "Đã gửi đường khác: danh sách đại biểu, xe và giờ đến của…",
        ),
        (
            "Phòng Văn hóa và Xã hội thị trấn Bình Minh Thượng, (nơi nhận hồ sơ)",
            "Phòng Văn hóa và Xã hội thị trấn Bình Minh Thượng, (nơi…",
        ),
    ],
)
def test_a_button_is_cut_at_a_word(words: str, label: str) -> None:
    assert button_label(words) == label


@pytest.mark.parametrize(("size", "goes"), [(50_000_000, True), (50_000_001, False)])
def test_telegram_gets_a_file_up_to_fifty_megabytes_and_a_link_to_a_larger_one(size: int, goes: bool) -> None:
    film = Attachment("Phim.mp4", "phim", "video/mp4", size, "https://hoi.example/tep/x")
    (sent,) = parts(Reply("Mời xem.", attachment=film), TelegramChannel.capabilities)
    assert (sent.attachment is not None) == goes
    assert ("[Phim.mp4](https://hoi.example/tep/x)" in sent.text) != goes
    both = parts(
        Reply("Mời xem.", attachment=film, also=(Attachment("a.pdf", "a", "application/pdf", 9),)),
        TelegramChannel.capabilities,
    )
    assert [file.name for piece in both for file in piece.files] == (["Phim.mp4"] if goes else []) + ["a.pdf"]
