"""Reads what a page or a script posts: a form, perhaps with files, or JSON. Every text comes back clean."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from typing import BinaryIO, NamedTuple, TypeVar
from urllib.parse import parse_qsl

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.channels.clean import clean_text
from bot.site import says

T = TypeVar("T")

FILE_PATIENCE = 1200.0  # seconds for a file on a slow line
PATIENCE = 10.0  # seconds a sender may take for a few kilobytes
MOST_FIELDS = 100
LONGEST_FIELD = 20_000  # letters; a pasted list of every unit of a province is shorter
FIELD_BYTES = 64 * 1024
NUMBERS = ("speed",)  # what a script may give as a number; all else is words

JSON, FORM, MULTIPART = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"


class BadBody(Exception):
    """A body that cannot be taken: an HTTP status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Upload(NamedTuple):
    """A file that was chosen: its name and type as the browser says, its bytes on disk where they are many."""

    name: str
    mime: str
    size: int
    file: BinaryIO


Fields = dict[str, str]


def is_json(request: Request) -> bool:
    return _kind(request) == JSON


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def fields(request: Request, most: int = MOST_FIELDS) -> Fields:
    """The posted fields, as many as a page has; of JSON its texts. BadBody where they cannot be read."""
    if _kind(request) == FORM:
        return _form(await _in_time(request.body(), PATIENCE), most)
    async with with_files(request) as (said, _):
        return said


@asynccontextmanager
async def with_files(request: Request, most: int = 1) -> AsyncIterator[tuple[Fields, Sequence[Upload]]]:
    """The posted fields and the files that were chosen, as many as a page has; their bytes go when the block ends."""
    match _kind(request):
        case "application/json":
            yield _json(await _in_time(request.body(), PATIENCE)), ()
        case "application/x-www-form-urlencoded":
            yield _form(await _in_time(request.body(), PATIENCE)), ()
        case "multipart/form-data":
            form = await _in_time(_multipart(request, most), FILE_PATIENCE)
            try:
                yield (
                    _cleaned({name: value for name, value in form.multi_items() if isinstance(value, str)}),
                    _files(form),
                )
            finally:
                await form.close()
        case _:
            raise BadBody(415, says.ERROR_TYPE)


async def _in_time(reading: Awaitable[T], seconds: float) -> T:
    try:
        return await asyncio.wait_for(reading, seconds)
    except TimeoutError:
        raise BadBody(408, says.ERROR_SLOW) from None


async def _multipart(request: Request, most: int) -> FormData:
    if "charset" in request.headers["content-type"].lower():  # browsers send none; Python knows very odd ones
        raise BadBody(415, says.ERROR_TYPE)
    try:
        return await request.form(max_files=most, max_fields=MOST_FIELDS, max_part_size=FIELD_BYTES)
    except HTTPException:
        raise BadBody(400, says.ERROR_FORM) from None


def _files(form: FormData) -> list[Upload]:
    """What was chosen; a field that was left alone posts a file without a name."""
    return [_upload(value) for _, value in form.multi_items() if isinstance(value, UploadFile) and value.filename]


def _upload(chosen: UploadFile) -> Upload:
    kind = chosen.headers.get("content-type", "application/octet-stream").partition(";")[0]
    return Upload(chosen.filename or "", kind.strip()[:100], chosen.size or 0, chosen.file)


def _json(body: bytes) -> Fields:
    """The texts of a JSON object; other kinds of value are no words of anybody."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise BadBody(400, says.ERROR_JSON) from None
    if not isinstance(found, dict):
        raise BadBody(400, says.ERROR_JSON)
    return _cleaned({name: str(value) for name, value in found.items() if isinstance(value, str) or name in NUMBERS})


def _form(body: bytes, most: int = MOST_FIELDS) -> Fields:
    """Not Starlette's reader: it takes letters that a script did not escape for other ones."""
    try:
        return _cleaned(dict(parse_qsl(body.decode("utf-8"), max_num_fields=most, keep_blank_values=True)))
    except ValueError:
        raise BadBody(400, says.ERROR_FORM) from None


def _cleaned(said: Fields) -> Fields:
    if any(len(value) > LONGEST_FIELD for value in said.values()):
        raise BadBody(413, says.ERROR_LONG_FIELD)
    return {name: clean_text(value, LONGEST_FIELD) for name, value in said.items()}
