"""The command line: `python -m bot …`, installed as `hoinghi …`."""

import gc
import sys

from bot.cli import showing
from bot.cli.parser import app
from bot.cli.refusals import sentence_for

# What is loaded stays: to look through it for garbage again and again costs a tenth of a cold start.
gc.set_threshold(50_000, 20, 20)


def main() -> None:
    """Runs a command; a refusal is one sentence on stderr and exit 1."""
    try:
        app()
    except Exception as error:
        refused = sentence_for(error)
        if refused is None:
            raise
        showing.warn(refused)
        sys.exit(1)


if __name__ == "__main__":
    main()
