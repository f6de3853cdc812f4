"""The small program behind the plans: exact where it says so, and quiet."""

import pytest

from readiness.engine.milp import OPTIONS, Program


def test_its_settings_are_those_of_the_solver():
    solver = Program().highs
    assert {name: solver.getOptionValue(name)[1] for name in OPTIONS} == OPTIONS


def test_the_least_cost_over_whole_columns(capfd):
    """Two of three are asked; the middle one costs least, then the last."""
    program = Program()
    a, b, c = (program.column() for _ in range(3))
    program.at_least({c: 1.0, a: 1.0, b: 1.0}, 2)
    found = program.minimise({a: 5.0, b: 1.0, c: 3.0})
    assert found == pytest.approx([0, 1, 1])
    program.at_least({b: -1.0}, 0)
    assert program.minimise({a: 5.0, b: 1.0, c: 3.0}) == pytest.approx([1, 0, 1]), "rows may be added"
    assert capfd.readouterr() == ("", "")


def test_a_column_goes_from_nothing_to_its_most():
    program = Program()
    part, whole = program.column(most=2.5, whole=False), program.column(most=2)
    program.at_least({part: 2.0, whole: 1.0}, 5.5)
    assert program.minimise({part: 4.0, whole: 1.0}) == pytest.approx([1.75, 2])
    assert program.minimise({part: 1.0, whole: 4.0}) == pytest.approx([2.25, 1])
    assert program.minimise({part: -1.0, whole: -1.0}) == pytest.approx([2.5, 2])


def test_what_costs_nothing_is_free_until_it_is_said_otherwise():
    program = Program()
    a, b = program.column(), program.column()
    program.at_least({a: 1.0, b: 1.0}, 1)
    assert program.minimise({a: 1.0}) == pytest.approx([0, 1])
    assert program.minimise({b: 1.0}) == pytest.approx([1, 0])


def test_rows_that_nothing_meets_have_no_answer():
    program = Program()
    a = program.column()
    program.at_least({a: 1.0}, 2)
    assert program.minimise({a: 1.0}) is None


def test_a_program_without_columns_is_solved():
    assert Program().minimise({}) == []
