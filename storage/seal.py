"""A mark in the data folder that no copy brings along: a symbolic link, which can be made anew but not written over.

Known by its inode and by when it came into being; both are given by the file system and cannot be set. Another
path, device number, machine id or host name changes neither, and chown and chmod change only `changed`.
"""

import ctypes
import os
import struct
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from storage.private import private_file, private_folder

_HERE, _NOT_THROUGH_LINKS, _BTIME = -100, 0x100, 0x800  # of statx(2), which Python 3.11 does not know yet
_STATX_BYTES, _MASK_AT, _BORN_AT = 256, 0, 80


@dataclass(frozen=True, slots=True)
class Trace:
    """What the file system says of a seal; nanoseconds. `born` is None where it does not tell."""

    inode: int
    born: int | None
    changed: int

    @classmethod
    def of(cls, path: Path) -> Self | None:
        """None where there is no seal."""
        try:
            found = path.lstat()
        except OSError:
            return None
        return cls(found.st_ino, _born(path), found.st_ctime_ns)

    def is_the_same(self, kept: dict[str, Any]) -> bool:
        """Whether this is the very seal, and not a copy of it, that was written down with `asdict`."""
        if self.inode != kept["inode"]:
            return False
        if self.born is None or kept["born"] is None:
            return bool(self.changed == kept["changed"])
        return bool(self.born == kept["born"])


def make(path: Path) -> dict[str, Any]:
    """Makes a seal that outlasts a power cut; what `Trace.is_the_same` compares. OSError where it cannot be made."""
    private_folder(path.parent)
    try:
        path.symlink_to(path.name)
    except OSError:  # a file system without links
        private_file(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    trace = Trace.of(path)
    if trace is None:
        raise FileNotFoundError(path)
    return asdict(trace)


def _born(path: Path) -> int | None:
    found = ctypes.create_string_buffer(_STATX_BYTES)
    try:
        failed = ctypes.CDLL(None).statx(_HERE, os.fsencode(path), _NOT_THROUGH_LINKS, _BTIME, found)
    except AttributeError:  # not on Linux, or an old one
        return None
    told = struct.unpack_from("I", found, _MASK_AT)[0] & _BTIME
    seconds, rest = struct.unpack_from("qI", found, _BORN_AT)
    return None if failed or not told else int(seconds) * 10**9 + int(rest)
