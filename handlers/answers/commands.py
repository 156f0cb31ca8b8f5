"""The reading commands: each is a sentence begun for the asker, answered as any question is."""

from collections.abc import Callable
from dataclasses import replace

from handlers.answers.flow import show
from handlers.messages import Reply
from handlers.reading.question import understand
from handlers.request import Request
from storage.clock import local


def _begun(bare: str, with_words: str) -> Callable[[Request], Reply]:
    """A handler that asks `bare`, or `with_words` with what was typed after the command."""

    def handler(request: Request) -> Reply:
        words = request.command.words.strip()
        sentence = with_words.format(words) if words else bare
        return show(replace(request, question=understand(sentence, local(request.now, request.zone))))

    return handler


lich = _begun("bây giờ đang làm gì", "chương trình {}")
diadiem = _begun("hội nghị tổ chức ở đâu", "địa điểm {} ở đâu")
han = _begun("hạn nộp", "hạn nộp {}")
nhiemvu = _begun("nhiệm vụ của đơn vị em là gì", "{} làm gì")
lienhe = _begun("liên hệ ai", "liên hệ {}")
