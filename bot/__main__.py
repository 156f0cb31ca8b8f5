"""The command line: `python -m bot …`, installed as `hoinghi …`.

What is slow to load is loaded inside the commands: a plan is being read meanwhile, and `--help` needs none of it.
"""

import gc
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import showing
from bot.cli.refusals import Stop, sentence_for
from bot.office import paper
from handlers.permissions import ROLES, WITH_UNIT

# What is loaded stays: to look through it for garbage again and again costs a tenth of a cold start.
gc.set_threshold(50_000, 20, 20)

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Hội nghị: trợ lý hậu cần hội nghị.")

PlanFile = Annotated[Path, typer.Argument(help="tệp kế hoạch: .txt .md .docx .pdf")]
AsJson = Annotated[bool, typer.Option("--json", help="in JSON")]
DatabaseUrl = Annotated[str | None, typer.Option("--database", help="thay cho DATABASE_URL")]
EventKey = Annotated[str, typer.Option("--event", help="khóa của hội nghị (lệnh import in ra)")]
Why = Annotated[bool, typer.Option("--why", help="cho xem đã thử gì và vì sao trả lời như vậy")]
At = Annotated[str | None, typer.Option("--at", help="thời điểm ISO; không có múi giờ là giờ địa phương")]


@app.command()
def read(plan: PlanFile, as_json_: AsJson = False, at: At = None) -> None:
    """Đọc một kế hoạch và cho xem những gì tìm thấy; không đụng tới dữ liệu."""
    draft = paper.read_paper(plan, _instant(at).date() if at else datetime.now().astimezone().date()).draft
    if as_json_:
        from handlers.reading.export import as_json

        _print_json(as_json(draft))
    else:
        showing.show(draft)


@app.command("import")
def import_(
    plan: PlanFile,
    publish: Annotated[bool, typer.Option("--publish", help="công bố ngay")] = False,
    as_json_: AsJson = False,
    database: DatabaseUrl = None,
) -> None:
    """Lưu một kế hoạch thành bản nháp, hoặc công bố luôn."""
    from bot.cli.opened import opened_database
    from handlers import plans
    from storage.clock import local

    with opened_database(database) as (opened, clock, config):
        now = clock()
        read = paper.read_paper(plan, local(now, config.timezone).date())
        with opened.transaction() as session:
            source = plans.Source(read.file_name, read.sha256)
            done = plans.import_draft(session, read.draft, source, now, publish=publish, zone=config.timezone)
            found: dict[str, Any] = {
                "plan": done.plan.id,
                "events": [{"key": event.key, "title": event.title} for event in done.events],
                "state": done.plan.state,
            }
    showing.say(done.outcome)
    _print_json(found) if as_json_ else showing.events(found["events"])


@app.command()
def ask(
    plan: PlanFile,
    question: Annotated[str | None, typer.Argument()] = None,
    at: At = None,
    unit: Annotated[str | None, typer.Option("--unit", help="đơn vị của người hỏi")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="câu hỏi JSON từng dòng ở đầu vào")] = False,
    why: Why = False,
) -> None:
    """Hỏi một kế hoạch, không cần dữ liệu nào khác."""
    with ThreadPoolExecutor(1) as reader:
        reading = reader.submit(paper.read_paper, plan)
        from bot.cli.asking import PlanAsked

        asked = PlanAsked(reading.result().draft, why=why)
    if jsonl:
        for line in sys.stdin:
            if line.strip():
                row = json.loads(line)
                answer = asked.answer(row["q"], _instant(row.get("at") or at), row.get("unit") or unit)
                steps = {"why": asked.why} if why else {}
                print(json.dumps({"id": row["id"], "answer": answer, **steps}, ensure_ascii=False), flush=True)
    elif question:
        print(asked.answer(question, _instant(at), unit))
        print("\n".join(asked.why), end="\n" if asked.why else "")
    else:
        raise Stop('Thiếu câu hỏi. Ví dụ: hoinghi ask ke-hoach.docx "mấy giờ khai mạc"')


@app.command()
def talk(
    plan: Annotated[Path | None, typer.Argument(help="tệp kế hoạch; không có: hội nghị mẫu")] = None,
    role: Annotated[str, typer.Option("--as", help="organiser, focal, duty, delegate, helper, new")] = "delegate",
    unit: Annotated[str | None, typer.Option("--unit", help="đơn vị của người nói")] = None,
    at: At = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="hội thoại JSON từng dòng ở đầu vào")] = False,
    plans: Annotated[Path | None, typer.Option("--plans", help="thư mục kế hoạch của các hội thoại")] = None,
    keep: Annotated[Path | None, typer.Option("--keep", help="giữ dữ liệu của từng hội thoại ở thư mục này")] = None,
    why: Why = False,
) -> None:
    """Trò chuyện với một kế hoạch ngay tại đây, không giữ gì lại; hoặc diễn lại các hội thoại."""
    from bot.cli.talking import terminal

    if not jsonl:
        terminal.chat(plan, role, unit, _instant(at) if at else None, why=why)
    elif plans is None:
        raise typer.BadParameter("--jsonl cần --plans THƯ_MỤC")
    else:
        terminal.play(sys.stdin, plans, keep, why=why)


