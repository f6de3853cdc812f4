"""A copy of the repository in which every function of the engine stands with all its mutants.

mutmut passes over functions with decorators; a property written as ``name = property(p_name)`` has none.
"""

import ast
import os
import shutil
import subprocess
from pathlib import Path

TRAMPOLINE = "from mutmut.mutation.trampoline import wrap_in_trampoline as"
SWITCH = "from tests.mutants.switch import wrap as"
TAKEN_OFF = ("property", "cached_property", "cache", "lru_cache")


def write(repository: Path, copy: Path) -> None:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = (
        subprocess.run(listed, cwd=repository, check=True, capture_output=True).stdout.decode().split("\0")
    )
    shutil.rmtree(copy, ignore_errors=True)
    for name in filter(None, names):
        if (repository / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(repository / name, copy / name)
    (copy / "setup.cfg").write_text("[mutmut]\nsource_paths=readiness/engine\n")
    os.chdir(copy)  # mutmut looks for its settings where it stands
    from mutmut.mutation.file_mutation import mutate_file_contents

    for file in sorted((copy / "readiness" / "engine").rglob("*.py")):
        mutated = mutate_file_contents(str(file), without_decorators(file.read_text()))
        file.write_text(mutated.code.replace(TRAMPOLINE, SWITCH))


def without_decorators(code: str) -> str:
    found: list[tuple[ast.FunctionDef, str]] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef) and len(node.decorator_list) == 1:
            decorator = ast.unparse(node.decorator_list[0])
            if decorator.partition("(")[0] in TAKEN_OFF:
                found.append((node, decorator))
    lines = code.split("\n")
    for node, decorator in sorted(found, key=lambda each: -each[0].lineno):
        pad, first = " " * node.col_offset, node.lineno - 1
        lines.insert(node.end_lineno or node.lineno, f"{pad}{node.name} = {decorator}(p_{node.name})")
        lines[first] = lines[first].replace(f"def {node.name}(", f"def p_{node.name}(", 1)
        del lines[node.decorator_list[0].lineno - 1 : first]
    return "\n".join(lines)


def changed_lines(file: Path, original: str, mutant: str) -> str:
    """What a mutant changes, as "- old + new", from the file with all of them."""
    code = file.read_text()
    bodies = {
        node.name: ast.get_source_segment(code, node) or ""
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef) and node.name in (original, mutant)
    }
    old, new = (bodies[name].replace(name, "", 1).splitlines() for name in (original, mutant))
    gone = " ".join(line.strip() for line in old if line not in new)
    come = " ".join(line.strip() for line in new if line not in old)
    return f"- {gone} + {come}"
