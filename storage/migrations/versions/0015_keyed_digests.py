"""codes, words that wait and links of files are kept so that nobody reads them without the key.

A code's bare SHA-256 is tried out in minutes. What is kept from now on is the keyed digest of that SHA-256, so that old
rows are made anew here, without the codes, and go on working; the bare form opens nothing any more.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from storage.inbox import BARE
from storage.keys import NAME, Keys, plain
from storage.shapes import masked_json

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

Row = dict[str, Any]


def upgrade() -> None:
    keys: Keys = context.config.attributes[NAME]
    op.add_column("files", sa.Column("token_hash", sa.String(), nullable=True))
    _rewrite("files", {"token": None, "token_hash": None}, lambda row: _file(keys, row))
    with op.batch_alter_table("files") as table:
        table.alter_column("token_hash", nullable=False)
        table.drop_constraint("uq_files_token", type_="unique")
        table.create_unique_constraint(op.f("uq_files_token_hash"), ["token_hash"])
    for name in ("invitations", "channel_codes"):
        _rewrite(name, {"code_hash": None}, lambda row: {"code_hash": keys.of_plain(row["code_hash"])})
    _rewrite("heard", {"digest": None, "told": None}, lambda row: {name: _short(keys, row[name]) for name in row})
    _rewrite("inbox", {"update_key": None, "state": None, "raw": None, "replies": sa.JSON(none_as_null=True)},
             lambda row: _update(keys, row))  # fmt: skip
    _rewrite("open_questions", {"data": sa.JSON()}, lambda row: {"data": _question(keys, row["data"])})
    _rewrite("audit_turns", {"rows": sa.JSON()}, lambda row: {"rows": [_image(keys, each) for each in row["rows"]]})


def downgrade() -> None:
    """The bare digests cannot be made from the keyed ones: codes of before are lost to an older version."""
    keys: Keys = context.config.attributes[NAME]
    with op.batch_alter_table("files") as table:
        table.drop_constraint(op.f("uq_files_token_hash"), type_="unique")
        table.drop_column("token_hash")
        table.create_unique_constraint("uq_files_token", ["token"])
    _rewrite("files", {"token": None}, lambda row: {"token": keys.unseal(row["token"])})


def _rewrite(name: str, columns: dict[str, Any], anew: Callable[[Row], Row]) -> None:
    """Puts each row's columns through `anew`, which names those that change."""
    table = sa.table(name, sa.column("id"), *(sa.column(each, kind) for each, kind in columns.items()))
    here = op.get_bind()
    for row in here.execute(sa.select(table)).mappings().all():
        old = {each: row[each] for each in columns}
        found = anew(old)
        if found != {each: old[each] for each in found}:
            here.execute(sa.update(table).where(table.c.id == row["id"]).values(found))


def _file(keys: Keys, row: Row) -> Row:
    return {"token": keys.seal(row["token"]), "token_hash": plain(row["token"])}


def _short(keys: Keys, digest: str) -> str:
    return keys.of_plain(digest)[:32] if digest else digest


def _update(keys: Keys, row: Row) -> Row:
    raw = {"new": keys.seal, "failed": masked_json}.get(row["state"], str)(row["raw"])
    replies = [keys.seal(json.dumps(row["replies"]))] if row["replies"] else row["replies"]
    key = row["update_key"]
    return {"raw": raw, "replies": replies, "update_key": _short(keys, key) if BARE.fullmatch(key) else key}


def _question(keys: Keys, data: Row) -> Row:
    """The words that wait for a yes, or for consent."""
    held = {"held": [keys.seal(words) for words in data["held"]]} if data.get("held") else {}
    words = {"words": keys.seal(data["words"])} if isinstance(data.get("words"), str) else {}
    return {**data, **held, **words}


def _image(keys: Keys, row: Row) -> Row:
    """An invitation as it stood before or after a change."""
    if row["table"] != "invitations":
        return row
    for side in ("before", "after"):
        if row[side]:
            row = {**row, side: {**row[side], "code_hash": keys.of_plain(row[side]["code_hash"])}}
    return row
