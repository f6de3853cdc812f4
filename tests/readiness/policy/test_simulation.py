"""A simulation says what publishing would do, and does none of it."""

import os
import re
from collections import Counter

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.forked import PartFailed, in_processes
from readiness import frameworks
from readiness.engine.draft import (
    checked,
    compare,
    opened,
    with_caps,
    with_dimension_weights,
    with_gates,
)
from readiness.models import Judgement, Score, SimulationRun
from readiness.policy import actions
from readiness.policy.simulation.running import ask, simulate
from readiness.policy.simulation.tally import Tally, size_of
from readiness.policy.simulation.walk import judge_part
from suppliers.actions.changing import changing
from suppliers.models import Evidence, Supplier
from tests.cast import NOW, TODAY
from tests.readiness.demo import country
from tests.readiness.pages.proof import staff_of
from tests.readiness.policy import people
from tests.readiness.scoring import facts


@pytest.fixture
def drawn(db, today):
    country.draw(240)


@pytest.fixture
def draft(cast):
    """A harsher version: papers credit less, quality weighs more, level 2 asks nothing by gates."""
    made = people.draft(cast.mai)

    def change(document):
        document = with_caps(document, [0, 1, 2, 5, 5])
        document = with_dimension_weights(document, {"D2": 3000, "D3": 1200})
        return with_gates(document, 2, [])

    actions.edit(made, change, revision=1, by=cast.mai, now=NOW)
    made.refresh_from_db()
    return made


def run_of(draft, by) -> SimulationRun:
    run = ask(draft, by=by, now=NOW, today=TODAY)
    assert simulate(run, now=NOW)
    run.refresh_from_db()
    return run


def levels() -> dict[int, tuple[int, int]]:
    main = Score.objects.main().filter(supplier__synthetic=True)
    return {s.supplier_id: (s.level, s.total) for s in main}


def test_the_simulation_is_what_publishing_does(drawn, cast, draft):
    before, judgements = levels(), Judgement.objects.count()
    result = run_of(draft, cast.mai).result
    assert levels() == before, "no score was touched"
    assert Judgement.objects.count() == judgements
    actions.propose(draft, "Thử", revision=draft.revision, by=cast.mai, now=NOW)
    draft.refresh_from_db()
    actions.publish(draft, revision=draft.revision, by=people.second(cast), now=timezone.now())
    facts.rescore()
    after = levels()
    moved = Counter((before[firm][0], after[firm][0]) for firm in before)
    assert [[old, new, n] for (old, new), n in sorted(moved.items())] == result["migration"]
    changed = {firm for firm in before if before[firm][0] != after[firm][0]}
    assert len(changed) > 20, "otherwise the comparison proves little"
    assert {row[0] for row in result["movers"]} == changed
    for firm, old, new, total, new_total in result["movers"]:
        assert (before[firm], after[firm]) == ((old, total), (new, new_total))
    assert (result["firms"], result["up"] + result["down"]) == (len(before), len(changed))


def test_groups_add_up_to_the_country(drawn, cast, draft):
    result = run_of(draft, cast.mai).result
    for rows in result["groups"].values():
        assert [sum(column) for column in zip(*rows.values(), strict=True)] == [
            result["firms"],
            result["up"],
            result["down"],
        ]
    foreign = Supplier.objects.filter(synthetic=True, ownership="foreign").count()
    assert result["groups"]["ownership"]["foreign"][0] == foreign


def test_a_copy_changes_nobody_and_ranks_alike(drawn, cast):
    result = run_of(people.draft(cast.mai), cast.mai).result
    assert (result["up"], result["down"], result["movers"]) == (0, 0, [])
    assert result["correlation"] == pytest.approx(1)
    assert result["shift"] == 0
    assert result["ready"] == result["new_ready"]


def test_a_firm_whose_score_is_behind_is_judged_by_its_facts(drawn, cast, draft):
    firm = Supplier.objects.filter(synthetic=True, scores__is_main=True, scores__level__gte=1).first()
    with changing(firm):
        Evidence.objects.filter(supplier=firm).delete()
    result = run_of(people.draft(cast.mai, "3"), cast.mai).result
    assert result["movers"] == [], "under both it has nothing now"


