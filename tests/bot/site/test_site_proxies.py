"""Who a request comes from: the wire says, and a proxy only where it was named."""

from collections.abc import Mapping

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.runtime.settings import Settings
from bot.site import Door, create_site
from bot.site.addresses import client_address
from storage.clock import wall_clock
from storage.database import Database
from tests.bot.site.site_kit import TestClient

NAMED = ("10.0.0.0/8", "192.0.2.7", "2001:db8::/32")


def told(
    database: Database, wire: str, headers: Mapping[str, str], proxies: tuple[str, ...] = NAMED
) -> tuple[str, str]:
    """(address, scheme) as the site sees a request that arrives from `wire`."""

    def show(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"{client_address(request)} {request.scope['scheme']}")

    async def silent(_incoming: object) -> list[object]:
        return []

    site = create_site(
        database, silent, wall_clock, lambda: {"ok": True}, door=Door(proxies=proxies, hooks=[Route("/who", show)])
    )  # type: ignore[arg-type]
    with TestClient(site, client=(wire, 4000)) as browser:
        address, scheme = browser.get("/who", headers=headers).text.split()
    return address, scheme


FORWARDED = {"x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https"}


@pytest.mark.parametrize(
    ("wire", "headers", "seen"),
    [
        ("198.51.100.1", FORWARDED, ("198.51.100.1", "http")),
        ("127.0.0.1", FORWARDED, ("127.0.0.1", "http")),
        ("10.1.2.3", FORWARDED, ("203.0.113.9", "https")),
        ("192.0.2.7", FORWARDED, ("203.0.113.9", "https")),
        ("192.0.2.8", FORWARDED, ("192.0.2.8", "http")),
        ("10.1.2.3", {"x-forwarded-for": "1.1.1.1, 203.0.113.9, 10.9.9.9"}, ("203.0.113.9", "http")),
        ("10.1.2.3", {"x-forwarded-for": "unknown"}, ("10.1.2.3", "http")),
        ("10.1.2.3", {"x-forwarded-for": "x" * 3000}, ("10.1.2.3", "http")),
        ("10.1.2.3", {"x-forwarded-for": "[2001:db9::1]:55"}, ("2001:db9::/64", "http")),
        ("::ffff:10.1.2.3", {}, ("10.1.2.3", "http")),
        ("2001:db9:1:2:3:4:5:6", {}, ("2001:db9:1:2::/64", "http")),
        ("2001:db8::5", FORWARDED, ("203.0.113.9", "https")),
    ],
)
def test_only_a_named_proxy_speaks_for_others(
    database: Database, wire: str, headers: Mapping[str, str], seen: tuple[str, str]
) -> None:
    assert told(database, wire, headers) == seen


def test_without_a_named_proxy_nobody_is_believed(database: Database) -> None:
    assert told(database, "127.0.0.1", FORWARDED, ()) == ("127.0.0.1", "http")


@pytest.mark.parametrize("value", ["proxy", "*", "10.0.0.0/99", "1.2.3.4.5", "10.0.0.1;10.0.0.2"])
def test_proxies_that_are_no_addresses_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match="TRUSTED_PROXIES"):
        Settings(_env_file=None, trusted_proxies=value)


def test_proxies_are_addresses_and_networks() -> None:
    settings = Settings(_env_file=None, trusted_proxies=" 10.1.2.3/8, 127.0.0.1,,::1 ")
    assert settings.proxies == ("10.0.0.0/8", "127.0.0.1/32", "::1/128")
