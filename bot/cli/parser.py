"""The command line as it is asked for: every command by its name, with its function and its help."""

import typer

from bot.cli.commands import exports, messages, people, plans, questions, servers
from handlers.wording import terminal as wording

COMMANDS = (
    ("read", plans.read, wording.READ),
    ("import", plans.import_, wording.IMPORT),
    ("ask", questions.ask, wording.ASK),
    ("talk", questions.talk, wording.TALK),
    ("invite", people.invite, wording.INVITE),
    ("broadcast", messages.broadcast, wording.BROADCAST),
    ("outbox", messages.outbox, wording.OUTBOX),
    ("export", exports.export, wording.EXPORT),
    ("run", servers.run, wording.RUN),
    ("demo", servers.demo, wording.DEMO),
    ("doctor", servers.doctor, wording.DOCTOR),
)

app = typer.Typer(add_completion=False, no_args_is_help=True, help=wording.PRODUCT)
for name, command, told in COMMANDS:
    app.command(name, help=told)(command)
