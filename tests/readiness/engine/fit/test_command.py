"""`manage.py fit`: what it prints and what it refuses."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

LINES = [
    {"key": "process", "kind": "process", "codes": ["stamping"]},
    {"key": "fine", "kind": "tolerance", "limit": "0.05", "within": ["stamping"]},
    {"key": "iatf", "kind": "standard", "codes": ["IATF16949"]},
    {"key": "near", "kind": "distance", "limit": "100", "place": [21.0, 105.8], "must": False, "weight": 2},
]
STAMPS = {"processes": ["stamping"], "proven": True, "tolerance": "0.02"}
FIRMS = [
    {"id": "meets", "works": [STAMPS], "figures_proven": True, "standards": {"IATF16949": True}, "place": [21.0, 105.9]},
    {"id": "misses", "works": [STAMPS], "figures_proven": True, "standards": {}, "place": [10.8, 106.7]},
    {"id": "silent"},
]  # fmt: skip


@pytest.fixture
def run(tmp_path):
    def call(lines=LINES, firms=FIRMS, *, refused: bool = False):
        requirement, many = tmp_path / "requirement.json", tmp_path / "firms.jsonl"
        requirement.write_text(json.dumps({"lines": lines}), encoding="utf-8")
        many.write_text("\n\n".join(map(json.dumps, firms)), encoding="utf-8")
        out, err = StringIO(), StringIO()
        arguments = ("fit", "--requirement", str(requirement), "--firms", str(many))
        if not refused:
            call_command(*arguments, stdout=out, stderr=err)
            return json.loads(out.getvalue())
        with pytest.raises(SystemExit) as end:
            call_command(*arguments, stdout=out, stderr=err)
        assert (end.value.code, out.getvalue()) == (2, "")
        return err.getvalue().strip().replace(str(tmp_path), "")

    return call


def test_it_counts_groups_and_says_what_relaxing_gains(run):
    found = run()
    assert found["counts"] == {"meets_all": 1, "misses_one": 1, "unknown": 1, "misses_more": 0}
    assert (found["misses_only"], found["unknown_on"]) == (
        {"iatf": 1},
        {"fine": 1, "iatf": 1, "process": 1},
    )
    assert {each["line"]: each["gain"] for each in found["relaxations"]} == {
        "process": 0,
        "fine": 0,
        "iatf": 1,
    }


def test_each_firm_has_its_interval_and_what_is_wanting(run):
    meets, misses, silent = run()["firms"]
    assert (meets["firm"], meets["low"], meets["high"]) == ("meets", "100.000000", "100.000000")
    assert (misses["group"], misses["missed"], misses["low"]) == ("misses_one", ["iatf"], "40.000000")
    assert (silent["low"], silent["high"]) == ("0.000000", "100.000000")
    assert silent["unknown"] == ["process", "fine", "iatf"]
    assert misses["contributions"]["near"] == ["0.000000", "0.000000"]


@pytest.mark.parametrize(
    "lines, words",
    [
        ([], "/requirement.json.lines: holds no line"),
        ([{"kind": "colour"}], "/requirement.json.lines[0].kind: 'colour' is none of process"),
        ([{"kind": "process"}], "/requirement.json.lines[0].codes: a word is wanted"),
        ([{"kind": "criterion", "codes": ["2.1", "2.2"]}], "lines[0].codes: one criterion is wanted"),
        ([{"kind": "volume"}], "lines[0].limit: is missing"),
        ([{"kind": "volume", "limit": -1}], "lines[0].limit: is less than 0"),
        ([{"kind": "distance", "limit": 1, "place": [91, 0]}], "lines[0].place: is no place on earth"),
        ([{"kind": "distance", "limit": 1}], "lines[0].place: a latitude and a longitude are wanted"),
        ([{"kind": "volume", "limit": 1, "weight": 0}], "lines[0].weight: is less than 1"),
        ([{"key": "a", "kind": "level", "limit": 1}] * 2, "lines: the key 'a' is used twice"),
    ],
)
def test_a_bad_requirement_is_told_its_place(run, lines, words):
    assert words in run(lines, refused=True)


@pytest.mark.parametrize(
    "firm, words",
    [
        ({}, "/firms.jsonl, line 1.id: is missing"),
        ({"id": "x", "works": [{}]}, "line 1.works[0].processes: a process is wanted"),
        ({"id": "x", "level": 6}, "line 1.level: is more than 5"),
        ({"id": "x", "standards": {"iso": 1}}, "line 1.standards.iso: true or false is wanted"),
        ({"id": "x", "criteria": {"2.1": {"proven": 3, "declared": 2}}}, "line 1.criteria.2.1.declared: is less"),
        ({"id": "x", "free_capacity": "many"}, "line 1.free_capacity: 'many' is not a number"),
        ([], "line 1: a table is wanted"),
    ],
)  # fmt: skip
def test_a_bad_firm_is_told_its_line(run, firm, words):
    assert words in run(firms=[firm], refused=True)


def test_a_firm_is_there_once(run):
    assert run(firms=[*FIRMS, FIRMS[0]], refused=True) == "/firms.jsonl, line 7.id: 'meets' is there twice"
    long = {"id": "x" * 50}
    assert run(firms=[long, long], refused=True) == f"/firms.jsonl, line 3.id: {'x' * 40!r} is there twice"
