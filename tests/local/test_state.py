"""The folder that a checkout's services live in: whose it is, who holds it, and whether there is room."""

import shutil
from collections import namedtuple

import pytest

from portal.local import state as state_module
from portal.local.processes import Trouble
from portal.local.services import remove
from portal.local.state import LONGEST_SOCKET_FOLDER, State


@pytest.fixture
def state(tmp_path, monkeypatch):
    made = State("somewhere")
    made.folder, made.logs, made.sockets = tmp_path / "state", tmp_path / "log", tmp_path / "state/sockets"
    return made


@pytest.fixture
def room(monkeypatch):
    """Say how many MB are free, wherever somebody looks."""
    usage = namedtuple("usage", "total used free")

    def left(free):
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1 << 30, 1 << 30, free << 20))

    return left


def test_a_full_disk_is_said(state, room):
    room(5)
    with pytest.raises(Trouble, match="is full: 5 MB are left, 900 MB are needed"):
        state.open()


def test_where_data_are_already_less_room_is_enough(state, room):
    (state.folder / "postgres").mkdir(parents=True)
    room(500)
    state.open()


def test_a_full_disk_keeps_nobody_from_cleaning(state, room):
    state.folder.mkdir()
    room(0)
    remove(state)
    assert not state.folder.exists()


def test_a_disk_that_filled_up_on_the_way_is_said(state, room):
    state.open()
    assert state.out_of_room() == ""
    room(3)
    assert "is full: 3 MB are left" in state.out_of_room()


def test_what_the_run_before_said_explains_nothing_of_this_one(state):
    state.logs.mkdir()
    (state.logs / "postgres.log").write_text("PANIC: yesterday")
    state.open()
    assert not (state.logs / "postgres.log").exists()
    assert (state.logs / "postgres.log.before").read_text() == "PANIC: yesterday"


def test_a_folder_that_cannot_be_made_is_said(state):
    state.logs.parent.mkdir(exist_ok=True)
    state.folder.write_text("a file in its place")
    with pytest.raises(Trouble, match="cannot be used"):
        state.open()


def test_the_second_one_is_told_who_was_first(state):
    state.open()
    state.tell("http://127.0.0.1:8000 (process 1)")
    other = State("somewhere")
    other.folder, other.logs, other.sockets = state.folder, state.logs, state.sockets
    with pytest.raises(Trouble, match=r"already in use by http://127\.0\.0\.1:8000"):
        other.open()


def test_only_the_services_can_enter(state):
    state.open()
    assert state.folder.stat().st_mode & 0o077 == 0
    assert state.sockets.stat().st_mode & 0o077 == 0


def test_a_socket_folder_stays_short_however_deep_the_checkout(monkeypatch, tmp_path):
    deep = tmp_path / "/".join(["a-long-name-of-a-folder"] * 6)
    monkeypatch.setattr(state_module, "VAR_DIR", deep)
    monkeypatch.setattr(state_module.os, "geteuid", lambda: 1000)
    assert len(str(State().sockets)) <= LONGEST_SOCKET_FOLDER
