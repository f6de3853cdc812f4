"""Who reads a section, who changes it, and for whom it does not exist."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.test import Client

from portal.models import Organisation, User
from suppliers.models import SectionVersion
from suppliers.sections import SECTIONS
from tests.suppliers import typing
from tests.suppliers.firms import Firm, person

KEYS = tuple(SECTIONS)
PAGES = ("firm_home", "firm_profile", "check", "missing")
each_section = pytest.mark.parametrize("key", KEYS)


def of(kind: str) -> User:
    organisation = Organisation.objects.create(kind=kind, name=f"An organisation of kind {kind}")
    one = person(f"one@{kind}.example", organisation, "owner")
    Authenticator.objects.create(user=one, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    return one


@each_section
def test_a_viewer_reads_a_section_whose_controls_are_shut(firm: Firm, key: str) -> None:
    answer = firm.client(firm.viewer).get(firm.url("section", key))
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("#section .note"), "is told why"
    assert page.select_one("#section fieldset[disabled] input"), "the fields stand in a disabled fieldset"
    assert not page.select("#section button")
    assert not page.select("#section :is(a[href*='/evidence/'])")


@each_section
def test_a_viewer_changes_nothing(firm: Firm, key: str) -> None:
    answer = typing.save(firm, key, typing.company(), user=firm.viewer)
    assert answer.status_code == 403
    assert firm.fresh().facts_version == 1
    assert not SectionVersion.objects.exists()


@each_section
def test_an_editor_changes_a_section(firm: Firm, key: str) -> None:
    assert typing.save(firm, key, typing.SOUND[key](), user=firm.editor).status_code == 302
    assert SectionVersion.objects.get(section=key).saved_by == firm.editor


@pytest.mark.parametrize("kind", ["supplier", "buyer", "province"])
def test_another_firms_pages_do_not_exist(firm: Firm, kind: str) -> None:
    outsider = Client()
    outsider.force_login(of(kind))
    for url in [firm.url(name) for name in PAGES] + [firm.url("section", key) for key in KEYS]:
        assert outsider.get(url).status_code == 404, url
    for url in [firm.url("section", key) for key in KEYS] + [firm.url("publish"), firm.url("unpublish")]:
        assert outsider.post(url, typing.company()).status_code == 404, url
    assert firm.fresh().facts_version == 1
    assert not SectionVersion.objects.exists()


def test_a_stranger_is_asked_to_sign_in(firm: Firm) -> None:
    for url in (firm.url("section", "company"), firm.url("firm_home")):
        for answer in (Client().get(url), Client().post(url, typing.company())):
            assert answer.status_code == 302
            assert answer.url.startswith("/accounts/login/")
    assert firm.fresh().facts_version == 1


def test_a_merged_firm_is_no_longer_edited(firm: Firm, other_firm: Firm) -> None:
    type(firm.supplier).objects.filter(pk=firm.supplier.pk).update(merged_into=other_firm.supplier)
    assert firm.client().get(firm.url("section", "company")).status_code == 404


def test_an_unknown_section_does_not_exist(firm: Firm) -> None:
    assert firm.client().get(firm.url("section", "pets")).status_code == 404
    assert firm.client().post(firm.url("section", "pets"), {}).status_code == 404


def test_somebody_without_a_firm_is_told_so(db: Any, browse: Any) -> None:
    somebody = of("supplier")
    for url in ("/home/", "/profile/"):
        page = browse(url, user=somebody)
        assert page.select_one(".empty")


def test_somebody_with_two_firms_chooses(firm: Firm, other_firm: Firm, browse: Any) -> None:
    other_firm.supplier.organisation.memberships.create(user=firm.owner, role="editor")
    page = browse("/profile/", user=firm.owner)
    assert [a["href"] for a in page.select(".qlist a")] == [
        firm.url("firm_profile"),
        other_firm.url("firm_profile"),
    ]
