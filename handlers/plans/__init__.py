"""Plans come in as drafts, are confirmed by an organiser, and wait as revisions when they change."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.language.folding import fold
from handlers.messages import Button, Refusal, Reply
from handlers.plans.rows import add_rows
from handlers.reading.draft import PlanDraft
from handlers.reading.export import as_json
from handlers.request import Request
from handlers.wording import buttons as on_button
from handlers.wording import plans as wording
from storage import plans
from storage.models import Event, Plan


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. outcome: new, same (nothing changed), published, revision (waits for a yes)."""

    plan: Plan
    events: list[Event]
    outcome: str


@dataclass(frozen=True, slots=True)
class Source:
    """The file a draft came from."""

    file_name: str
    sha256: str


def import_draft(
    session: Session, draft: PlanDraft, source: Source, now: datetime, *, publish: bool = False, zone: str
) -> Imported:
    """Stores a draft. The same file changes nothing; another version of a known plan waits as a revision."""
    known = plans.with_sha256(session, source.sha256)
    if known is None:
        original = plans.with_identity(session, _identity(draft))
        if original is not None:
            revision = _plan_row(draft, source, now, state="revision", revision_of=original.id)
            plans.add(session, [revision])
            return Imported(revision, plans.events_of(session, original.id), "revision")
        known = _plan_row(draft, source, now, state="draft")
        plans.add(session, [known])
        add_rows(session, known, draft, now, zone)
        outcome = "new"
    else:
        outcome = "revision" if known.state == "revision" else "same"
    if publish and known.state == "draft" and plans.publish(session, known, now):
        outcome = "published"
    return Imported(known, plans.events_of(session, known.revision_of or known.id), outcome)


def publish(request: Request) -> Reply:
    """`/congbo`: an organiser confirms the draft."""
    plan = plans.with_id(session=request.session, plan_id=request.event.plan_id)
    actor = request.person.id if request.person else None
    if not plans.publish(request.session, plan, request.now, actor):
        raise Refusal(wording.ALREADY_PUBLISHED)
    return Reply(wording.published(plan), (Button(on_button.INVITE_PEOPLE, "/moi"),))


def _identity(draft: PlanDraft) -> str:
    return f"{fold(draft.plan.issued_by or '')}|{fold(draft.plan.title or '')}"


def _plan_row(draft: PlanDraft, source: Source, now: datetime, **more: object) -> Plan:
    head = draft.plan
    return Plan(
        identity=_identity(draft),
        sha256=source.sha256,
        file_name=source.file_name,
        title=head.title or source.file_name,
        number=head.number,
        issued_by=head.issued_by,
        issued_on=head.issued_on,
        signed_by=head.signed_by,
        draft=as_json(draft),
        text_lines=[[line, words] for line, words in draft.text],
        created_at=now,
        **more,
    )
