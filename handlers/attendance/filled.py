"""The workbook of a delegation: its names first, then its count, each with the answer it gets when it is typed."""

from dataclasses import replace

from handlers.attendance import counts, names
from handlers.messages import Command, Refusal, Reply
from handlers.request import Request
from handlers.said.attendance import RegisterSaid
from handlers.said.names import FilledSaid, NamesSaid
from storage.watching import attempted


def names_or_filled(request: Request) -> Reply:
    """`/danhsach`: names, or all that a delegation's workbook holds."""
    given: FilledSaid | NamesSaid = request.command.said
    return _taken(request, given) if isinstance(given, FilledSaid) else names.names(request)


def _taken(request: Request, given: FilledSaid) -> Reply:
    """Names that cannot be taken stop the whole file; a count that cannot leaves the names and says why."""
    told = [names.names(_about(request, given.names))] if given.names is not None else []
    if given.count is None:
        return told[0]
    said = RegisterSaid(given.unit_id, given.count)
    if not told:
        return counts.register(_about(request, said))
    try:
        with attempted(request.session):
            told.append(counts.register(_about(request, said)))
    except Refusal as refusal:
        told.append(Reply(refusal.text, refusal.buttons, outcome=(refusal.outcome,)))
    return joined(*told)


def _about(request: Request, said: NamesSaid | RegisterSaid) -> Request:
    name = "danhsach" if isinstance(said, NamesSaid) else "dangky"
    return replace(request, command=Command(name, said=said))


def joined(first: Reply, second: Reply) -> Reply:
    """Two answers as one; what is typed next belongs to the later question."""
    return replace(
        first,
        text=f"{first.text}\n\n{second.text}",
        buttons=tuple(dict.fromkeys((*first.buttons, *second.buttons))),
        expects=second.expects or first.expects,
        outcome=tuple(dict.fromkeys((*first.outcome, *second.outcome))),
        faults={**first.faults, **second.faults},
    )
