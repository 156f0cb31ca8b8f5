"""The units of a plan while it is stored: whom a phrase means, who owes a paper."""

import re

from sqlalchemy.orm import Session

from handlers.language import unit_names as names
from handlers.language.folding import fold
from handlers.reading.draft import DueDate, PlanDraft, PlanEvent
from handlers.reading.seats import Party, levels, seats
from storage import plans
from storage.models import Plan, Unit, UnitAlias


class UnitBook:
    """The plan's units while it is stored: members first, offices as their duties come up."""

    def __init__(self, session: Session, plan: Plan, draft: PlanDraft) -> None:
        self._session, self._plan = session, plan
        self._units: list[Unit] = []
        self._aliases: dict[int, tuple[str, ...]] = {}
        for member in draft.member_units:
            self._add(member.name, "member", member.role, None if member.line is None else str(member.line))
        self.members = list(self._units)
        self._levels = levels([unit.name for unit in self.members], draft.text)

    def _add(self, name: str, kind: str, role: str | None, line: str | None) -> Unit:
        forms = names.aliases(name, place=kind == "member")
        unit = Unit(
            plan_id=self._plan.id,
            position=len(self._units),
            name=name,
            kind=kind,
            role=role,
            host=role == "host",
            line=line,
            aliases=[UnitAlias(folded=form) for form in forms],
        )
        plans.add(self._session, [unit])
        self._units.append(unit)
        self._aliases[unit.id] = forms
        return unit

    def _ids(self, *roles: str) -> list[int]:
        return [unit.id for unit in self.members if unit.role in roles]

    def seats(self, event: PlanEvent) -> dict[int, int]:
        """How many each member may send, where the plan gives each of them a number."""
        parties = [Party(unit.id, unit.name, self._levels[unit.name], unit.role == "chair") for unit in self.members]
        found = seats(event.seats_each, event.delegate_groups, parties)
        return {unit_id: rule.each for unit_id, rule in found.items()}

    def holders(self, phrase: str) -> list[int]:
        """The units a duty's subject means; an office not met before is added under the name the plan gives it."""
        folded = fold(phrase)
        exact = [unit_id for unit_id, forms in self._aliases.items() if folded in forms]
        if exact:
            return exact[:1]
        places = self._only_places(phrase)
        if places:
            return places
        if self.members and names.means_all_members(phrase):
            return [unit.id for unit in self.members if unit.role not in ("chair", "host")]
        if names.means_chair(phrase) and self._ids("chair"):
            return self._ids("chair")
        return [self._add(phrase, "office", None, None).id]

    def _only_places(self, phrase: str) -> list[int]:
        """Members named in a list ("UBND tỉnh A, B, C"), where nothing but their names and level is left."""
        own = {unit.id: (names.bare_name(unit.name),) for unit in self.members}
        found = names.mentioned(phrase, own)
        rest = fold(phrase)
        for unit_id in found:
            rest = rest.replace(own[unit_id][0], " ")
        rest = re.sub(rf"\b(?:ubnd|uy ban nhan dan|cac|va|{names.LEVELS})\b|\([^)]*\)|[^a-z]", "", rest)
        return found if found and not rest else []

    def owing(self, due: DueDate) -> list[int]:
        """Who owes a paper: the members meant, never a unit that the paper goes to."""
        own = {unit.id: (names.bare_name(unit.name),) for unit in self.members}
        named = names.mentioned(due.who or "", own)
        receivers = set(names.mentioned(due.send_to or "", own))
        if names.means_chair(due.send_to or ""):
            receivers |= set(self._ids("chair"))
        if names.means_deputies(due.send_to or ""):
            receivers |= set(self._ids("deputy"))
        return [unit_id for unit_id in (named or [unit.id for unit in self.members]) if unit_id not in receivers]
