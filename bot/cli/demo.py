"""`hoinghi demo`: the sample event, four people to be, a clock to set; no token, nothing leaves this machine."""

import logging
import threading
import time
import webbrowser
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.channels import about
from bot.cli.sample.cast import CAST, OTHERS, Role
from bot.office.paper import read_paper
from bot.runtime import redact
from bot.runtime.app import Bot
from bot.runtime.keys import secret_key, take_over
from bot.runtime.lock import only_one
from bot.runtime.serving import in_loop
from bot.runtime.settings import settings_type
from bot.site import Demo, Persona
from handlers import plans
from handlers.dispatch import Desk
from handlers.language.folding import fold
from handlers.messages import Incoming
from handlers.people import account, consent
from storage import people
from storage import plans as plan_rows
from storage import settings as shared
from storage.clock import RehearsalClock, parse_instant, wall_clock
from storage.database import Database
from storage.models import Event
from storage.private import private_folder

SAMPLE = Path(__file__).parent / "sample" / "ke-hoach.docx"
BEGIN = "2027-02-22T08:05"


class DemoClock:
    """The clock that the demo's clock bar moves."""

    def __init__(self, database: Database, clock: RehearsalClock) -> None:
        self._database, self._clock = database, clock

    def __call__(self) -> datetime:
        return self._clock()

    def current(self) -> RehearsalClock:
        return self._clock

    def set(self, now: datetime, speed: float) -> None:
        self._clock = RehearsalClock(now, wall_clock(), speed)
        shared.set_clock(self._database, self._clock)


def run(folder: Path, port: int, *, browser: bool) -> None:
    """Opens the demo on this machine and prints its address."""
    redact.install()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    private_folder(folder)
    # Built without the environment: a demo must not pick up a real token or database.
    settings = settings_type().model_construct(database_url=f"sqlite:///{folder / 'demo.db'}", web_port=port)
    database = Database(settings.database_url, secret_key(settings))
    with only_one(database):
        database.migrate()
        take_over(database)
        clock = DemoClock(database, _clock(database))
        cast, newcomer = prepare(database, clock)
        demo = Demo(cast, clock.current, clock.set, newcomer)
        bot = Bot(settings, database, clock, demo=demo)
        if browser:
            threading.Thread(target=_open_browser, args=(database,), daemon=True).start()
        in_loop(bot)
    database.close()


def _clock(database: Database) -> RehearsalClock:
    clock, _ = shared.open_clock(database, parse_instant(BEGIN))
    assert isinstance(clock, RehearsalClock)
    return clock


def prepare(database: Database, clock: DemoClock) -> tuple[tuple[Persona, ...], str]:
    """The sample event with its people, made once; and a fresh link for somebody who has not joined."""
    with database.transaction() as session:
        known = shared.get(session, "demo")
    if known is None:
        known = _make(database, clock)
    with database.transaction() as session:
        event = plan_rows.event_with_key(session, known["event"])
        assert event is not None
        newcomer = account.new_invitation(session, event, "delegate", None, now=clock(), uses=1)
    addresses = known["addresses"]
    cast = tuple(Persona(r.key, r.label, _with_unit(r), addresses[r.key], r.hint) for r in CAST)
    return cast, f"/v/{newcomer.token}"


def _with_unit(role: Role) -> str:
    return f"{role.name}, {role.unit}" if role.unit else role.name


def _make(database: Database, clock: DemoClock) -> dict[str, Any]:
    draft = read_paper(SAMPLE).draft
    with database.transaction() as session:
        source = plans.Source(SAMPLE.name, "sample")
        done = plans.import_draft(session, draft, source, clock(), publish=True, zone="Asia/Ho_Chi_Minh")
        event = done.events[0]
        known: dict[str, Any] = {
            "event": event.key,
            "addresses": {r.key: _join(session, event, r, clock()) for r in (*CAST, *OTHERS)},
        }
        shared.put(session, "demo", known)
    desk = Desk(database, clock, channels=about.channels())
    for role in (*CAST, *OTHERS):
        for said in role.said:
            desk.answer(Incoming("web", f"demo-{role.key}", said, sender_name=role.name))
    return known


def _join(session: Session, event: Event, role: Role, now: datetime) -> str:
    units = people.units_by_alias(session, event.plan_id, fold(role.unit)) if role.unit else [None]
    made = account.new_invitation(session, event, role.role, units[0], now=now)
    address = f"demo-{role.key}"
    people.join(
        session,
        made.invitation,
        None,
        channel="web",
        address=address,
        name=role.name,
        consent_version=consent.version(session),
        now=now,
    )
    return address


def _open_browser(database: Database) -> None:
    for _ in range(100):
        with database.reading() as session:
            web = shared.get(session, "web")
        if web:
            time.sleep(0.5)
            webbrowser.open(web["url"])
            return
        time.sleep(0.1)
