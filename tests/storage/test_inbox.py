"""The inbox on both databases: once per key, never blocked by a bad update."""

from datetime import UTC, datetime, timedelta

from storage import inbox
from storage.database import Database
from storage.models import InboxUpdate

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def keep(database: Database, *keys: str, channel: str = "telegram") -> dict[str, int]:
    with database.transaction() as session:
        return inbox.put(session, channel, [(key, f'{{"n": "{key}"}}', "7") for key in keys], NOW)


def left(database: Database, channel: str = "telegram") -> list[str]:
    with database.reading() as session:
        return [row.update_key for row in inbox.waiting(session, channel)]


def states(database: Database) -> dict[str, tuple[str, str]]:
    with database.reading() as session:
        return {row.update_key: (row.state, inbox.words(session, row)) for row in session.query(InboxUpdate)}


def test_each_update_is_kept_once(any_database: Database) -> None:
    assert set(keep(any_database, "5", "6")) == {"5", "6"}
    assert set(keep(any_database, "6", "7", "6")) == {"7"}
    assert left(any_database) == ["5", "6", "7"]


def test_nothing_is_kept_of_nothing(any_database: Database) -> None:
    assert keep(any_database) == {}


def test_ids_that_start_again_lower_are_new(any_database: Database) -> None:
    keep(any_database, "900000001")
    assert set(keep(any_database, "17")) == {"17"}


def test_channels_do_not_share_keys(any_database: Database) -> None:
    keep(any_database, "5")
    assert set(keep(any_database, "5", channel="zalo")) == {"5"}
    assert left(any_database, "zalo") == ["5"]


def test_a_done_update_is_closed_once_and_forgets_its_words(any_database: Database) -> None:
    numbers = keep(any_database, "5", "6")
    with any_database.transaction() as session:
        assert inbox.finish(session, numbers["5"])
        assert not inbox.finish(session, numbers["5"], "ignored")
    assert left(any_database) == ["6"]
    assert states(any_database) == {"5": ("done", "{}"), "6": ("new", '{"n": "6"}')}
    assert keep(any_database, "5") == {}


def test_a_closing_that_is_rolled_back_leaves_it_open(any_database: Database) -> None:
    numbers = keep(any_database, "5")
    try:
        with any_database.transaction() as session:
            inbox.finish(session, numbers["5"])
            raise RuntimeError("the handler failed")
    except RuntimeError:
        pass
    assert left(any_database) == ["5"]


def test_the_third_failure_gives_up_and_keeps_the_words_for_a_look(any_database: Database) -> None:
    numbers = keep(any_database, "5", "6")
    seen = []
    for _ in range(4):
        with any_database.transaction() as session:
            seen.append(inbox.fail(session, numbers["5"]))
    assert seen == ["new", "new", "failed", "failed"]
    assert left(any_database) == ["6"]
    assert states(any_database)["5"] == ("failed", '{"n": "5"}')


def test_closed_updates_are_forgotten_after_their_time(any_database: Database) -> None:
    numbers = keep(any_database, "5", "6")
    with any_database.transaction() as session:
        inbox.ignore(session, [numbers["5"]])
        assert inbox.forget(session, NOW) == 0
        assert inbox.forget(session, NOW + timedelta(seconds=1)) == 1
    assert list(states(any_database)) == ["6"]