def test_parts_add_up_to_the_whole(drawn, cast, draft):
    engine, in_force = checked(opened(draft.document)), frameworks.current()

    def part(number, of):
        return judge_part(
            engine,
            in_force,
            frameworks.engine(in_force),
            today=TODAY,
            part=number,
            parts=of,
            told=lambda n: None,
        )

    whole, first, second = part(0, 1), part(0, 2), part(1, 2)
    first.merge(second)
    one, both = whole.document(), first.document()
    assert both.pop("correlation") == pytest.approx(one.pop("correlation"))
    assert both.pop("shift") == pytest.approx(one.pop("shift"))
    assert both == one
    assert len(second.totals) > 50


def test_work_is_shared_among_processes_and_a_failure_is_told():
    pids = in_processes(lambda part, parts: (part, parts, os.getpid()), 3)
    assert [pid[:2] for pid in pids] == [(0, 3), (1, 3), (2, 3)]
    assert len({pid for _part, _parts, pid in pids}) == 3

    def fails(part, parts):
        return Tally() if part == 0 else 1 / 0

    with pytest.raises(PartFailed):
        in_processes(fails, 2)


def test_sizes_are_those_of_the_law():
    workers = (None, 0, 10, 11, 100, 101, 200, 201)
    assert [size_of(n) for n in workers] == [
        "unknown", "micro", "micro", "small", "small", "medium", "medium", "large",
    ]  # fmt: skip


def test_a_draft_that_changed_since_is_not_simulated_under_its_old_name(drawn, cast, draft):
    run = ask(draft, by=cast.mai, now=NOW, today=TODAY)
    actions.edit(draft, lambda d: with_gates(d, 5, []), revision=draft.revision, by=cast.mai, now=NOW)
    run = SimulationRun.objects.select_related("draft").get(pk=run.pk)
    assert not simulate(run, now=NOW)
    assert run.result is None


def test_the_page_tells_who_changes_and_links_to_the_firms(browse, drawn, cast, draft):
    where = reverse("readiness:policy_simulation", args=[draft.pk])
    assert "Not tried on the country yet" in people.words(browse(where, user=cast.mai, language="en"))
    run = ask(draft, by=cast.mai, now=NOW, today=TODAY)
    waiting = browse(where, language="en")
    assert waiting.select_one("#simulation")["hx-trigger"] == "every 2s"
    simulate(run, now=NOW)
    run.refresh_from_db()
    page = browse(where, language="en")
    assert "hx-trigger" not in page.select_one("#simulation").attrs
    changed = run.result["up"] + run.result["down"]
    assert f"Of 240 firms, {changed} (" in people.words(page)
    shown = page.select("#movers tbody a")
    assert len(shown) == min(changed, 50)
    firm = Supplier.objects.get(pk=run.result["movers"][0][0])
    assert shown[0]["href"] == reverse("readiness:firm", args=[firm.public_id])
    assert len(page.select("#sensitivity tbody tr")) == 29


def test_each_change_of_level_has_its_reason(browse, drawn, cast, draft):
    run_of(draft, cast.mai)
    page = browse(reverse("readiness:policy_simulation", args=[draft.pk]), user=cast.mai, language="en")
    seen = set()
    for row in page.select("#movers tbody tr"):
        before, after, _total, why = [" ".join(cell.text.split()) for cell in row.select("td")[2:]]
        down = int(re.search(r"\d", after).group()) < int(re.search(r"\d", before).group())
        level = re.search(r"\d", before if down else after).group()
        assert why.startswith("Under VN-SI 2: " if down else "What stood in the way under VN-SI 1: "), why
        assert level in why or "gate" in why.lower(), (level, why)
        seen.add(down)
    assert seen == {True, False}


def test_the_page_asks_no_more_for_more_movers(browse, drawn, cast, draft, same_queries_for_more):
    where = reverse("readiness:policy_simulation", args=[draft.pk])
    run = run_of(draft, cast.mai)
    every = run.result["movers"]
    run.result["movers"] = every[:2]
    run.save()

    def more():
        SimulationRun.objects.filter(pk=run.pk).update(result=run.result | {"movers": every})

    same_queries_for_more(lambda: browse(where, user=cast.mai), more)


