"""Who somebody is: "bà Hương giữ chức gì", "Phạm Duy Hiền là ai". The post that the plan writes beside the name."""

import re
from collections.abc import Sequence

from handlers.answers import choose
from handlers.answers.found import Found
from handlers.answers.kinds import people_named
from handlers.answers.passages import Passage
from handlers.answers.quoting import quote
from handlers.answers.say import say_signer
from handlers.answers.sheet import Sheet
from handlers.language.folding import fold
from handlers.said.questions import Question
from handlers.wording import answers as wording
from storage.models import Event

TITLE = r"(?:ong|ba|anh|chi|bac|chu|co|thay|dong chi|d/c|dc|sep|mr|mrs|ms)"
POST_ASKED = r"chuc (?:vu|danh|gi|trach)|la ai|lam chuc|giu|cuong vi|vai tro"
TITLED_ASKED = rf"{POST_ASKED}|lam gi|lam o|cong tac|o dau|(?:don vi|co quan) nao"
POST = re.compile(
    r"\b(?:chu tich|bi thu|giam doc|truong|pho|chanh|hieu truong|uy vien|chuyen vien|thu truong|chi huy|can bo)\b"
)
LONGEST = 240  # characters of the line that tells the post


def of_person(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """The post of a person who is named by title and given name, or in full."""
    if not question.says(TITLED_ASKED) or question.wants("hour", "day", "phone", "email", "count", "money"):
        return None
    found = [(name, passage) for name, passage in _people(sheet) if _is_named(question, name)]
    if not found:
        return choose.unknown(sheet, question) if _is_stranger(sheet, question) else None
    if any(name == sheet.plan.signed_by for name, _ in found):
        return _signer_or_chair(sheet, found)
    name, passage = found[0]
    words = (*fold(name).split(), *question.words)
    return Found(wording.quoted([(quote(passage, words, LONGEST), passage.line)]))


def _people(sheet: Sheet) -> list[tuple[str, Passage]]:
    """Every name of the plan with the passages that hold it; those that say little else, but a post, first."""
    passages = [p for p in sheet.index.passages if len(p.text) <= LONGEST]
    named = [(name, p) for p in passages if POST.search(p.folded) for name in people_named(p.text)]
    signed = sheet.plan.signed_by
    named += [(signed, p) for p in passages if signed and fold(signed) in p.folded]
    return sorted(named, key=lambda pair: (pair[1].parts, len(pair[1].text)))


def _is_named(question: Question, name: str) -> bool:
    words = fold(name).split()
    if question.says("|".join(rf"{TITLE} {re.escape(' '.join(words[at:]))}" for at in range(len(words)))):
        return True
    return len(words) > 2 and question.says(re.escape(" ".join(words[-2:]))) and question.says(POST_ASKED)


def _is_stranger(sheet: Sheet, question: Question) -> bool:
    """Whether a person is named whom the plan does not know: "bà Lan là ai"."""
    typed = re.search(r"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí|[Tt]hầy) [A-ZĐ]\w+", question.text)
    bare = re.match(r"(?:ong|ba|anh|dong chi|thay) (\w+) (?:la ai|giu|lam chuc|chuc)", question.plain)
    return question.says(POST_ASKED) and bool(typed or (bare and bare[1] not in sheet.index.vocabulary))


def _signer_or_chair(sheet: Sheet, found: Sequence[tuple[str, Passage]]) -> Found:
    """The signature tells the post; where it does not, the line that names the person as chair does."""
    said = say_signer(sheet)
    chair = next((p for _, p in found if POST.search(p.folded)), None)
    if chair is None or any(fact.kind == "post" for fact in said.told.facts):
        return said
    return Found(wording.quoted([(chair.text, chair.line)]))
