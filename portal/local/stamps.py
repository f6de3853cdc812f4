"""Preparation is skipped when nothing it reads has changed: a stamp keeps the fingerprint of what it read."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """A hash of the named files (a folder stands for all below it) and of ``words``."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def is_fresh(stamp: Path, mark: str) -> bool:
    """Whether the stamp carries this fingerprint."""
    try:
        return stamp.read_text() == mark
    except OSError:
        return False


def press(stamp: Path, mark: str) -> None:
    """Note that the work of this fingerprint is done."""
    write_whole(stamp, mark.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)
