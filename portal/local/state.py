"""Where this checkout keeps what it makes while it runs, and who holds it just now."""

import fcntl
import hashlib
import os
import pwd
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.local.processes import Trouble
from portal.local.stamps import BASE_DIR, VAR_DIR

# The demo country takes 670 MB with its log; where there are data already, most of it is taken.
FIRST_BYTES, LATER_BYTES = 900 << 20, 200 << 20
# With less than a segment of PostgreSQL's log left and little beside it, the disk is what stops us.
FULL_BYTES = 32 << 20
# `.s.PGSQL.5432` and its folder must fit in the 107 bytes of a socket's address.
LONGEST_SOCKET_FOLDER = 80


class State:
    """The folder of one set of services. ``name`` keeps the tests' data apart from the product's.

    Servers refuse to run as root, so there they run as ``nobody``, who may not be able to enter the checkout:
    their folder is then under ``/var/lib``, named after the checkout.
    """

    def __init__(self, name: str = "run") -> None:
        self.name = name
        self.user: str | None = "nobody" if os.geteuid() == 0 else None
        mark = hashlib.sha256(str(BASE_DIR).encode()).hexdigest()[:8]
        home = Path(f"/var/lib/supplier-readiness-{mark}") if self.user else VAR_DIR / "services"
        self.folder = home / name
        self.logs = VAR_DIR / "log" / name
        short = len(str(self.folder)) <= LONGEST_SOCKET_FOLDER
        self.sockets = self.folder / "sockets" if short else Path(f"/tmp/vsr-{os.geteuid()}-{mark}-{name}")  # noqa: S108
        self._lock: int | None = None

    def hold(self) -> None:
        """Make the folders and be the only one who uses them; ``Trouble`` says why not."""
        with self._usable():
            for folder in (self.folder, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
            self._make_private(self.folder)
            self._make_private(self.sockets)
            self._hold()

    def open(self) -> None:
        """Hold the folders, with room to run and the logs of before put aside; ``Trouble`` says why not."""
        self.hold()
        with self._usable():
            self._put_logs_aside()
            room, where = self._room()
            needed = LATER_BYTES if (self.folder / "postgres").exists() else FIRST_BYTES
        if room < needed:
            raise Trouble(
                f"The disk under {where} is full: {room >> 20} MB are left, {needed >> 20} MB are needed."
            )

    def out_of_room(self) -> str:
        """The sentence for whoever failed because the disk filled up on the way; "" while there is room."""
        try:
            room, where = self._room()
        except OSError:
            return ""
        return f"The disk under {where} is full: {room >> 20} MB are left." if room < FULL_BYTES else ""

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Trouble(
                f"The state folder {error.filename or self.folder} cannot be used: {error.strerror}."
            ) from error

    def _room(self) -> tuple[int, Path]:
        """The least that is free, and where."""
        return min((shutil.disk_usage(folder).free, folder) for folder in (self.folder, self.logs))

    def _put_logs_aside(self) -> None:
        """A reason is read out of a log: what the run before said lies beside it, as ``NAME.log.before``."""
        for log in self.logs.glob("*.log"):
            log.replace(log.with_suffix(".log.before"))

    def _make_private(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(folder, account.pw_uid, account.pw_gid)
        found = folder.lstat()
        owner = pwd.getpwnam(self.user).pw_uid if self.user else os.geteuid()
        if found.st_uid != owner or folder.is_symlink():
            raise Trouble(
                f"The state folder {folder} belongs to somebody else; move it away or run as its owner."
            )
        folder.chmod(0o700)

    def _hold(self) -> None:
        path = self.folder / "held"
        self._lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = path.read_text().strip() or "another process"
            raise Trouble(
                f"This checkout is already in use by {holder}: end that first, "
                "or set DATABASE_URL and REDIS_URL to services of your own."
            ) from None

    def tell(self, holder: str) -> None:
        """Say who holds the folder, for the one who comes second."""
        if self._lock is not None:
            os.ftruncate(self._lock, 0)
            os.pwrite(self._lock, holder.encode(), 0)
