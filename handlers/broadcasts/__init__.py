"""Messages to many: composed and confirmed, sent, reported, confirmed by those who got them."""

from handlers.broadcasts.compose import preview, send, send_now
from handlers.broadcasts.files import with_file
from handlers.broadcasts.results import received, results

__all__ = ["preview", "received", "results", "send", "send_now", "with_file"]
