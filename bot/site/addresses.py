"""Who a request comes from: the address on the wire, or the one that a proxy of ours names."""

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

SITE_BITS = 64  # an IPv6 household or office holds a whole /64, so that is one sender
WIRE = "hoinghi.wire"


class Proxies:
    """Middleware: what `trusted` (networks) say in X-Forwarded-For and -Proto is believed; nobody else is."""

    def __init__(self, app: ASGIApp, trusted: Sequence[str] = ()) -> None:
        self._app = app
        self._through = ProxyHeadersMiddleware(self._named, list(trusted)) if trusted else None  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if client := scope.get("client"):
            scope["client"] = scope[WIRE] = (_bare(client[0]), client[1])
        await (self._through or self._app)(scope, receive, send)  # type: ignore[arg-type]

    async def _named(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Words that are no address name nobody."""
        if scope.get("client") and not _is_address(scope["client"][0]):
            scope["client"] = scope[WIRE]
        await self._app(scope, receive, send)


def client_address(request: Request) -> str:
    """The sender as limits count it: an IPv4 address, an IPv6 /64 network, "" where the wire has none."""
    return address_in(request.scope)


def address_in(scope: Scope) -> str:
    """The same for a bare scope."""
    client = scope.get("client")
    return counted(client[0]) if client else ""


def counted(host: str) -> str:
    """An address as limits count it; what is none stays as it is."""
    if not _is_address(host):
        return host
    found = ip_address(_bare(host))
    return str(ip_network((found, SITE_BITS), strict=False)) if isinstance(found, IPv6Address) else str(found)


def is_https(request: Request) -> bool:
    """Whether the browser came by https, straight or through a proxy that we trust."""
    public = request.app.state.site.door.public_url or ""
    return "https" in (request.scope["scheme"], public.partition(":")[0])


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _bare(host: str) -> str:
    """An IPv4 address that came through an IPv6 socket, as itself."""
    found = ip_address(host) if _is_address(host) else None
    return str(found.ipv4_mapped) if isinstance(found, IPv6Address) and found.ipv4_mapped else host
