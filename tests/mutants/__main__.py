import argparse
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from tests.mutants.writing import changed_lines, write

REPOSITORY = Path(__file__).resolve().parents[2]
COPY = REPOSITORY / "var" / "mutants"
OUTCOMES = ("killed", "timeout", "survived", "no tests")


def table(results: Path) -> None:
    """Those that live, with what they change; then the counts of each module."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in results.read_text().splitlines():
        row = json.loads(line)
        module = str(Path(row["file"]).relative_to(COPY / "readiness" / "engine"))
        counts[module][row["outcome"]] += 1
        if row["outcome"] in ("survived", "no tests"):
            original = row["mutant"].rpartition("__mutmut_")[0] + "__mutmut_orig"
            print(module, row["mutant"], changed_lines(Path(row["file"]), original, row["mutant"]))
    counts["all"] = sum(counts.values(), Counter())
    print(f"{'':24}" + "".join(f"{name:>10}" for name in ("mutants", *OUTCOMES)) + "    caught")
    for module, found in sorted(counts.items()):
        caught = (found["killed"] + found["timeout"]) / found.total()
        print(
            f"{module:24}{found.total():10}"
            + "".join(f"{found[name]:10}" for name in OUTCOMES)
            + f"{caught:10.1%}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants", description="Mutants of readiness/engine."
    )
    parser.add_argument(
        "modules", nargs="*", help='modules of the engine, as "judge" or "roadmap"; all if none'
    )
    parser.add_argument("--examples", type=int, default=25, help="how many each property draws at most")
    options = parser.parse_args()
    write(REPOSITORY, COPY)
    results = COPY / "results.jsonl"
    said = {"RESULTS": str(results), "MODULES": " ".join(options.modules), "EXAMPLES": str(options.examples)}
    plugin = ["-p", "tests.mutants.trial", "-p", "no:cacheprovider", "--capture=sys", "--tb=line", "-q"]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *plugin, "tests/readiness/engine"],
        cwd=COPY,
        env=os.environ | {f"MUTANTS_{name}": value for name, value in said.items()},
        check=False,
    )
    if results.exists():
        table(results)
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
