"""The name of an activity as one says it."""

import re

PLACE_OF = re.compile(r"\s(?:tại|trên địa bàn|ở)\s")


def activity(label: str) -> str:
    """An activity without its place: "giao lưu bóng chuyền hơi"."""
    bare = PLACE_OF.split(label, maxsplit=1)[0].strip()
    return bare[:1].lower() + bare[1:]
