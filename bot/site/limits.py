"""How often one sender may ask: a bucket of tokens for each, in this process's memory, refused before any work.

Two circles. A browser with a session has buckets of its own, tight: a hand never needs more. All that come from one
internet address share a generous one, because a hall of five hundred telephones is behind one address. What a
session's bucket refuses takes nothing from the address, and the more a session has asked, the more it must leave there
for those who asked less: who hammers costs the neighbours nothing. A cookie that opened no chat since this process
began is nobody's: made-up ones share what the address has for strangers, and go before those only who hammer.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_SENDERS = 20_000  # the ones who were quiet longest are forgotten
STRANGE = 0.5  # the rank of a first request by nobody known: behind all who used less than half of their own
KEPT = 0.9  # of the address's tokens one who used up its own leaves so much to the others


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `each_second`. Whoever asks on in spite of refusals comes to owe up to `debt`."""

    burst: float
    each_second: float
    debt: float = 0.0


# act: writes or uploads; link: opens a personal link; look: reads a page or asks for news.
SESSION = {"act": Rate(30, 1, 10), "link": Rate(20, 1, 10), "look": Rate(60, 4, 10)}
ADDRESS = {"act": Rate(600, 40), "link": Rate(600, 20), "look": Rate(3000, 400)}
STRANGERS = {"act": Rate(100, 5), "link": Rate(600, 20), "look": Rate(1500, 50)}


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Buckets:
    """One bucket for each sender, all of one rate."""

    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        self.rate, self._now = rate, now
        self._held: OrderedDict[str, _Bucket] = OrderedDict()

    def level(self, sender: str) -> float:
        """Tokens that this sender has; below zero where it owes some."""
        bucket = self._held.get(sender)
        if bucket is None:
            return self.rate.burst
        return min(self.rate.burst, bucket.tokens + (self._now() - bucket.at) * self.rate.each_second)

    def wait(self, sender: str, keep: float = 0.0) -> float:
        """Seconds until a token can be taken and `keep` are left; 0.0 where that is now."""
        return max(0.0, (1.0 + keep - self.level(sender)) / self.rate.each_second)

    def take(self, sender: str) -> None:
        """One request that is served."""
        self._put(sender, self.level(sender) - 1.0)

    def refuse(self, sender: str) -> None:
        """One request that was refused."""
        if self.rate.debt:
            self._put(sender, max(self.level(sender) - 1.0, -self.rate.debt))

    def _put(self, sender: str, tokens: float) -> None:
        self._held[sender] = _Bucket(tokens, self._now())
        self._held.move_to_end(sender)
        if len(self._held) > MOST_SENDERS:
            self._held.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wait` seconds where the sender is refused, else 0.0; `rank` from 0 (asked little) upwards for those served."""

    wait: float = 0.0
    rank: float = 0.0


class Limits:
    """Who may ask now. `know` learns from the pages which cookies really open a chat."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._sessions = {kind: Buckets(rate, now) for kind, rate in SESSION.items()}
        self._addresses = {kind: Buckets(rate, now) for kind, rate in ADDRESS.items()}
        self._strangers = {kind: Buckets(rate, now) for kind, rate in STRANGERS.items()}
        self._known: OrderedDict[str, None] = OrderedDict()

    def know(self, secret: str) -> None:
        """This cookie opened a chat just now."""
        self._known[secret] = None
        self._known.move_to_end(secret)
        if len(self._known) > MOST_SENDERS:
            self._known.popitem(last=False)

    def ask(self, kind: str, address: str, secret: str) -> Verdict:
        """Counts one request of this kind, or tells how long its sender waits. `secret` is its cookie, "" for none."""
        own, shared = self._sessions[kind], self._addresses[kind]
        if secret and (wait := own.wait(secret)) > 0.0:
            own.refuse(secret)
            return Verdict(wait)
        if secret not in self._known:
            return self._of_stranger(kind, address, secret)
        used = 1.0 - own.level(secret) / own.rate.burst
        if (wait := shared.wait(address, KEPT * used * shared.rate.burst)) > 0.0:
            return Verdict(wait)
        own.take(secret)
        shared.take(address)
        return Verdict(rank=used)

    def _of_stranger(self, kind: str, address: str, secret: str) -> Verdict:
        """What nobody is known by shares what the address has; what a cookie asked counts once it opens a chat, too."""
        shared, own = self._strangers[kind], self._sessions[kind]
        if (wait := shared.wait(address)) > 0.0:
            return Verdict(wait)
        shared.take(address)
        if secret:
            own.take(secret)
        return Verdict(rank=STRANGE + (1.0 - STRANGE) * (1.0 - shared.level(address) / shared.rate.burst))
