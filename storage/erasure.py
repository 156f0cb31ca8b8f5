"""Forgets a person wherever they are kept: one way for `/xoadulieu` and for retention."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage import audit, chats, inbox, journal, outbox, people, web, written_log
from storage.models import (
    AuditEntry,
    ChannelCode,
    Delegate,
    Membership,
    OutboxMessage,
    PassedQuestion,
    Person,
    Rsvp,
    UnitContact,
    WebPost,
)

GONE = "(đã xóa)"
LISTED = 120  # letters of a question in a list of those that wait
SHORTEST = 6  # a shorter name stands inside too many other words


def erase(session: Session, person: Person, now: datetime) -> None:
    """Forgets name, telephone, chats and what waits for them; what was counted stays, without a name."""
    written_log.mark(session)
    outbox.forget(session, person.id)
    for address in list(person.addresses):
        if address.channel == "web":
            web.forget(session, address.address)
        chats.forget(session, address.channel, address.address)
        inbox.forget_chat(session, address.channel, address.address)
        journal.forget(session, address.channel, address.address)
        session.delete(address)
    for words in (person.name, person.phone or ""):
        if len(words) >= SHORTEST:
            journal.forget_words(session, words)
    _named(session, person)
    _told(session, _own_words(session, person))
    _reasons(session, person)
    session.execute(update(Rsvp).where(Rsvp.person_id == person.id).values(reason=None, substitute=None))
    asked = PassedQuestion.person_id == person.id
    session.execute(delete(PassedQuestion).where(asked, PassedQuestion.answered_at.is_(None)))
    session.execute(update(PassedQuestion).where(asked).values(person_id=None, text=GONE))
    session.execute(delete(ChannelCode).where(ChannelCode.person_id == person.id))
    for member in people.memberships(session, person.id):
        member.state = "revoked"
    person.name, person.phone, person.erased_at = "", None, now
    audit.record(session, now=now, action="erase", subject=f"person:{person.id}", actor_id=person.id)


def _reasons(session: Session, person: Person) -> None:
    """Why somebody does not come may be their health: it stays neither on record nor in what others were told."""
    subject = f"person:{person.id}"
    for entry in session.scalars(select(AuditEntry).where(AuditEntry.subject == subject, AuditEntry.action == "rsvp")):
        entry.before, entry.after = ({"answer": said["answer"]} if said else {} for said in (entry.before, entry.after))
    told = update(OutboxMessage).where(OutboxMessage.kind == "rsvp", OutboxMessage.subject == subject)
    session.execute(told.values(text=GONE, buttons=[]))


def _named(session: Session, person: Person) -> None:
    """The name on their units' lists, and in what was written to them and to others."""
    session.execute(update(OutboxMessage).where(OutboxMessage.person_id == person.id).values(text=GONE, buttons=[]))
    if len(person.name) < SHORTEST:
        return
    own = select(Membership.unit_id).where(Membership.person_id == person.id, Membership.unit_id.is_not(None))
    session.execute(delete(Delegate).where(Delegate.unit_id.in_(own), Delegate.name == person.name))
    session.execute(delete(UnitContact).where(UnitContact.unit_id.in_(own), UnitContact.name == person.name))
    _told(session, {person.name})


def _own_words(session: Session, person: Person) -> set[str]:
    """Why they do not come, who comes instead, and what they asked where nobody else asked the same."""
    answers = session.scalars(select(Rsvp).where(Rsvp.person_id == person.id))
    said = {words for row in answers for words in (row.reason, row.substitute) if words}
    asked = session.scalars(select(PassedQuestion).where(PassedQuestion.person_id == person.id)).all()
    events = {row.event_id for row in asked}
    others = session.scalars(select(PassedQuestion).where(PassedQuestion.event_id.in_(events)))
    shared = [row.words for row in others if row.person_id != person.id]
    for row in asked:
        if row.words not in shared:
            said |= {row.text, row.text[:LISTED]}
    return said


def _told(session: Session, said: Collection[str]) -> None:
    """Takes words out of what was written to others, and what stands in their chats."""
    for words in {each for each in said if len(each) >= SHORTEST}:
        for sent in session.scalars(select(OutboxMessage).where(OutboxMessage.text.contains(words, autoescape=True))):
            sent.text = sent.text.replace(words, GONE)
        for post in session.scalars(select(WebPost).where(WebPost.text.contains(words, autoescape=True))):
            post.text = post.text.replace(words, GONE)
