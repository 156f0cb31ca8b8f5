"""The version of what all plans say: a word drawn anew in every transaction that wrote a row of a plan's tables.

The engine sees to it, so that no verb can forget it, whether it writes through the models, in bulk or in plain SQL. A
word that is drawn comes never again: a copy of a database, or one put back from a backup, brings the right one along.
"""

import re
import secrets
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from storage.models import Setting
from storage.upsert import insert_into

PLAN_TABLES = frozenset(
    """
    contacts deadlines delegate_groups duties duty_holders events invited_units item_options notes papers plans
    programme_items unit_aliases units
    """.split()  # noqa: SIM905
)
KEY = "plans"  # of the setting
_MARK = "plans written"
_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


def is_written(session: Session) -> bool:
    """Whether the open transaction wrote to a plan: what it reads is not yet so for others."""
    return _MARK in session.connection().info


def watch(engine: Engine) -> None:
    """From here on each transaction of the engine that writes to a plan draws a new version as it commits."""

    @event.listens_for(engine, "begin")
    @event.listens_for(engine, "rollback")
    def _forget(connection: Connection) -> None:
        if not connection.invalidated:  # a connection that was lost took its mark along
            connection.info.pop(_MARK, None)

    @event.listens_for(engine, "before_cursor_execute")
    def _look(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if (writes := _WRITES.match(statement)) and writes[1] in PLAN_TABLES:
            connection.info[_MARK] = True

    @event.listens_for(engine, "commit")
    def _draw(connection: Connection) -> None:
        if connection.info.pop(_MARK, False):
            _put(connection, secrets.token_hex(8))


def _put(connection: Connection, version: str) -> None:
    put = insert_into(Setting, connection).values(key=KEY, value={"version": version})
    connection.execute(put.on_conflict_do_update(index_elements=["key"], set_={"value": put.excluded.value}))
