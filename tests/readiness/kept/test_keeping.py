"""Keeping a page: what is in it, who may, that it stays, and that it comes out again."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction
from django.urls import reverse

from portal.models import Membership
from readiness import frameworks, scoring, standings, tasks
from readiness.engine.exact import canonical
from readiness.facts_reader import firm_facts, read_firms
from readiness.kept import facts, keeping
from readiness.kept.rejudging import recheck
from readiness.models import FactsSnapshot, KeptPage, Score, SupplyRun, Target
from readiness.spelling import hash_of, spell
from suppliers.actions.changing import changing
from suppliers.models import Evidence, Finding, Renewal, Supplier, Waiver
from tests.cast import NOW, TODAY
from tests.readiness.demo import country as demo
from tests.readiness.kept.country import NEXT_MONTH, keep, read
from tests.readiness.pages.proof import prove, staff_of

pytestmark = pytest.mark.django_db


def test_the_snapshot_counts_what_the_target_page_counts(page):
    kept = read(page)
    cells = {(c.sector, c.province): [c.firms, c.vietnamese] for c in standings.count_cells()}
    counts = kept.document["counts"]
    assert counts["country"] == cells["", None] == [6, 5]
    assert counts["sectors"] == {"M": cells["M", None], "P": cells["P", None]}
    assert counts["provinces"]["01"] == [5, 4]
    assert counts["establishments"] == [7, 6]
    assert counts["levels"][4] == [7, 6]
    assert [page.firms, page.vietnamese_firms] == [6, 5]
    assert kept.mismatches == []


def test_the_other_two_measures_are_kept_as_they_were_known(firms, cast):
    assert read(keep()).document["measures"] == {"reported": None, "potential": {}}
    before = TODAY - timedelta(days=1)
    for as_of, ownership, flow in ((TODAY, "all", 300), (TODAY, "vietnamese", 100), (before, "all", 900)):
        SupplyRun.objects.create(
            as_of=as_of, level=4, ownership=ownership, horizon="today", input_hash=f"{flow:064}", seconds=1,
            result={"demand": 1000, "flow": flow}, computed_at=NOW - (TODAY - as_of),
        )  # fmt: skip
    SupplyRun.objects.create(
        as_of=TODAY, level=4, ownership="all", horizon="today", input_hash=f"{1:064}", seconds=1,
        result={"demand": 1000, "flow": 999}, computed_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    said = read(keep()).document["measures"]["potential"]
    assert {owner: each["served"] for owner, each in said.items()} == {"all": 300, "vietnamese": 100}
    in_force = frameworks.editions(NOW).first() or ""
    assert {each["framework"] for each in said.values()} == {in_force}, "what was in force when it was made"


def test_levels_are_those_of_the_stored_scores(page, cast):
    scoring.rescore_firms([cast.welding_shop.pk], today=TODAY)
    stored = dict(Score.objects.main().values_list("supplier__public_id", "level"))
    assert {row.id: row.level for row in read(page).rows} == stored


def test_targets_are_kept_with_definition_source_and_confidence(page):
    kept = {row["code"]: row for row in read(page).document["targets"]}
    assert kept.keys() == set(Target.objects.values_list("code", flat=True))
    stated = Target.objects.get(code="r115-direct-2025")
    row = kept["r115-direct-2025"]
    assert (row["source"], row["confidence"], row["numerator_vi"]) == (
        stated.source, stated.confidence, stated.numerator_vi,
    )  # fmt: skip
    assert row["low"] == str(stated.low)


def test_facts_are_spelled_as_the_engine_spells_them(firms):
    firm = firms["staying"]
    prove(firm, "3.5", 3, by="A1", until=None)
    with changing(firm):
        Evidence.objects.create(
            supplier=firm, criterion="2.2", kind="figures", evidence_class="A4", valid_from=TODAY,
            figures={"parts": 120000, "rejected": 3, "months": 12, "coverage_of_sales": 0.75},
        )  # fmt: skip
        Finding.objects.create(supplier=firm, criterion="4.2", ceiling=2, opened_on=TODAY, reason="Kiểm tra")
        Waiver.objects.create(
            supplier=firm, criterion="2.1", level=4, buyer="Người mua", reason="Thư", approver="Mai",
            valid_from=TODAY, valid_to=NEXT_MONTH, approved_at=NOW,
        )  # fmt: skip
        Renewal.objects.create(
            supplier=firm, criterion="2.1", booked_for=NEXT_MONTH, accepted=True, decision_reason="x"
        )
    engine = frameworks.engine(frameworks.current())
    for pk, held in read_firms(Supplier.objects.values_list("pk", flat=True)).items():
        whole = firm_facts(engine, held, "M")
        assert spell(engine, held, "M") == canonical(whole.document()), pk
        assert hash_of(spell(engine, held, "M")) == whole.hash
        again, sector = facts.read(spell(engine, held, "M"), framework=engine)
        assert sector == "M"
        assert spell(engine, again, "M") == spell(engine, held, "M")


def test_rows_are_judged_by_the_facts_of_the_moment_not_by_a_score_that_is_behind(firms, cast):
    with changing(firms["staying"]):
        Evidence.objects.filter(supplier=firms["staying"], criterion="2.1").delete()
    kept = read(keep(cast.mai))
    row = next(row for row in kept.rows if row.id == firms["staying"].public_id)
    assert row.level < 4, "no worker has rescored it yet"
    assert list(recheck(kept, kept.rows)) == []
    assert Score.objects.main().get(supplier=firms["staying"]).level == 4


def test_every_judgement_comes_out_again_after_the_facts_have_changed(page, firms):
    for firm in firms.values():
        with changing(firm):
            Evidence.objects.filter(supplier=firm).update(level=1)
    scoring.rescore_all(frameworks.current(), today=TODAY)
    out = StringIO()
    call_command("recheck_kept", page.pk, stdout=out)
    assert out.getvalue() == "Every figure and 8 judgements come out again, to the byte.\n"
    call_command("recheck_kept", page.pk, sample=3, stdout=out)
    assert "Every figure and 3 judgements" in out.getvalue()


@pytest.mark.parametrize("broken", ["facts", "level", "judgement"])
def test_what_does_not_come_out_again_is_said_and_fails(page, firms, broken):
    kept = read(page)
    place = {"facts": 7, "level": 5, "judgement": 8}[broken]
    row = next(row for row in kept.document["firms"] if row[0] == firms["staying"].public_id)
    row[place] = 3 if broken == "level" else "0" * 64
    tamper(page, canonical(kept.document))
    errors = StringIO()
    with pytest.raises(CommandError, match="1 firms do not come out again"):
        call_command("recheck_kept", page.pk, stderr=errors)
    assert f"firm {row[0]}: {broken} does not come out again" in errors.getvalue()


def tamper(page, text: str) -> None:
    """What nobody can do through the portal: change the text under the database's own guard."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE readiness_keptpage DISABLE TRIGGER USER")
        cursor.execute("UPDATE readiness_keptpage SET snapshot = %s WHERE id = %s", [text, page.pk])
        cursor.execute("ALTER TABLE readiness_keptpage ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda pages: pages.update(firms=7), id="a figure"),
        pytest.param(lambda pages: pages.update(snapshot="{}"), id="the snapshot"),
        pytest.param(lambda pages: pages.update(as_of=NEXT_MONTH), id="the day"),
        pytest.param(lambda pages: pages.delete(), id="everything"),
        pytest.param(lambda pages: pages.get().delete(), id="one"),
    ],
)
def test_the_database_refuses_to_change_or_delete_a_kept_page(page, change):
    before = KeptPage.objects.values().get()
    with pytest.raises(InternalError, match="a_kept_page"), transaction.atomic():
        change(KeptPage.objects.filter(pk=page.pk))
    assert KeptPage.objects.values().get() == before


