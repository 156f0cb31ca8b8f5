"""Links, cookies and posts of the web chat, on SQLite and PostgreSQL."""

from datetime import date, timedelta

import pytest

from storage import web
from storage.clock import parse_instant
from storage.database import Database
from storage.models import Event, Invitation, Plan, WebSession
from storage.people import hashed

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
                code_hash=hashed(f"code {token}"),
                token_hash=hashed(token),
                uses=uses,
                used=used,
                expires_at=NOW + timedelta(days=days),
                created_at=NOW,
            )
        )


def opened(database: Database, token: str = TOKEN, later: int = 0, known: str | None = None) -> web.Opened | None:
    with database.transaction() as session:
        return web.open_link(session, token, NOW + timedelta(days=later), known)


def test_a_personal_link_opens_the_same_chat_again(any_database: Database) -> None:
    invite(any_database)
    first, again = opened(any_database), opened(any_database, later=3)
    assert first is not None
    assert again is not None
    assert (first.fresh, again.fresh) == (True, False)
    assert first.address == again.address


def test_a_shared_link_gives_each_browser_its_own_chat(any_database: Database) -> None:
    invite(any_database, uses=10)
    one, two = opened(any_database), opened(any_database)
    assert one is not None
    assert two is not None
    assert one.address != two.address
    back = opened(any_database, known=one.address)
    assert back == web.Opened(one.address, False, one.expires_at)


def test_a_known_browser_keeps_its_chat_on_another_shared_link(any_database: Database) -> None:
    invite(any_database, uses=10)
    invite(any_database, "another-link-for-many", uses=10)
    one = opened(any_database)
    assert one is not None
    other = opened(any_database, "another-link-for-many", known=one.address)
    assert other is not None
    assert (other.address, other.fresh) == (one.address, True)


@pytest.mark.parametrize(
    ("token", "later", "used"),
    [("unknown", 0, 0), (TOKEN, 7, 0), (TOKEN, 0, 1), (f"code {TOKEN}", 0, 0), ("", 0, 0)],
    ids=["unknown", "expired", "used elsewhere", "a typed code is no link", "empty"],
)
def test_a_link_that_does_not_fit_opens_nothing(any_database: Database, token: str, later: int, used: int) -> None:
    invite(any_database, used=used)
    assert opened(any_database, token, later) is None


def test_a_withdrawn_link_closes_even_for_its_owner(any_database: Database) -> None:
    invite(any_database)
    assert opened(any_database) is not None
    with any_database.transaction() as session:
        session.query(Invitation).update({"revoked_at": NOW})
    assert opened(any_database) is None


def test_secrets_are_long_and_kept_as_hashes_only(any_database: Database) -> None:
    with any_database.transaction() as session:
        secret = web.start_cookie(session, "w1", NOW)
        rows = session.query(WebSession).all()
    assert len(secret) >= 43  # 256 bits
    assert [row.secret_hash for row in rows] == [hashed(secret)]
    assert secret not in repr([vars(row) for row in rows])


def test_a_cookie_opens_its_chat_until_it_ends_and_a_link_is_no_cookie(any_database: Database) -> None:
    invite(any_database)
    opened(any_database)
    with any_database.transaction() as session:
        secret = web.start_cookie(session, "w1", NOW, NOW + timedelta(days=1))
        assert web.address_of_cookie(session, secret, NOW) == "w1"
        assert web.address_of_cookie(session, secret, NOW + timedelta(days=1)) is None
        assert web.address_of_cookie(session, TOKEN, NOW) is None
        assert web.address_of_cookie(session, "made up", NOW) is None


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
        gone, kept = web.start_cookie(session, "w1", NOW), web.start_cookie(session, "w2", NOW)
        web.add_post(session, "w1", "nhắc", (), NOW)
        web.add_post(session, "w2", "giữ", (), NOW)
        web.forget(session, "w1")
        assert web.history(session, "w1") == []
        assert web.address_of_cookie(session, gone, NOW) is None
        assert web.address_of_cookie(session, kept, NOW) == "w2"
        assert [post.text for post in web.history(session, "w2")] == ["giữ"]
