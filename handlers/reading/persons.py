"""Names of persons as they are compared: the same person written again is the same row."""

from collections.abc import Mapping

from handlers.reading.text import fold


def folded_name(name: str) -> str:
    """The name as it is compared."""
    return " ".join(fold(name).split())


def called(said: str, names: Mapping[int, str]) -> list[int]:
    """Whose folded names are meant: the whole name, else the last words of it ("chị Hoa")."""
    folded = folded_name(said)
    return [key for key, name in names.items() if name == folded] or [
        key for key, name in names.items() if name.endswith(f" {folded}")
    ]