def test_nobody_can_take_over_a_kept_page(page, cast):
    with pytest.raises(InternalError, match="nobody_takes_over"), transaction.atomic():
        KeptPage.objects.update(kept_by=cast.binh)
    assert KeptPage.objects.get().kept_by == cast.mai


def test_a_person_who_leaves_takes_the_name_with_them_and_nothing_else(page, cast):
    said = KeptPage.objects.values("hash", "snapshot", "as_of").get()
    cast.mai.delete()
    left = KeptPage.objects.get()
    assert left.kept_by is None
    assert not left.by_schedule
    assert KeptPage.objects.values("hash", "snapshot", "as_of").get() == said


def test_history_knows_of_the_page(page):
    event = page.events.get()
    assert (event.pgh_label, event.hash) == ("insert", page.hash)


def test_a_page_that_says_the_same_is_kept_once(page, cast):
    again, new = keeping.keep(today=TODAY, now=NOW, by=cast.mai)
    assert (again.pk, new) == (page.pk, False)
    assert KeptPage.objects.count() == 1


def test_keeping_stores_the_facts_that_are_not_stored_yet(firms, cast):
    FactsSnapshot.objects.all().delete()
    kept = read(keep(cast.mai))
    assert FactsSnapshot.objects.filter(pk__in={row.facts for row in kept.rows}).count() == 8 - (
        len(kept.rows) - len({row.facts for row in kept.rows})
    )


