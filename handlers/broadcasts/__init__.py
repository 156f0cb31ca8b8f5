"""Messages to many: composed and confirmed, sent, reported, confirmed by those who got them."""

from handlers.broadcasts.compose import called_back, preview, send, send_now
from handlers.broadcasts.files import with_file
from handlers.broadcasts.results import received, results

__all__ = ["called_back", "preview", "received", "results", "send", "send_now", "with_file"]
