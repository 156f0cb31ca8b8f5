"""What a browser is called, so that its owner knows it again: "Chrome trên Android". Nothing finer is kept."""

from bot.channels import about

# The first mark that stands in the header names it; those that imitate others come before them.
PROGRAMS = (
    *((each.browser, each.label) for each in about.every().values() if each.browser),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "Trình duyệt"


def label(user_agent: str) -> str:
    """The header User-Agent as a name."""
    program = next((name for mark, name in PROGRAMS if mark in user_agent), UNKNOWN)
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{program} trên {system}" if system else program