@app.command()
def invite(
    event: EventKey,
    role: Annotated[str, typer.Option("--role", help=", ".join(ROLES))],
    unit: Annotated[str | None, typer.Option("--unit", help="tên đơn vị")] = None,
    uses: Annotated[int, typer.Option("--uses", min=1)] = 1,
    days: Annotated[int | None, typer.Option("--days", min=1)] = None,
    as_json_: AsJson = False,
    database: DatabaseUrl = None,
) -> None:
    """Tạo mã mời cho một vai trò."""
    from bot.cli.opened import event_called, opened_database, unit_called
    from handlers.people import account

    with opened_database(database) as (opened, clock, _), opened.transaction() as session:
        meant = event_called(session, event)
        if role not in ROLES:
            raise Stop(f"Không có vai trò “{role}”. Chọn một trong: {', '.join(ROLES)}.")
        if role in WITH_UNIT and not unit:
            raise Stop(f"Vai trò {role} cần --unit TÊN_ĐƠN_VỊ.")
        place = unit_called(session, meant, unit) if unit else None
        made = account.new_invitation(session, meant, role, place, now=clock(), uses=uses, days=days)
        found = {
            "code": made.code,
            "role": role,
            "unit": place.name if place else None,
            "uses": uses,
            "expires": made.invitation.expires_at.isoformat(),
            "telegram": made.telegram,
            "zalo": made.zalo,
            "web": made.web,
        }
    _print_json(found) if as_json_ else showing.pairs(found)


@app.command()
def broadcast(
    event: EventKey,
    to: Annotated[str, typer.Option("--to", help="all, role:…, unit:…, attending, unanswered, owing…")],
    text: Annotated[str, typer.Option("--text")],
    critical: Annotated[bool, typer.Option("--critical", help="tin khẩn")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="gửi thật")] = False,
    as_json_: AsJson = False,
    database: DatabaseUrl = None,
) -> None:
    """Xem trước một thông báo; thêm --yes để gửi."""
    from bot.cli.opened import event_called, opened_database
    from handlers import broadcasts

    with opened_database(database) as (opened, clock, _), opened.transaction() as session:
        meant = event_called(session, event)
        if yes:
            found = broadcasts.send_now(session, meant.id, to, text, now=clock(), critical=critical)
        else:
            found = broadcasts.preview(session, meant.id, to, text)
    _print_json(found) if as_json_ else showing.pairs(found)


@app.command("outbox")
def outbox_(event: EventKey, as_json_: AsJson = False, database: DatabaseUrl = None) -> None:
    """Xem từng tin tự gửi và trạng thái của nó."""
    from bot.cli.opened import event_called, opened_database
    from storage import outbox

    with opened_database(database) as (opened, _, _), opened.reading() as session:
        found = outbox.report(session, event_called(session, event).id)
    _print_json(found) if as_json_ else showing.outbox(found)


@app.command()
def export(
    event: EventKey,
    to: Annotated[Path, typer.Option("--to", help="tệp .xlsx")],
    database: DatabaseUrl = None,
) -> None:
    """Lưu bảng tính: đơn vị theo nhóm, danh sách, lựa chọn, giờ đến, giấy tờ."""
    if to.suffix.lower() != ".xlsx":
        raise Stop("Tên tệp phải có đuôi .xlsx.")
    from bot.cli.opened import event_called, opened_database
    from bot.office.workbook import event_workbook
    from storage.private import ONLY_OWNER, private_file

    with opened_database(database) as (opened, _, config), opened.reading() as session:
        content = event_workbook(session, event_called(session, event), config.timezone)
    try:
        private_file(to)
        to.chmod(ONLY_OWNER)  # names and numbers are nobody else's to read, also where the file was there before
        to.write_bytes(content)
    except OSError:
        raise Stop(f"Không ghi được {to}: kiểm tra thư mục và quyền ghi.") from None
    showing.warn(f"Đã lưu {to}.")


@app.command()
def run() -> None:
    """Chạy thật: mọi kênh đã có thiết lập, trang web, nhắc việc."""
    from bot.cli.opened import settings_for
    from bot.runtime import serving

    serving.run(settings_for(None))


@app.command()
def demo(
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 8080,
    browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
    folder: Annotated[Path, typer.Option("--folder", help="nơi giữ dữ liệu thử")] = Path("demo-data"),
) -> None:
    """Chạy thử trên máy này, không cần mã bot: hội nghị mẫu, bốn vai, đồng hồ chỉnh được."""
    from bot.cli import demo as showing_off

    showing_off.run(folder, port, browser=browser)


@app.command()
def doctor(
    resume: Annotated[bool, typer.Option("--resume", help="gửi tiếp sau khi khôi phục dữ liệu")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="cùng --resume: bỏ các tin chờ từ trước")] = False,
    as_json_: AsJson = False,
    database: DatabaseUrl = None,
) -> None:
    """Xem dữ liệu, tin tự gửi và tin đến có ổn không; cho gửi tiếp sau khi khôi phục."""
    from bot.cli import doctor as looking
    from bot.cli.opened import settings_for
    from storage.database import Database

    opened = Database(settings_for(database).database_url)
    if resume:
        showing.warn(looking.resume(opened, forget=forget))
    found = looking.look(opened)
    _print_json(found) if as_json_ else print(looking.told(found))
    opened.close()


def _instant(text: str | None) -> datetime:
    if not text:
        return datetime.now().astimezone()
    from storage.clock import parse_instant

    try:
        return parse_instant(text)
    except ValueError:
        raise Stop(f"“{text}” không phải thời điểm ISO. Ví dụ: 2027-03-01T08:00.") from None


def _print_json(found: Any) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=1, default=str))


def main() -> None:
    """Runs a command; a refusal is one sentence on stderr and exit 1."""
    try:
        app()
    except Exception as error:
        refused = sentence_for(error)
        if refused is None:
            raise
        print(refused, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
