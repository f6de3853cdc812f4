"""A small mixed integer program, solved by HiGHS."""

from collections.abc import Mapping

import highspy
import numpy as np

# Far under what any row or objective here can differ by.
TOLERANCE = 1e-9
OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,  # objectives are whole numbers
    "mip_feasibility_tolerance": TOLERANCE,
    "primal_feasibility_tolerance": TOLERANCE,
    # Programs this small are solved at the root; looking for good guesses takes longer than proving.
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


# A program without unknowns is solved by doing nothing.
SOLVED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)


class Program:
    """Columns, rows "at least", and the least value of an objective over them."""

    def __init__(self) -> None:
        self.highs = highspy.Highs()
        for name, value in OPTIONS.items():
            self.highs.setOptionValue(name, value)

    def column(self, *, most: float = 1, whole: bool = True) -> int:
        """A new unknown from 0 to ``most``."""
        place = int(self.highs.getNumCol())
        self.highs.addVar(0.0, float(most))
        if whole:
            self.highs.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        return place

    def at_least(self, terms: Mapping[int, float], least: float) -> None:
        places, values = np.array(sorted(terms)), np.array([terms[place] for place in sorted(terms)])
        self.highs.addRow(float(least), highspy.kHighsInf, len(terms), places, values)

    def minimise(self, objective: Mapping[int, float]) -> list[float] | None:
        """The values of all columns at the least objective; None where no values meet every row."""
        size = int(self.highs.getNumCol())
        costs = np.zeros(size)
        costs[list(objective)] = list(objective.values())
        self.highs.changeColsCost(size, np.arange(size), costs)
        self.highs.run()
        if self.highs.getModelStatus() not in SOLVED:
            return None
        return list(self.highs.getSolution().col_value)
