"""The file: a tar of compressed tables and uploaded files, its manifest last."""

import gzip
import hashlib
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any, cast

from portal.backup import Refused

FORMAT = 1
MANIFEST = "manifest.json"
_PIECE = 1 << 20


class Writer:
    """Adds members one by one and remembers the hash of each."""

    def __init__(self, tar: tarfile.TarFile, folder: Path) -> None:
        self.tar, self.folder = tar, folder
        self.members: dict[str, dict[str, Any]] = {}

    def table(self, name: str, read: Callable[[IO[bytes]], int]) -> int:
        """A table, compressed by way of a temporary file beside the archive."""
        with TemporaryFile(dir=self.folder) as spool:
            with gzip.GzipFile(fileobj=spool, mode="wb", compresslevel=6, mtime=0) as packed:
                rows = read(cast("IO[bytes]", packed))
            size = spool.tell()
            spool.seek(0)
            self._add(f"tables/{name}.gz", spool, size)
        return rows

    def file(self, name: str, path: Path) -> None:
        with path.open("rb") as content:
            self._add(f"files/{name}", content, os.fstat(content.fileno()).st_size)

    def finish(self, told: dict[str, Any]) -> None:
        text = json.dumps(
            {"format": FORMAT, **told, "members": self.members}, indent=1, sort_keys=True
        ).encode()
        self._add(MANIFEST, BytesIO(text), len(text))

    def _add(self, name: str, content: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashed = _Hashed(content)
        self.tar.addfile(member, hashed)
        self.members[name] = {"sha256": hashed.digest.hexdigest(), "bytes": size}


class _Hashed:
    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.content.read(size)
        self.digest.update(piece)
        return piece


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A new archive at ``path``, there whole or not at all, readable by its owner only."""
    part = path.with_name(path.name + ".part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                yield Writer(tar, path.parent)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Reader:
    """An archive whose every member has the hash that its manifest says."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        try:
            self.manifest: dict[str, Any] = json.loads(self._open(MANIFEST).read())
        except (KeyError, ValueError, tarfile.TarError) as error:
            raise Refused("This is no backup of the portal, or its end is missing.") from error
        if self.manifest.get("format") != FORMAT:
            raise Refused(f"This backup has format {self.manifest.get('format')}; this code reads {FORMAT}.")
        self._verify()

    def _open(self, name: str) -> IO[bytes]:
        content = self.tar.extractfile(name)
        if content is None:
            raise KeyError(name)
        return content

    def _verify(self) -> None:
        told = self.manifest["members"]
        held = {m.name for m in self.tar.getmembers() if m.isfile()} - {MANIFEST}
        if held != set(told):
            raise Refused(
                f"The backup is not whole: {len(set(told) ^ held)} members are missing or too many."
            )
        for name, expected in told.items():
            digest, content = hashlib.sha256(), self._open(name)
            while piece := content.read(_PIECE):
                digest.update(piece)
            if digest.hexdigest() != expected["sha256"]:
                raise Refused(f"The backup is damaged: {name} is not what was written.")

    def table(self, name: str) -> IO[bytes]:
        return gzip.GzipFile(fileobj=self._open(f"tables/{name}.gz"))  # type: ignore[return-value]

    def files(self) -> list[str]:
        return [name.removeprefix("files/") for name in self.manifest["members"] if name.startswith("files/")]

    def extract(self, name: str, folder: Path) -> None:
        parts = PurePosixPath(name).parts
        if ".." in parts or PurePosixPath(name).is_absolute():
            raise Refused(f"The backup names a file outside its folder: {name}.")
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = self._open(f"files/{name}")
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while piece := content.read(_PIECE):
                file.write(piece)


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield Reader(tar)
    except tarfile.TarError as error:
        raise Refused("This is no backup of the portal, or its end is missing.") from error
