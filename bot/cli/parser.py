"""The command line as it is asked for: every command by its name, with its function and its help."""

import typer

from bot.cli.commands import exports, messages, people, plans, questions, servers
from handlers.wording import terminal as words

COMMANDS = (
    ("read", plans.read, words.READ),
    ("import", plans.import_, words.IMPORT),
    ("ask", questions.ask, words.ASK),
    ("talk", questions.talk, words.TALK),
    ("invite", people.invite, words.INVITE),
    ("broadcast", messages.broadcast, words.BROADCAST),
    ("outbox", messages.outbox, words.OUTBOX),
    ("export", exports.export, words.EXPORT),
    ("run", servers.run, words.RUN),
    ("demo", servers.demo, words.DEMO),
    ("doctor", servers.doctor, words.DOCTOR),
)

app = typer.Typer(add_completion=False, no_args_is_help=True, help=words.PRODUCT)
for name, command, told in COMMANDS:
    app.command(name, help=told)(command)
