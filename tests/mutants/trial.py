"""The plugin of pytest that tries the mutants: one line of JSON for each in the file MUTANTS_RESULTS."""

import gc
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.switch import FUNCTIONS, become

# Children have processes of their own, in which nothing is mutated.
NOT_TRIED = ("supply/test_command", "test_it_runs_with_no_database", "test_a_wrong_call_ends")
MEMORY = 3 << 30

Place = tuple[str, int]


class _Root:
    """In place of a next test: only what the session has set up stays."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session

    def listchain(self) -> list[Any]:
        return [self.session]


def fails(item: pytest.Item, following: Any) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _lean(items: Sequence[Any], examples: int) -> None:
    """Properties draw few examples, the same every time, and do not look for simpler ones."""
    from hypothesis import HealthCheck, Phase, settings

    for item in items:
        if getattr(item.obj, "is_hypothesis_test", False):
            given = item.obj._hypothesis_internal_use_settings
            item.obj._hypothesis_internal_use_settings = settings(
                given,
                max_examples=min(examples, given.max_examples),
                deadline=None,
                derandomize=True,
                database=None,
                phases=(Phase.explicit, Phase.generate),
                suppress_health_check=list(HealthCheck),
            )


def _forget() -> None:
    """What functions of tests and of the engine have kept was made by what is mutated now."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("tests.", "readiness.")):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_info"):
                    value.cache_clear()


class Trial:
    def __init__(self, session: pytest.Session, items: Sequence[pytest.Item]) -> None:
        self.root = _Root(session)
        self.items = {item.nodeid: item for item in items}
        self.factory = session.config._tmp_path_factory  # type: ignore[attr-defined]
        self.reached: defaultdict[Place, list[str]] = defaultdict(list)
        self.takes: dict[str, float] = {}

    def warm(self) -> None:
        """Run every test once: which functions it reaches, and how long it takes."""
        for name, item in self.items.items():
            met: set[Place] = set()

            def note(frame: Any, event: str, _argument: Any, met: set[Place] = met) -> None:
                # Of files imported by now: a command brings in what it needs of the engine when it is called.
                place = frame.f_code.co_filename, frame.f_code.co_firstlineno
                if event == "call" and place in FUNCTIONS:
                    met.add(place)

            _forget()
            began = time.process_time()
            sys.setprofile(note)
            failed = fails(item, self.root)
            sys.setprofile(None)
            self.takes[name] = time.process_time() - began
            if failed:
                pytest.exit(f"{name} fails with nothing mutated", 2)
            for place in met:
                self.reached[place].append(name)
        _forget()
        gc.collect()
        gc.freeze()

    def of(self, place: Place, mutants: dict[str, Any]) -> Counter[str]:
        """Try the mutants of one function, one after the other."""
        catches, results = Counter[str](), Counter[str]()
        for name in (name for name in mutants if name != "_mutmut_orig"):
            tests = sorted(self.reached[place], key=lambda test: (-catches[test], self.takes[test]))
            outcome, test = self._try(place, mutants[name], tests) if tests else ("no tests", "")
            if outcome == "killed":
                catches[test] += 1
            results[outcome] += 1
            yield_result(place, name, outcome, test)
        return results

    def _try(self, place: Place, mutant: Any, tests: Sequence[str]) -> tuple[str, str]:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            self._child(lambda: become(FUNCTIONS[place][0], mutant), tests, writing)
        os.close(writing)
        with os.fdopen(reading) as told:
            begun = told.read().split("\n")
        _, status = os.waitpid(child, 0)
        shutil.rmtree(Path("/tmp") / f"mutant-{child}", ignore_errors=True)
        if os.WIFEXITED(status):
            return ("survived", "") if os.WEXITSTATUS(status) == 0 else ("killed", begun[-2])
        return "timeout", begun[-2]

    def _child(self, mutate: Callable[[], None], tests: Sequence[str], writing: int) -> None:
        """Never returns: 0 where every test passes, 1 at the first that does not, a signal where it takes too long."""
        ended = 1
        try:
            gc.disable()
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            self.factory._basetemp = Path("/tmp") / f"mutant-{os.getpid()}"
            self.factory._basetemp.mkdir(exist_ok=True)
            mutate()
            for test, following in zip(tests, [*tests[1:], None], strict=True):
                os.write(writing, f"{test}\n".encode())
                signal.setitimer(signal.ITIMER_VIRTUAL, 3 + 10 * self.takes[test])
                if fails(self.items[test], self.items[following] if following else self.root):
                    os._exit(1)
            ended = 0
        finally:
            os._exit(ended)


def yield_result(place: Place, name: str, outcome: str, test: str) -> None:
    with open(os.environ["MUTANTS_RESULTS"], "a") as results:
        results.write(json.dumps({"file": place[0], "mutant": name, "outcome": outcome, "test": test}) + "\n")


def pytest_runtestloop(session: pytest.Session) -> bool:
    items = [item for item in session.items if not any(part in item.nodeid for part in NOT_TRIED)]
    _lean(items, int(os.environ["MUTANTS_EXAMPLES"]))
    trial = Trial(session, items)
    trial.warm()
    asked = os.environ["MUTANTS_MODULES"].split()
    for place, (function, mutants) in sorted(FUNCTIONS.items()):
        module = function.__module__.removeprefix("readiness.engine.")
        if not asked or any(module == name or module.startswith(f"{name}.") for name in asked):
            found = trial.of(place, mutants)
            print(module, function.__name__, dict(found), flush=True)
    return True
