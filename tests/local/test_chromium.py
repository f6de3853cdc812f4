"""Which Chromium the journeys run in."""

import pytest

from portal.local import chromium


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine on which only the named programs exist; installing does nothing."""
    programs = {}
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(chromium.shutil, "which", programs.get)
    monkeypatch.setattr(chromium, "install", lambda: None)
    return programs


def test_the_named_one_wins_over_the_systems_and_that_over_playwrights(machine, monkeypatch, tmp_path):
    own = tmp_path / "chromium-1200/chrome-linux/chrome"
    own.parent.mkdir(parents=True)
    own.write_text("")
    assert chromium.present() == str(own)
    machine["chromium"] = "/usr/bin/chromium"
    assert chromium.present() == "/usr/bin/chromium"
    machine["/opt/mine"] = "/opt/mine"
    monkeypatch.setenv("CHROMIUM", "/opt/mine")
    assert chromium.present() == "/opt/mine"


@pytest.mark.parametrize("ci, code", [("1", 1), ("", 0)])
def test_absence_fails_only_in_ci(machine, monkeypatch, capsys, ci, code):
    monkeypatch.setenv("CI", ci)
    assert chromium.main() == code
    assert capsys.readouterr().out == "\n"


def test_a_name_that_leads_nowhere_is_an_error(machine, monkeypatch, capsys):
    machine["chromium"] = "/usr/bin/chromium"
    monkeypatch.setenv("CHROMIUM", "/opt/gone")
    assert chromium.main() == 1
    assert "/opt/gone" in capsys.readouterr().err
