"""Sentences that belong to the way a message travels, not to a subject."""

TOO_MANY = "Tôi đang nhận quá nhiều tin từ cuộc trò chuyện này nên bỏ qua một số tin. Xin chờ một lát rồi hỏi lại."
CHOOSE = "Mời chọn:"


def answer_by_number(count: int) -> str:
    """How to choose where a channel has no buttons."""
    if count == 1:
        return "Trả lời số 1 để chọn."
    if count == 2:
        return "Trả lời số 1 hoặc 2."
    return f"Trả lời một số từ 1 đến {count}."


def file_by_name(name: str) -> str:
    """A file the channel cannot carry."""
    return f"Tệp: {name}"
