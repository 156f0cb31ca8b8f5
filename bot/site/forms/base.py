"""What every form shares: its fields are read exactly as they stand, an empty one is None, faults are by field."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from bot.site import says
from handlers.messages import Outcome, Reply

LINE = 1000  # letters of a field of one line
LAST_ROW = 2_147_483_647
OURS = "ours"  # the type of a fault whose sentence is for the person


class Form(BaseModel):
    """A posted form. A field that did not come is a fault: an empty one comes empty."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class BadForm(Exception):
    """What is wrong, in a sentence for each field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = dict(faults)

    @property
    def reply(self) -> Reply:
        """As the desk would say it: of a form that is not ours no field could show what is wrong."""
        unknown = says.ERROR_PAGE in self.faults.values()
        return Reply(says.ERROR_PAGE if unknown else says.FAULTS, outcome=(Outcome.REFUSED,), faults=self.faults)


F = TypeVar("F", bound=Form)


def read(model: type[F], fields: Mapping[str, str]) -> F:
    """The form in the posted fields; BadForm where one of them cannot be what it should."""
    try:
        return model.model_validate(dict(fields))
    except ValidationError as wrong:
        raise BadForm({str(each["loc"][0]): _sentence(each) for each in wrong.errors() if each["loc"]}) from None


def _sentence(error: Any) -> str:
    return str(error["msg"]) if error["type"] == OURS else says.ERROR_PAGE


def fault(sentence: str) -> PydanticCustomError:
    """What a validator raises: the sentence that stands beside the field."""
    return PydanticCustomError(OURS, "{sentence}", {"sentence": sentence})


def _line(value: Any) -> str | None:
    """One line as it was typed."""
    text = " ".join(str(value).splitlines()).strip()
    if len(text) > LINE:
        raise fault(says.ERROR_LINE.format(LINE, len(text)))
    return text or None


def _row(value: Any) -> int:
    """The number of a row or a version, which no hand types."""
    if re.fullmatch(r"[0-9]{1,10}", str(value)) and int(value) <= LAST_ROW:
        return int(value)
    raise fault(says.ERROR_PAGE)


Line = Annotated[str | None, BeforeValidator(_line)]
Row = Annotated[int, BeforeValidator(_row)]
