from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from portal.backup import archive, tables


@dataclass(frozen=True, slots=True)
class Kept:
    rows: int
    files: int


def keep(path: Path, media: Path, *, now: datetime) -> Kept:
    """Write everything to ``path``: the tables as of one moment, then the files.

    A file never changes once it is written, so one that the snapshot names is there; one uploaded meanwhile is
    kept too and named by no row.
    """
    with archive.writing(path) as writer:
        rows: dict[str, int] = {}
        with tables.snapshot():
            listed = {name: tables.columns(name) for name in tables.names()}
            for name in listed:
                rows[name] = writer.table(name, partial(tables.read, name))
            sequences, migrations = tables.sequences(), tables.migrations()
        files = sorted(p for p in media.rglob("*") if p.is_file()) if media.exists() else []
        for file in files:
            writer.file(file.relative_to(media).as_posix(), file)
        writer.finish(
            {
                "made_at": now.isoformat(),
                "migrations": migrations,
                "columns": listed,
                "rows": rows,
                "sequences": sequences,
            }
        )
    return Kept(sum(rows.values()), len(files))
