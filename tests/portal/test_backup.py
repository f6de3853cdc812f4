"""A drill: the whole portal to a file, an empty one from it, and nothing done by half."""

import io
import json
import tarfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection

from portal.backup import Refused, restoring, tables
from portal.backup.archive import MANIFEST
from portal.models import KeptBackup
from suppliers import directory, feed
from suppliers.models import Document, Evidence, Supplier
from tests import cast as people
from tests.cast import TODAY
from tests.suppliers import papers


@pytest.fixture
def country(committed, settings, tmp_path):
    """The cast with a paper, its history and its row in the directory; and the folder of the files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cast = people.assemble()
    papers.waiting_paper(cast.welding_shop)
    directory.index([cast.welding_shop.pk], TODAY)
    feed.number()
    return cast


def contents():
    """Every table as COPY writes it, and every sequence; but for the note of the backup, which comes after it."""
    note = KeptBackup._meta.db_table
    found = {}
    for table in set(tables.names()) - {note}:
        rows = io.BytesIO()
        tables.read(table, rows)
        found[table] = sorted(rows.getvalue().splitlines())
    return found, {name: at for name, at in tables.sequences().items() if not name.startswith(note)}


def empty_everything():
    with connection.cursor() as cursor:
        names = ", ".join(connection.ops.quote_name(name) for name in tables.names())
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


def backup(path: Path) -> str:
    out = io.StringIO()
    call_command("backup", path, stdout=out)
    return out.getvalue()


def rewritten(path: Path, change) -> Path:
    """The archive with its members put through ``change`` (name, content) -> content or None."""
    other = path.with_name("other.tar")
    with tarfile.open(path) as old, tarfile.open(other, "w") as new:
        for member in old.getmembers():
            content = change(member.name, old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return other


def test_what_was_kept_comes_back_to_the_byte_and_is_refused_where_it_must(country, tmp_path, monkeypatch):
    archive, media = tmp_path / "portal.tar", Path(django_settings.MEDIA_ROOT)
    before = contents()
    paper = Document.objects.get().file
    content = paper.read()
    assert "1 files" in backup(archive)
    noted = KeptBackup.objects.get()
    assert (noted.files, noted.size) == (1, archive.stat().st_size)
    assert archive.stat().st_mode & 0o077 == 0, "for its owner alone"
    with pytest.raises(CommandError, match="there already"):
        backup(archive)

    with pytest.raises(Refused, match="not empty"):
        restoring.restore(archive, media)
    assert contents() == before

    empty_everything()
    with pytest.raises(Refused, match=r"folder .* is not empty"):
        restoring.restore(archive, media)
    fresh = tmp_path / "fresh"

    def flip(name, content):
        return content[:-1] + bytes([content[-1] ^ 1]) if name == "tables/suppliers_supplier.gz" else content

    def lose(name, content):
        return None if name.startswith("files/") else content

    def older(name, content):
        return (
            content.replace(b"suppliers.0001_initial", b"suppliers.0001_another")
            if name == MANIFEST
            else content
        )

    for change, words in ((flip, "damaged"), (lose, "not whole"), (older, "other migrations")):
        with pytest.raises(Refused, match=words):
            restoring.restore(rewritten(archive, change), fresh)
    (tmp_path / "cut.tar").write_bytes(archive.read_bytes()[:5000])
    with pytest.raises(Refused, match="end is missing"):
        restoring.restore(tmp_path / "cut.tar", fresh)

    def fail(_values):
        raise RuntimeError("the power goes")

    with monkeypatch.context() as patch:
        patch.setattr(tables, "set_sequences", fail)
        with pytest.raises(RuntimeError):
            restoring.restore(archive, fresh)
    assert not Supplier.objects.exists()
    assert tables.filled() == []
    assert not fresh.exists() or list(fresh.iterdir()) == []

    monkeypatch.setattr(django_settings, "MEDIA_ROOT", fresh)
    out = io.StringIO()
    call_command("restore", archive, stdout=out)
    assert out.getvalue().startswith("Restored: ")
    assert contents() == before
    assert (fresh / paper.name).read_bytes() == content

    shop = Supplier.objects.get(pk=country.welding_shop.pk)
    shop.name = "Tên mới"
    shop.save()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label FROM suppliers_supplierevent WHERE pgh_obj_id = %s ORDER BY pgh_id DESC",
            [shop.pk],
        )
        assert cursor.fetchone()[0] == "update", "history goes on"
    assert papers.waiting_paper(shop, "2.4").pk > Evidence.objects.earliest("pk").pk, "numbers go on"


def test_the_manifest_says_what_is_inside(country, tmp_path):
    archive = tmp_path / "portal.tar"
    backup(archive)
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        manifest = json.loads(tar.extractfile(MANIFEST).read())
    assert names[-1] == MANIFEST
    assert set(manifest["members"]) == set(names) - {MANIFEST}
    assert manifest["rows"]["suppliers_supplier"] == 1
    assert not any("django_session" in name for name in names)
    out = io.StringIO()
    call_command("restore", archive, "--check", stdout=out)
    assert "whole" in out.getvalue()
