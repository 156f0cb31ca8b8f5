"""Links, cookies and posts of the web chat, on SQLite and PostgreSQL."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from storage import links, sessions, web
from storage.clock import parse_instant
from storage.database import Database
from storage.keys import plain
from storage.models import Event, Invitation, Plan, WebSession

NOW = parse_instant("2027-03-01T08:00")
TOKEN = "Zq3-long-enough-token-of-a-link"


def invite(database: Database, token: str = TOKEN, uses: int = 1, used: int = 0, days: int = 7) -> None:
    with database.transaction() as session:
        plan = Plan(identity=token, sha256=token, file_name="a", title="A", draft={}, text_lines=[], created_at=NOW)
        event = Event(plan=plan, key=token[:20].lower(), title="A", starts_on=date(2027, 3, 18))
        session.add(event)
        session.flush()
        session.add(
            Invitation(
                event_id=event.id,
                role="delegate",
                code_hash=plain(f"code {token}"),
                token_hash=plain(token),
                uses=uses,
                used=used,
                expires_at=NOW + timedelta(days=days),
                created_at=NOW,
            )
        )


def address(session: Session, secret: str, now: datetime) -> str | None:
    browser = sessions.holding(session, secret, now)
    return browser.address if browser else None


def found(database: Database, token: str = TOKEN, later: int = 0) -> links.Link | None:
    with database.reading() as session:
        return links.find(session, token, NOW + timedelta(days=later))


def entered(database: Database, token: str = TOKEN) -> links.Entered:
    with database.transaction() as session:
        link = links.find(session, token, NOW)
        assert link is not None
        come_in = links.enter(session, link, NOW)
        assert come_in is not None
        return come_in


@pytest.mark.parametrize("uses", [1, 10])
def test_an_unused_link_gives_each_browser_a_chat_of_its_own(any_database: Database, uses: int) -> None:
    invite(any_database, uses=uses)
    one, two = entered(any_database), entered(any_database)
    assert one.address != two.address
    assert (one.fresh, two.fresh) == (True, True)
    with any_database.reading() as session:
        assert links.came_by(session, plain(TOKEN), one.address)
        assert not links.came_by(session, plain(TOKEN), "w-another")


@pytest.mark.parametrize(
    ("token", "later", "used"),
    [("unknown", 0, 0), (TOKEN, 7, 0), (TOKEN, 0, 1), (f"code {TOKEN}", 0, 0), ("", 0, 0)],
    ids=["unknown", "expired", "used elsewhere", "a typed code is no link", "empty"],
)
def test_a_link_that_does_not_fit_opens_nothing(any_database: Database, token: str, later: int, used: int) -> None:
    invite(any_database, used=used)
    assert found(any_database, token, later) is None


def test_a_withdrawn_link_closes_even_for_its_owner(any_database: Database) -> None:
    invite(any_database)
    assert found(any_database) is not None
    with any_database.transaction() as session:
        session.query(Invitation).update({"revoked_at": NOW})
    assert found(any_database) is None


def test_secrets_are_long_and_kept_as_hashes_only(any_database: Database) -> None:
    with any_database.transaction() as session:
        secret = sessions.start(session, "w1", NOW)
        rows = session.query(WebSession).all()
    assert len(secret) >= 43  # 256 bits
    assert [row.secret_hash for row in rows] == [plain(secret)]
    assert secret not in repr([vars(row) for row in rows])


def test_a_cookie_opens_its_chat_until_it_ends_and_a_link_is_no_cookie(any_database: Database) -> None:
    invite(any_database)
    entered(any_database)
    with any_database.transaction() as session:
        secret = sessions.start(session, "w1", NOW, NOW + timedelta(days=1))
        assert address(session, secret, NOW) == "w1"
        assert sessions.holding(session, secret, NOW + timedelta(days=1)) is None
        assert sessions.holding(session, TOKEN, NOW) is None
        assert sessions.holding(session, "made up", NOW) is None


def test_updates_hold_only_what_came_unasked_to_this_chat(any_database: Database) -> None:
    with any_database.transaction() as session:
        first = web.add_post(session, "w1", "nhắc", [("Xong", "/xong 1")], NOW)
        web.add_post(session, "w2", "của người khác", (), NOW)
        web.add_post(session, "w1", "tôi hỏi", (), NOW, web.SAID)
        web.add_post(session, "w1", "đáp", (), NOW, web.ANSWER)
        second = web.add_post(session, "w1", "nhắc nữa", (), NOW)
    with any_database.reading() as session:
        assert [post.text for post in web.posts_after(session, "w1", 0)] == ["nhắc", "nhắc nữa"]
        assert [post.id for post in web.posts_after(session, "w1", first)] == [second]
        assert [post.text for post in web.history(session, "w1")] == ["nhắc", "tôi hỏi", "đáp", "nhắc nữa"]
        assert [post.text for post in web.history(session, "w1", 1)] == ["nhắc nữa"]
        assert web.label_of(session, "w1", "/xong 1") == "Xong"
        assert web.label_of(session, "w2", "/xong 1") is None


def test_forgetting_a_chat_takes_posts_and_sessions(any_database: Database) -> None:
    with any_database.transaction() as session:
        gone, kept = sessions.start(session, "w1", NOW), sessions.start(session, "w2", NOW)
        web.add_post(session, "w1", "nhắc", (), NOW)
        web.add_post(session, "w2", "giữ", (), NOW)
        web.forget(session, "w1")
        assert web.history(session, "w1") == []
        assert sessions.holding(session, gone, NOW) is None
        assert address(session, kept, NOW) == "w2"
        assert [post.text for post in web.history(session, "w2")] == ["giữ"]
