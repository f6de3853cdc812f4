"""Installing: nothing twice, and one sentence when it cannot be done."""

import shutil
from collections import namedtuple

import pytest

from portal.local import setup

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with a lock and nothing installed; ``calls`` are the programs that would have run."""
    venv = tmp_path / ".venv"
    (tmp_path / "requirements.lock").write_text(
        "uv==1.0 \\\n    --hash=sha256:00\nDjango==5.2 \\\n    --hash=sha256:01\n"
    )
    for name, value in {
        "BASE_DIR": tmp_path,
        "VENV": venv,
        "PYTHON": venv / "bin/python",
        "LOCK": tmp_path / "requirements.lock",
        "STAMP": venv / "installed-from",
    }.items():
        monkeypatch.setattr(setup, name, value)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1 << 40, 0, 1 << 40))
    calls = []

    def run(*words, quiet=False):
        calls.append(" ".join(map(str, words)))
        if "venv" in words:
            (venv / "bin").mkdir(parents=True)
            (venv / "bin/python").write_text("")
        return True

    monkeypatch.setattr(setup, "run", run)
    monkeypatch.setattr(setup, "pip_index", lambda: "")
    return calls


def test_a_second_time_nothing_runs(checkout):
    setup.main()
    assert any("pip sync" in call for call in checkout)
    checkout.clear()
    setup.main()
    assert checkout == []


def test_another_lock_is_installed(checkout):
    setup.main()
    checkout.clear()
    setup.LOCK.write_text(setup.LOCK.read_text().replace("5.2", "5.3"))
    setup.main()
    assert any("pip sync" in call for call in checkout)


def test_pip_does_it_where_uv_cannot(checkout, monkeypatch):
    willing = setup.run

    def unwilling(*words, quiet=False):
        return willing(*words) and "sync" not in words

    monkeypatch.setattr(setup, "run", unwilling)
    setup.main()
    assert checkout[-1].endswith(f"-r {setup.LOCK}")
    assert "--require-hashes" in checkout[-1]


def test_uv_itself_is_installed_by_its_hash(checkout):
    setup.main()
    assert (setup.VENV / "uv.txt").read_text() == "uv==1.0 \\\n    --hash=sha256:00\n"


@pytest.mark.parametrize(
    "missing, sentence",
    [("venv", "install python3-venv"), ("install", "is the package registry within reach")],
)
def test_what_is_missing_is_said(checkout, monkeypatch, capsys, missing, sentence):
    willing = setup.run
    monkeypatch.setattr(
        setup,
        "run",
        lambda *words, quiet=False: willing(*words) and missing not in words and "sync" not in words,
    )
    with pytest.raises(SystemExit):
        setup.main()
    assert sentence in capsys.readouterr().err
    assert not setup.STAMP.exists()


def test_a_full_disk_is_said_before_anything_is_downloaded(checkout, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1 << 30, 1 << 30, 5 << 20))
    with pytest.raises(SystemExit):
        setup.main()
    assert "is full: 5 MB are left" in capsys.readouterr().err
    assert checkout == []
