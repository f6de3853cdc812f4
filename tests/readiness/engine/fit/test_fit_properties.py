"""What must hold of every firm and every requirement."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine.fit import AT_MOST, KINDS, Finding, Fit, Group, Line, Offer, Outcome, Work, fit, tally
from readiness.engine.fit_file import fit_document
from tests.readiness.engine.fit.offers import CODES, figures, levels, offers, requirements, works

many = settings(max_examples=150, deadline=None)


@many
@given(offers, requirements)
def test_the_interval_is_what_every_completion_of_the_unknowns_gives(offer, lines):
    found = fit(offer, lines)
    open_places = [n for n, f in enumerate(found.findings) if f.outcome is Outcome.UNKNOWN]
    results = []
    for answers in product((Outcome.MET, Outcome.MISSED), repeat=len(open_places)):
        known = list(found.findings)
        for place, answer in zip(open_places, answers, strict=True):
            known[place] = Finding(known[place].line, answer)
        completed = Fit(tuple(known))
        assert completed.low == completed.high
        results.append(completed.low)
    assert (found.low, found.high) == (min(results), max(results))


@many
@given(offers, requirements)
def test_contributions_add_up_to_both_ends(offer, lines):
    found = fit(offer, lines)
    parts = found.contributions().values()
    if lines:
        assert sum(sure for sure, _ in parts) == found.low
        assert sum(best for _, best in parts) == found.high
    assert 0 <= found.low <= found.high <= 100


@many
@given(offers, requirements, st.randoms())
def test_the_order_of_lines_and_of_work_does_not_matter(offer, lines, random):
    shuffled, done = list(lines), list(offer.works)
    random.shuffle(shuffled)
    random.shuffle(done)
    one, other = fit(offer, lines), fit(replace(offer, works=tuple(done)), shuffled)
    assert (one.low, one.high, one.group) == (other.low, other.high, other.group)


def _proven_more(draw, offer: Offer) -> Offer:
    """The same firm with one thing more shown, none taken away."""
    what = draw(
        st.sampled_from(["work", "proof", "standard", "capacity", "level", "criterion", "content", "samples"])
    )
    if what == "work":
        return replace(offer, works=(*offer.works, draw(works)))
    if what == "proof":
        return replace(offer, works=tuple(replace(w, proven=True) for w in offer.works))
    if what == "samples":
        return replace(offer, figures_proven=True)
    if what == "standard":
        return replace(offer, standards={**(offer.standards or {}), draw(st.sampled_from(CODES)): True})
    if what == "capacity":
        more = (offer.free_capacity or Fraction(0)) + draw(figures)
        return replace(offer, free_capacity=more, capacity_proven=True)
    if what == "level":
        return replace(offer, level=max(offer.level or 0, draw(st.integers(0, 5))))
    if what == "criterion":
        held = dict(offer.criteria or {})
        code, level = draw(st.sampled_from(CODES)), draw(levels)
        proven, declared = held.get(code, (Fraction(0), Fraction(0)))
        held[code] = (max(proven, level), max(declared, level))
        return replace(offer, criteria=held)
    more = (offer.local_content or Fraction(0)) + draw(figures)
    return replace(offer, local_content=more, local_content_proven=True)


@many
@given(st.data(), offers, requirements)
def test_adding_proof_never_lowers_the_lower_end(data, offer, lines):
    assert fit(_proven_more(data.draw, offer), lines).low >= fit(offer, lines).low


@many
@given(st.lists(offers, max_size=12), requirements)
def test_relaxing_a_line_gains_what_asking_again_without_it_gives(country, lines):
    def meet_all(asked):
        return sum(fit(offer, asked).group is Group.MEETS_ALL for offer in country)

    for relaxed in tally([fit(offer, lines) for offer in country], lines).relaxations:
        others = [line for line in lines if line.key != relaxed.line.key]
        assert relaxed.gain == meet_all(others) - meet_all(lines)
        if relaxed.softer is not None:
            softer = [replace(x, limit=relaxed.softer) if x.key == relaxed.line.key else x for x in lines]
            assert relaxed.softer_gain == meet_all(softer) - meet_all(lines)
            assert relaxed.softer_gain > 0
            reaches = relaxed.softer > relaxed.line.limit
            assert reaches == (relaxed.line.kind in AT_MOST)


@many
@given(st.lists(offers, max_size=12), requirements)
def test_every_firm_is_counted_in_one_group(country, lines):
    counted = tally([fit(offer, lines) for offer in country], lines)
    assert sum(counted.groups.values()) == len(country)
    assert sum(counted.misses_only.values()) == counted.groups.get(Group.MISSES_ONE, 0)


@many
@given(offers, requirements, figures)
def test_a_softer_limit_never_lowers_the_fit(offer, lines, step):
    softer = [replace(x, limit=x.limit + step if x.kind in AT_MOST else x.limit - step) for x in lines]
    hard, soft = fit(offer, lines), fit(offer, softer)
    assert soft.low >= hard.low
    assert soft.high >= hard.high


def test_nothing_known_is_all_unknown_and_never_a_no():
    lines = [Line(kind, kind, frozenset(["a"]), Fraction(1)) for kind in KINDS]
    found = fit(Offer(), lines)
    assert {f.outcome for f in found.findings} == {Outcome.UNKNOWN}
    assert (found.low, found.high, found.group) == (0, 100, Group.UNKNOWN)


def test_one_unproven_work_among_proven_ones_does_not_hide_them():
    offer = Offer(works=(Work(frozenset("a"), False), Work(frozenset("a"), True)))
    assert fit(offer, [Line("x", "process", frozenset("a"))]).group is Group.MEETS_ALL


@many
@given(offers, requirements.filter(bool))
def test_what_lines_contribute_adds_up_to_both_ends_as_printed(offer, lines):
    told = fit_document(fit(offer, lines))
    for end, name in enumerate(("low", "high")):
        assert sum(Fraction(pair[end]) for pair in told["contributions"].values()) == Fraction(told[name])
