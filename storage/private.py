"""Files and folders that only the program's own user may read, whatever the umask says."""

import os
from pathlib import Path

ONLY_OWNER, OWNERS_FOLDER = 0o600, 0o700


def private_file(path: Path) -> None:
    """Makes an empty file with mode 0600; one that exists stays as it is."""
    try:
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, ONLY_OWNER)
    except FileExistsError:
        return
    try:
        os.fchmod(made, ONLY_OWNER)  # a strict umask takes away even the owner's right
    finally:
        os.close(made)


def private_folder(path: Path) -> None:
    """Makes a folder with mode 0700, parents as the system makes them; one that exists stays as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=OWNERS_FOLDER)
    except FileExistsError:
        return
    path.chmod(OWNERS_FOLDER)
