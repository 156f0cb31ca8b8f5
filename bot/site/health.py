"""For machines: /healthz and /metrics."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.site.state import site_of
from storage import measures
from storage.clock import wall_clock


def healthz(request: Request) -> Response:
    """200 while database, ticks and channels are well, else 503; the state of each as JSON."""
    try:
        state = dict(site_of(request).health())
    except Exception as error:  # a check that breaks is itself the answer
        state = {"ok": False, "error": type(error).__name__}
    return JSONResponse(state, 200 if state.get("ok") else 503)


def metrics(request: Request) -> Response:
    """Prometheus text: counts only, no names."""
    with site_of(request).database.reading() as session:
        outbox = measures.outbox_by_state(session)
        inbox = measures.inbox_by_state(session)
        beat = measures.last_beat(session)
    lines = ["# HELP hoinghi_outbox_messages Messages by state.", "# TYPE hoinghi_outbox_messages gauge"]
    lines += [f'hoinghi_outbox_messages{{state="{state}"}} {count}' for state, count in outbox.items()]
    lines += ["# HELP hoinghi_updates Updates that came in, by channel and state.", "# TYPE hoinghi_updates gauge"]
    lines += [f'hoinghi_updates{{channel="{ch}",state="{state}"}} {n}' for (ch, state), n in sorted(inbox.items())]
    lines += ["# HELP hoinghi_heartbeat_age_seconds Since a deliverer last showed life; -1 before the first."]
    lines += ["# TYPE hoinghi_heartbeat_age_seconds gauge"]
    age = (wall_clock() - beat).total_seconds() if beat else -1
    lines += [f"hoinghi_heartbeat_age_seconds {age:.1f}"]
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")