def test_staff_of_a_province_see_their_firms_and_no_small_counts(browse, drawn, cast, draft):
    run = run_of(draft, cast.mai)
    Supplier.objects.update(published_at=None, checked_at=None)
    reader = staff_of("01")
    page = browse(reverse("readiness:policy_simulation", args=[draft.pk]), user=reader)
    seen = set(Supplier.objects.in_scope_of(reader).values_list("pk", flat=True))
    own = [row for row in run.result["movers"] if row[0] in seen]
    assert len(page.select("#movers tbody tr")) == len(own) < len(run.result["movers"])
    assert not page.select("#changes table")


def test_only_editors_ask(client, cast, draft):
    where = reverse("readiness:policy_simulation", args=[draft.pk])
    for user in (staff_of("01"), cast.duong, cast.chi):
        client.force_login(user)
        assert client.post(where).status_code == 404
    assert not SimulationRun.objects.exists()


def test_without_a_broker_nothing_seems_to_run(client, cast, draft, monkeypatch):
    from kombu.exceptions import OperationalError

    def down(*_):
        raise OperationalError

    monkeypatch.setattr("readiness.views.policy.simulation.ring", down)
    client.force_login(cast.mai)
    assert client.post(reverse("readiness:policy_simulation", args=[draft.pk])).status_code == 302
    assert not SimulationRun.objects.exists()


class TestByMachine:
    def address(self, draft) -> str:
        return reverse("api-simulation", args=[draft.pk])

    def test_it_says_what_the_run_says(self, client, drawn, cast, draft):
        client.force_login(cast.mai)
        assert client.get(self.address(draft)).status_code == 404, "nobody asked yet"
        run = run_of(draft, cast.mai)
        told = client.get(self.address(draft)).json()
        assert (told["firms"], told["result"]["up"], told["draft_hash"]) == (
            run.firms,
            run.result["up"],
            draft.hash,
        )
        assert told["result"]["migration"] == run.result["migration"]
        numbers = dict(Supplier.objects.values_list("pk", "public_id"))
        assert [m["public_id"] for m in told["result"]["movers"]] == [
            numbers[row[0]] for row in sorted(run.result["movers"])
        ]
        assert len(told["sensitivity"]) == len(run.sensitivity)
        before, after = frameworks.engine(draft.base), checked(opened(draft.document))
        assert told["differences"] == [d.document() for d in compare(before, after)] != []
        listed = client.get(reverse("api-policy-drafts")).json()
        assert [(d["id"], d["hash"]) for d in listed] == [(draft.pk, draft.hash)]

    def test_a_province_is_told_no_small_counts_of_the_country(self, client, drawn, cast, draft):
        run_of(draft, cast.mai)
        reader = staff_of("79")
        client.force_login(reader)
        result = client.get(self.address(draft)).json()["result"]
        assert (result["groups"], result["migration"]) == (None, None)
        seen = set(Supplier.objects.visible_to(reader).values_list("public_id", flat=True))
        assert {mover["public_id"] for mover in result["movers"]} <= seen

    def test_editors_ask_for_a_run_and_nobody_else(self, client, cast, draft, monkeypatch):
        rung = []
        monkeypatch.setattr("readiness.api.policy.ring", lambda task, pk: rung.append(pk))
        for user, status in ((cast.binh, 404), (people.staff("province"), 404), (cast.mai, 202)):
            client.force_login(user)
            assert client.post(self.address(draft)).status_code == status
            assert SimulationRun.objects.exists() is (status == 202)
        assert rung == [SimulationRun.objects.get().pk]

    def test_a_closed_draft_is_not_tried_again(self, client, cast, draft):
        actions.withdraw(draft, revision=draft.revision, by=cast.mai, now=NOW)
        client.force_login(cast.mai)
        assert client.post(self.address(draft)).status_code == 409
        assert not SimulationRun.objects.exists()
