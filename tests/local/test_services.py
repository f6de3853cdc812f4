"""PostgreSQL and Valkey from their wheels, for as long as one command runs."""

import os
import shutil
import subprocess
import sys

import pytest

from portal.local import services
from portal.local.stamps import BASE_DIR
from portal.local.state import State

STATE = "test-services"
ASK = """
import os, sys, psycopg2, redis
database = psycopg2.connect(os.environ["DATABASE_URL"])
database.autocommit = True
cursor = database.cursor()
for name in ("pg_trgm", "unaccent", "btree_gin", "intarray"):
    cursor.execute(f"CREATE EXTENSION {name}")
cursor.execute("SELECT current_setting('server_version_num')::int / 10000, current_user, cardinality(show_trgm('Đồng')), lower('ĐỒNG')")
print(*cursor.fetchone())
print(redis.Redis.from_url(os.environ["REDIS_URL"]).ping())
sys.exit(7)
"""

pytestmark = pytest.mark.local


def run_with_services(*command, **variables):
    env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.run(
        [sys.executable, "-m", "portal.local.services", "--state", STATE, *command],
        cwd=BASE_DIR,
        env=env | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def answer():
    yield run_with_services(sys.executable, "-c", ASK)
    shutil.rmtree(State(STATE).folder)


class TestACommandWithServices:
    def test_its_exit_code_is_passed_on(self, answer):
        assert (answer.returncode, answer.stderr) == (7, "")

    def test_both_answer_and_vietnamese_letters_are_letters(self, answer):
        database, broker = answer.stdout.splitlines()
        assert database == "18 portal 5 đồng"
        assert broker == "True"

    def test_nothing_is_left_running(self, answer):
        assert list(State(STATE).sockets.iterdir()) == []

    def test_its_data_can_be_forgotten(self, answer):
        assert run_with_services("--remove").returncode == 0
        assert not State(STATE).folder.exists()
        assert run_with_services(sys.executable, "-c", ASK).returncode == 7


def test_services_that_the_environment_names_win():
    named = {"DATABASE_URL": "postgres://elsewhere/portal", "REDIS_URL": "redis://elsewhere"}
    assert services.wanted(State(STATE), named) == {}


def test_with_services_of_ones_own_nothing_is_started():
    named = {"DATABASE_URL": "postgres://elsewhere/portal", "REDIS_URL": "redis://elsewhere"}
    answer = run_with_services(sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'])", **named)
    assert answer.stdout == "postgres://elsewhere/portal\n"
