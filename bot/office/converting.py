"""Old .doc files and scans made readable by programs of this machine (LibreOffice, tesseract), where installed."""

import os
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path

from handlers.reading.document import MAX_BYTES

OFFICE_SECONDS, SIGHT_SECONDS = 60, 90
MAX_PAGES = 12  # pages of a scan that are read
_OLE = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


def as_word(path: Path, folder: Path) -> Path | None:
    """A .doc turned into a .docx in `folder`; None where it is none, or LibreOffice is missing or fails."""
    if not has_office() or not _begins(path, (_OLE,)):
        return None
    source = folder / "paper.doc"
    shutil.copyfile(path, source)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    _run(
        ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(source)], OFFICE_SECONDS
    )
    made = folder / "paper.docx"
    return made if made.is_file() and made.stat().st_size else None


def by_sight(path: Path, folder: Path) -> Path | None:
    """The words of a scanned .pdf or of a picture as a text file; None where tesseract is missing or sees nothing."""
    if not can_see() or not _begins(path, (*_PICTURES, b"%PDF-")):
        return None
    pages = [path] if _begins(path, _PICTURES) else _pages(path, folder)
    words: list[str] = []
    for page in pages:
        _run(["tesseract", str(page), str(folder / "page"), "-l", "vie", "--psm", "4"], SIGHT_SECONDS)
        seen = folder / "page.txt"
        words.append(seen.read_text(encoding="utf-8", errors="replace") if seen.is_file() else "")
        seen.unlink(missing_ok=True)
    text = folder / "paper.txt"
    text.write_text("\n".join(words).replace("\f", "\n"), encoding="utf-8")
    return text if any(words) else None


@cache
def has_office() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


@cache
def can_see() -> bool:
    """Whether tesseract with Vietnamese, and pdftoppm, are installed."""
    if shutil.which("tesseract") is None or shutil.which("pdftoppm") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in listed.stdout.split()


def _pages(path: Path, folder: Path) -> list[Path]:
    _run(
        ["pdftoppm", "-r", "200", "-gray", "-l", str(MAX_PAGES), "-png", str(path), str(folder / "scan")], SIGHT_SECONDS
    )
    return sorted(folder.glob("scan*.png"))


def _begins(path: Path, marks: tuple[bytes, ...]) -> bool:
    if path.stat().st_size > MAX_BYTES:
        return False
    with path.open("rb") as file:
        return file.read(8).startswith(marks)


def _run(command: list[str], seconds: int) -> None:
    """A program with all it starts, ended when its time is up; what it says is of no interest."""
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "OMP_THREAD_LIMIT": "1"}
    quiet = subprocess.DEVNULL
    program = subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment, start_new_session=True
    )
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
