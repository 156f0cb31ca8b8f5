"""The declarative base: instants are UTC, constraints have names so that migrations can drop them."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase

from storage.clock import UtcDateTime

KEPT = "kept"
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        list[str]: JSON,
        int: BigInteger().with_variant(Integer, "sqlite"),
    }

    def keep(self) -> None:
        """From here on the row, which belongs to no session any more, is shared and nobody's to change."""
        self.__dict__[KEPT] = True

    def __setattr__(self, name: str, value: Any) -> None:
        if KEPT in self.__dict__:
            raise TypeError(f"{self!r} is kept in memory for all: a row to be changed is read by its own session")
        super().__setattr__(name, value)
