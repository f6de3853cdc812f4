"""A function becomes one of its mutants by taking over its code: nothing is slower while it runs."""

from collections.abc import Callable
from typing import Annotated, Any

MutantDict = Annotated[dict[str, Callable[..., Any]], "Mutant"]

# By the file and line of a function: itself and its mutants.
FUNCTIONS: dict[tuple[str, int], tuple[Callable[..., Any], dict[str, Any]]] = {}


def wrap(mutants: dict[str, Any], is_classmethod: bool = False) -> Callable[..., Any]:
    """Stands where mutmut has its trampoline, and leaves the function as it is."""

    def keep(function: Callable[..., Any]) -> Callable[..., Any]:
        code = function.__code__
        FUNCTIONS[code.co_filename, code.co_firstlineno] = function, mutants
        return function

    return keep


def become(function: Callable[..., Any], mutant: Any) -> None:
    mutant = getattr(mutant, "__func__", mutant)
    function.__code__ = mutant.__code__.replace(co_name=function.__code__.co_name)
    function.__defaults__, function.__kwdefaults__ = mutant.__defaults__, mutant.__kwdefaults__
