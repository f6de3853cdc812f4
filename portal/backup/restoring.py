import shutil
from pathlib import Path
from tempfile import mkdtemp

from django.db import transaction

from portal.backup import Refused, archive, tables
from portal.backup.keeping import Kept


def check(path: Path) -> Kept:
    """Read the whole archive and its hashes; nothing is written."""
    with archive.reading(path) as reader:
        return Kept(sum(reader.manifest["rows"].values()), len(reader.files()))


def restore(path: Path, media: Path) -> Kept:
    """Put everything back into an empty, migrated database and an empty folder: all of it or nothing.

    Raises Refused before anything is changed: a damaged archive, other migrations than the code's, a target that
    holds something.
    """
    with archive.reading(path) as reader:
        _refuse_wrong_target(reader, media)
        media.mkdir(parents=True, exist_ok=True)
        staged = Path(mkdtemp(prefix=".restore-", dir=media))
        moved: list[Path] = []
        try:
            for name in reader.files():
                reader.extract(name, staged)
            with transaction.atomic():
                rows = _rows(reader)
                for each in sorted(staged.iterdir()):
                    moved.append(each.rename(media / each.name))
        except BaseException:
            for each in moved:
                shutil.rmtree(each) if each.is_dir() else each.unlink()
            raise
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        return Kept(rows, len(reader.files()))


def _refuse_wrong_target(reader: archive.Reader, media: Path) -> None:
    ours, theirs = set(tables.migrations()), set(reader.manifest["migrations"])
    if ours != theirs:
        differing = ", ".join(sorted(ours ^ theirs)[:5])
        raise Refused(
            f"The backup was made with other migrations ({differing}). Restore with the code that made it and a "
            "database migrated by it, then migrate."
        )
    if filled := tables.filled():
        raise Refused(f"The database is not empty: {', '.join(filled[:5])}. Restore into a new one.")
    if media.exists() and any(media.iterdir()):
        raise Refused(f"The folder {media} is not empty. Restore into a new one.")


def _rows(reader: archive.Reader) -> int:
    total = 0
    with tables.quiet_triggers():
        tables.clear_what_migrate_filled()
        for name, listed in reader.manifest["columns"].items():
            with reader.table(name) as rows:
                written = tables.write(name, listed, rows)
            if written != reader.manifest["rows"][name]:
                raise Refused(f"{name} came back with {written} rows, not {reader.manifest['rows'][name]}.")
            total += written
        tables.set_sequences(reader.manifest["sequences"])
    return total
