"""What is asked, in any words or after a command of the menu: understood once, in the words of the plan."""

from datetime import datetime

from handlers.answers.index import of_plan
from handlers.answers.passages import Index
from handlers.language.shorthand import LOANS, is_syllable, plain
from handlers.request import Request
from handlers.said.questions import Question
from handlers.speech.asking.question import understand
from storage import facts
from storage.clock import local

# A command of the menu is a sentence begun for the asker: what it asks bare, and with what was typed after it.
BEGUN = {
    "lich": ("bây giờ đang làm gì", "chương trình {}"),
    "diadiem": ("hội nghị tổ chức ở đâu", "địa điểm {} ở đâu"),
    "han": ("hạn nộp", "hạn nộp {}"),
    "nhiemvu": ("nhiệm vụ của đơn vị em là gì", "{} làm gì"),
    "lienhe": ("liên hệ ai", "liên hệ {}"),
}
SHORT = range(2, 6)  # letters that may stand for words


def begun(request: Request) -> Question:
    """`/lich sáng mai`, `/nhiemvu`."""
    words = request.command.words.strip()
    bare, with_words = BEGUN[request.command.name]
    return _understood(request, with_words.format(words) if words else bare)


def free(request: Request) -> Question:
    """`/hoi` and every sentence that is no command."""
    return _understood(request, request.command.words)


def named(title: str, now: datetime) -> Question:
    """What a notice speaks of, as if its title had been asked for."""
    return understand(title, local(now))


def _understood(request: Request, text: str) -> Question:
    index = of_plan(facts.of(request.session, request.event.id).plan)
    return understand(_written_out(index, text), local(request.now, request.zone), index.compounds)


def _written_out(index: Index, text: str) -> str:
    """Letters that the plan does not have, as the words they begin in it: "đoàn tn"."""
    said = plain(text).split()
    long = {word: words for word in said if (words := _words_of(index, word))}
    return " ".join(long.get(word, word) for word in said) if long else text


def _words_of(index: Index, short: str) -> str | None:
    if len(short) not in SHORT or short in index.vocabulary or is_syllable(short) or short in LOANS:
        return None
    return index.written_out(short)
