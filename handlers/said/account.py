"""What is said of people: one's own name and channels, whom to invite, to let in, to take a role from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameSaid:
    """`/ten`: one's own name, empty where none was said, and telephone."""

    name: str = ""
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class ReachSaid:
    """`/kenh`. verb: show, more (a new code), first, drop (the address `number`), end (browsers, one of them where
    `number`), join (the `code` of another channel), sure (its yes), let (the browser `number` in).
    """

    verb: str = "show"
    number: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class InviteSaid:
    """`/moi`: a role (empty: none was said, None: none that there is) and a unit; `unit_unknown`: none such."""

    role: str | None = ""
    unit_id: int | None = None
    unit_unknown: bool = False


@dataclass(frozen=True, slots=True)
class ApproveSaid:
    """`/duyet`: which membership; None to see who waits, 0 where what was typed names none."""

    membership_id: int | None = None


@dataclass(frozen=True, slots=True)
class RevokeSaid:
    """`/thuhoi`: a code, or a role with the `version` that was seen; of a unit only; who comes in instead.

    `instead`: with the role goes a new code for somebody else. `wants_phone`: somebody is named who has none.
    """

    code_id: int | None = None
    membership_id: int | None = None
    version: int | None = None
    instead: bool = False
    unit_id: int | None = None
    name: str = ""
    phone: str | None = None
    wants_phone: bool = False