def test_staff_with_edit_rights_keep_the_page_by_a_button(client, firms, cast, browse):
    form = browse(reverse("readiness:kept_pages"), user=cast.mai, language="en").select_one(
        'form[method=post][action="/targets/kept/"]'
    )
    assert form.button.text.strip() == "Keep this page"
    response = client.post(reverse("readiness:kept_pages"))
    page = KeptPage.objects.get()
    assert response.url == reverse("readiness:kept_page", args=[page.pk])
    assert (page.kept_by, page.by_schedule, page.as_of) == (cast.mai, False, TODAY)


def test_who_may_not_keep_it_gets_404_and_nothing_is_kept(client, firms, cast, browse):
    reader = staff_of("01")
    reader.memberships.update(role=Membership.Role.VIEWER)
    for user in (reader, cast.duong, cast.binh, cast.chi):
        client.force_login(user)
        assert client.post(reverse("readiness:kept_pages")).status_code == 404
    assert not KeptPage.objects.exists()


def test_a_viewer_of_the_ministry_reads_but_has_no_button(firms, cast, client, page):
    reader = staff_of("01")
    reader.memberships.update(role=Membership.Role.VIEWER)
    client.force_login(reader)
    answer = client.get(reverse("readiness:kept_pages"))
    assert answer.status_code == 200
    assert b'form method="post" action="/targets/kept/"' not in answer.content


def test_the_schedule_keeps_one_page_a_month(firms, monkeypatch):
    assert tasks.keep_month()
    page = KeptPage.objects.get()
    assert (page.as_of, page.kept_by, page.by_schedule) == (TODAY, None, True)
    assert not tasks.keep_month()
    monkeypatch.setattr("readiness.tasks.today", lambda: TODAY.replace(day=22))
    assert not tasks.keep_month(), "the same month"
    monkeypatch.setattr("readiness.tasks.today", lambda: TODAY.replace(month=12, day=1))
    assert tasks.keep_month()
    assert KeptPage.objects.count() == 2


def test_the_demo_has_a_page_of_a_month_ago_and_one_of_the_day(db, settings):
    settings.DEMO = True
    demo.draw(60)
    then, now = (read(page) for page in KeptPage.objects.order_by("as_of"))
    assert (now.as_of - then.as_of).days == 30
    assert then.mismatches == now.mismatches == []
    assert list(recheck(then, then.rows)) == list(recheck(now, now.rows)) == []
    assert all(json.loads(page.snapshot)["synthetic"] for page in KeptPage.objects.all())
    demo.draw(40, again=True)
    assert KeptPage.objects.count() == 2
    assert KeptPage.events.rel.related_model.objects.count() == 2, (
        "the pages of the country before left no trace"
    )
