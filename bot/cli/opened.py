"""The database that a command works on, and what its words name there."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from bot.cli import showing
from bot.cli.refusals import Stop
from bot.runtime import checking
from bot.runtime.keys import fits, secret_key
from bot.runtime.settings import Settings, read_settings
from handlers.language.folding import fold
from handlers.language.unit_names import nearest
from handlers.wording import terminal as wording
from handlers.wording.settings import OTHER_KEY
from storage import people, plans, settings
from storage.clock import Clock
from storage.database import Database
from storage.models import Event, Unit


def settings_for(database: str | None) -> Settings:
    found = read_settings(database_url=database) if database else read_settings()
    logging.basicConfig(level=found.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    return found


@contextmanager
def opened_database(database: str | None) -> Iterator[tuple[Database, Clock, Settings]]:
    """The database with its schema, and the clock it lives by."""
    config = settings_for(database)
    opened = Database(config.database_url, secret_key(config))
    try:
        opened.migrate()
        if not fits(opened):
            raise Stop(OTHER_KEY)
        start = checking.clock_start(config.clock_start) if config.clock_start else None
        clock, as_asked = settings.open_clock(opened, start, config.clock_speed)
        if not as_asked:
            showing.warn(wording.OTHER_CLOCK)
        yield opened, clock, config
    finally:
        opened.close()


def event_called(session: Session, key: str) -> Event:
    found = plans.event_with_key(session, key)
    if found is None:
        raise Stop(wording.no_event(key, nearest(key, plans.keys_in_use(session))))
    return found


def unit_called(session: Session, event: Event, name: str) -> Unit:
    found = people.units_by_alias(session, event.plan_id, fold(name))
    if found:
        return found[0]
    close = nearest(name, [unit.name for unit in plans.units_of(session, event.plan_id)])
    raise Stop(wording.no_unit(name, close))
