"""Uploaded files and the scanner for harmful software: ClamAV's daemon, spoken to over TCP.

Where none is configured (``CLAMD``) files are served and marked "not scanned"; where one is, a file is given to
nobody until the scanner has passed it.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

CHUNK = 64 * 1024
# The daemon ends its answer with a NUL after a command that begins with "z".
_COMMAND, _END = b"zINSTREAM\0", struct.pack(">I", 0)


class ScannerDown(Exception):
    """The scanner does not answer, or could not judge the file: ask again later."""


def configured() -> bool:
    return bool(settings.CLAMD)


def scan(chunks: Iterator[bytes]) -> str:
    """What the scanner found in a file: the name of the signature, or "" for nothing. Raises ScannerDown."""
    try:
        with _connection() as link:
            link.sendall(_COMMAND)
            for chunk in chunks:
                link.sendall(struct.pack(">I", len(chunk)) + chunk)
            link.sendall(_END)
            answer = _answer(link)
    except OSError as error:
        raise ScannerDown(str(error)) from error
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")[:120]
    raise ScannerDown(verdict[:120] or "no answer")


@contextmanager
def _connection() -> Iterator[socket.socket]:
    host, _colon, port = settings.CLAMD.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=settings.CLAMD_TIMEOUT) as link:
        yield link


def _answer(link: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < 4096:
        part = link.recv(1024)
        if not part:
            break
        received += part
    return received.rstrip(b"\0\n").decode("utf-8", "replace")
