"""Shortlists: firms noted with what was told of them, what changed since, who reads and who writes."""

import pytest
from django.urls import reverse

from buyers.models import Shortlist, ShortlistEntry
from buyers.shortlisting import actions
from buyers.shortlisting.actions import Refused
from portal.models import Membership
from suppliers import directory
from suppliers.models import SearchDocument, Supplier
from tests.buyers.purchases.reports import another_buyer
from tests.cast import NOW, TODAY, firm, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def url(name, *args):
    return reverse(f"buyers:{name}", args=args)


def add(*firms):
    return f"{url('shortlist_add')}?{'&'.join(f'firm={each.public_id}' for each in firms)}"


def tell(supplier, level, proven, blocker="ISO 9001 lapsed"):
    """What readiness would tell the directory."""
    standing = {
        "name": {"vi": "Cấp 2", "en": "Tier-2"}, "blocker": {"vi": blocker, "en": blocker}, "proven": proven * 1_000_000, "total": 90_000_000
    }  # fmt: skip
    SearchDocument.objects.filter(pk=supplier.pk).update(level=level, standing=standing)


@pytest.fixture
def shop(cast):
    directory.index([cast.welding_shop.pk], TODAY)
    tell(cast.welding_shop, 3, 70)
    return cast.welding_shop


@pytest.fixture
def kept(cast, shop):
    made = actions.begin_shortlist(cast.assembler, "Brackets", by=cast.binh, now=NOW)
    actions.note_firms(made, [shop], by=cast.binh, now=NOW)
    return made


def test_firms_are_put_on_a_new_list_and_once(client, browse, cast, shop):
    mould = firm("Khuôn Việt", "0101243150")
    hidden = firm("Ẩn danh", "0300588569", published=False)
    page = browse(add(shop, mould, hidden), user=cast.binh, language="en")
    assert hidden.name not in page.text
    page = browse(add(shop), data={"shortlist": "new", "name": ""}, status=422)
    assert [a["href"] for a in page.select(".errsum a")] == ["#id_name"]
    assert not Shortlist.objects.exists()
    answer = client.post(add(shop, mould, hidden), {"shortlist": "new", "name": "Brackets"})
    kept = Shortlist.objects.get()
    assert answer.url == url("shortlist", kept.public_id)
    entry = kept.entries.get(supplier=shop)
    assert (entry.facts_version, entry.level, entry.proven) == (shop.facts_version, 3, 70_000_000)
    assert kept.entries.get(supplier=mould).level is None
    client.post(add(mould), {"shortlist": kept.public_id})
    assert kept.entries.count() == 2
    page = browse(answer.url, language="en")
    assert len(page.select("input[form=compare]")) == 2
    assert page.select_one(f"[formaction='{url('enquiry_new')}']")


@pytest.mark.parametrize(
    "change, told",
    [
        (lambda shop: None, "Unchanged"),
        (lambda shop: tell(shop, 2, 60), "Level 3 → 2 ISO 9001 lapsed"),
        (lambda shop: tell(shop, 4, 80), "Level 3 → 4"),
        (lambda shop: tell(shop, 3, 72), "Proven total 70.0 → 72.0"),
        (lambda shop: Supplier.objects.update(facts_version=99), "Profile changed, last on"),
        (lambda shop: Supplier.objects.update(published_at=None), "No longer in the directory"),
    ],
    ids=["nothing", "fell", "rose", "points", "facts", "left"],
)
def test_it_says_what_changed_since(browse, cast, shop, kept, change, told):
    change(shop)
    page = browse(url("shortlist", kept.public_id), user=cast.binh, language="en")
    assert told in " ".join(page.main.text.split())


def test_a_note_is_kept_and_a_firm_taken_away(client, browse, cast, kept):
    entry = kept.entries.get()
    path = url("shortlist_entry", kept.public_id, entry.pk)
    client.force_login(cast.binh)
    client.post(path, {f"e{entry.pk}-note": "Ask for samples"})
    assert kept.entries.get().note == "Ask for samples"
    page = browse(path, data={f"e{entry.pk}-note": "x" * 501}, status=422)
    assert page.select_one(f"#id_e{entry.pk}-note")["value"] == "x" * 501
    assert kept.entries.get().note == "Ask for samples"
    client.post(path, {"remove": ""})
    assert not kept.entries.exists()
    client.post(url("shortlist_delete", kept.public_id))
    assert not Shortlist.objects.exists()


def test_what_is_refused_changes_nothing(client, browse, cast, shop, kept, monkeypatch):
    browse(url("shortlists"), user=cast.binh, data={"name": "Brackets"}, status=422)
    browse(url("shortlists"), data={"name": ""}, status=422)
    browse(add(shop), data={"shortlist": "new", "name": "Brackets"}, status=422)
    monkeypatch.setattr(actions, "MOST_FIRMS", 1)
    with pytest.raises(Refused):
        actions.note_firms(kept, [firm("Khuôn Việt", "0101243150")], by=cast.binh, now=NOW)
    monkeypatch.setattr(actions, "MOST_LISTS", 1)
    with pytest.raises(Refused):
        actions.begin_shortlist(cast.assembler, "Second", by=cast.binh, now=NOW)
    assert Shortlist.objects.count() == ShortlistEntry.objects.count() == 1


def test_colleagues_read_viewers_change_nothing_and_others_see_none(client, browse, cast, shop, kept):
    entry = kept.entries.get()
    writes = [
        (url("shortlist_entry", kept.public_id, entry.pk), {"remove": ""}),
        (url("shortlist_delete", kept.public_id), {}),
    ]
    _other, rival = another_buyer()
    for user in (rival, cast.duong, cast.mai, cast.chi):
        browse(url("shortlist", kept.public_id), user=user, status=404)
        assert {client.post(path, data).status_code for path, data in writes} == {404}
    viewer = member(person("doc@assembler.example", "Đọc"), cast.assembler, Membership.Role.VIEWER)
    assert not browse(url("shortlist", kept.public_id), user=viewer).select("main form[method=post]")
    writes += [(url("shortlists"), {"name": "A"}), (add(shop), {"shortlist": kept.public_id})]
    assert {client.post(path, data).status_code for path, data in writes} == {403}
    assert ShortlistEntry.objects.count() == 1


def test_more_firms_cost_no_more_questions(client, cast, kept, same_queries_for_more):
    def more():
        others = [firm(f"F{n}", f"010124{n}150") for n in range(3)]
        directory.index([each.pk for each in others], TODAY)
        actions.note_firms(kept, others, by=cast.binh, now=NOW)
        actions.begin_shortlist(cast.assembler, "Second", by=cast.binh, now=NOW)

    client.force_login(cast.binh)
    same_queries_for_more(
        lambda: [client.get(url("shortlists")), client.get(url("shortlist", kept.public_id))], more
    )
