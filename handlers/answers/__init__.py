"""Answers any question about the plan: every row is ranked by what was asked, the best one chooses its words."""

from handlers.answers.flow import show

__all__ = ["show"]
