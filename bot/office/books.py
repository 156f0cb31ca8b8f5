"""A workbook that somebody sent in a chat, read in the same limited way as the one that a page takes."""

import hashlib

from bot.office import sheets as sheet
from handlers.language.folding import fold
from handlers.messages import Attachment
from handlers.reading.sheets import filled, heads
from handlers.reading.sheets.grid import Grid, cleaned
from handlers.said.books import Book
from handlers.wording import workbooks as wording

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".ods", ".csv")
MIMES = ("spreadsheet", "ms-excel", "text/csv")


def is_workbook(file: Attachment) -> bool:
    """Whether a file is called one, by its name or by its type."""
    return file.name.lower().endswith(ENDINGS) or any(kind in file.mime for kind in MIMES)


def read_book(content: bytes, name: str, *, units: bool) -> Book:
    """The list in a workbook, or why there is none; of units only where its sender may change them."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        grids = sheet.grids(content)
    except sheet.BadSheet as bad:
        return Book(name, fault=str(bad), digest=digest)
    kind, found = _list_in(grids, units=units)
    if isinstance(found, filled.Unfit):
        fault, foreign = wording.unfit(kind, found, wording.HERE), found.why == filled.EMPTY
        ours = found.why != filled.EXPORT and _is_ours(grids, kind)
        return Book(name, fault=fault, ours=ours, foreign=foreign, digest=digest)
    ours = _is_ours(grids, kind)
    if fault := sheet.fault_of(found, content):
        return Book(name, fault=fault, ours=ours, digest=digest)
    return Book(
        name, kind, tuple(found.rows), tuple(found.counts), found.total, wording.beside(found.beside), ours=ours,
        digest=digest,
    )  # fmt: skip


def _list_in(grids: list[Grid], *, units: bool) -> tuple[str, filled.Filled | filled.Unfit]:
    """The kind of the list, and the list, or why it is none of that kind."""
    try:
        return heads.NAMES, filled.read_names(grids)
    except filled.Unfit as unfit:
        if not units or unfit.why != heads.UNITS:
            return heads.NAMES, unfit
    try:
        return heads.UNITS, filled.read_units(grids)
    except filled.Unfit as unfit:
        return heads.UNITS, unfit


def _is_ours(grids: list[Grid], kind: str) -> bool:
    """Whether the list stands on the template's own sheet."""
    kinds = (heads.UNITS,) if kind == heads.UNITS else (heads.NAMES, heads.COUNTS)
    return any(
        fold(cleaned(grid.title)) == fold(filled.TITLES[one]) and heads.head_of(grid, one) is not None
        for grid in grids
        for one in kinds
    )
