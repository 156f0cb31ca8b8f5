"""Everything that nobody asked for: put once per key, claimed one by one, recorded when the outcome is known."""

from storage.outbox.claim import Claimed, Picked, claim, pick, release, waiting
from storage.outbox.digest import KIND as DIGEST
from storage.outbox.digest import Due, known, put_digests, withdraw_digests
from storage.outbox.failover import leave_channel, unreachable
from storage.outbox.found import shown_as
from storage.outbox.hold import held_until
from storage.outbox.put import Draft, Key, Topic, Words, forget, put, stop, withdraw
from storage.outbox.recall import recall
from storage.outbox.record import PART, Outcome, awaiting, confirm, corrected, record, resend
from storage.outbox.report import NOT_REACHED, Unreached, by_unit, causes, edited, report, states, unreached, waits_of
from storage.outbox.workers import SILENT, beat, expire, leave, reap, resend_critical

__all__ = [
    "DIGEST",
    "NOT_REACHED",
    "PART",
    "SILENT",
    "Claimed",
    "Draft",
    "Due",
    "Key",
    "Outcome",
    "Picked",
    "Topic",
    "Unreached",
    "Words",
    "awaiting",
    "beat",
    "by_unit",
    "causes",
    "claim",
    "confirm",
    "corrected",
    "edited",
    "expire",
    "forget",
    "held_until",
    "known",
    "leave",
    "leave_channel",
    "pick",
    "put",
    "put_digests",
    "reap",
    "recall",
    "record",
    "release",
    "report",
    "resend",
    "resend_critical",
    "shown_as",
    "states",
    "stop",
    "unreachable",
    "unreached",
    "waiting",
    "waits_of",
    "withdraw",
    "withdraw_digests",
]
