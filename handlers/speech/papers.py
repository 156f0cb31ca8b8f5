"""Papers in words and on buttons: "đã gửi báo cáo", "đã nhận báo cáo của Khe Mây", "p12", "d3", "u4 het", "het"."""

import re

from handlers.language.folding import fold
from handlers.language.unit_names import mentioned
from handlers.request import Request
from handlers.said.papers import PapersSaid
from handlers.speech.place import spelt

ALL, BACK = "het", "chua"
OF_UNIT = re.compile(rf"u(?P<unit>\d{{1,12}})(?: (?P<all>{ALL}))?")
OF_PAPER = re.compile(rf"p(?P<paper>\d{{1,12}})(?: (?P<back>{BACK}))?")
OF_DEADLINE = re.compile(r"d?(?P<deadline>\d{1,12})")


def read(request: Request) -> PapersSaid:
    """`/nop` and `/tiendo`."""
    words = request.command.words.strip()
    if words == ALL:
        return PapersSaid(every=True)
    if pressed := OF_PAPER.fullmatch(words):
        return PapersSaid(submission_id=int(pressed["paper"]), back=pressed["back"] is not None)
    if pressed := OF_UNIT.fullmatch(words):
        return PapersSaid(of_unit=int(pressed["unit"]), every=pressed["all"] is not None)
    if pressed := OF_DEADLINE.fullmatch(words):
        return PapersSaid(deadline_id=int(pressed["deadline"]))
    spoken = frozenset(re.findall(r"[a-z0-9]+", fold(words)))
    return PapersSaid(unit_ids=tuple(mentioned(words, spelt(request))), spoken=spoken)
