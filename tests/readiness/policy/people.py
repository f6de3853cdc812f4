"""Editors of the ministry, readers beside them, and forms as a browser sends them back."""

from typing import Any

from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup

from portal.models import Membership, Organisation, User
from readiness import frameworks
from readiness.models import FrameworkDraft
from readiness.policy import actions
from tests.cast import NOW, Cast, member, person


def second(cast: Cast) -> User:
    """Another editor of Mai's ministry."""
    return _with_second_factor(
        member(person("hanh@ministry.example", "Vũ Hạnh"), cast.ministry, Membership.Role.EDITOR)
    )


def staff(kind: str, role: str = Membership.Role.EDITOR) -> User:
    """Somebody of another body of staff."""
    body = Organisation.objects.create(kind=kind, name=f"Đơn vị {kind} {role}")
    return _with_second_factor(member(person(f"{kind}.{role}@staff.example", f"Cán bộ {kind}"), body, role))


def _with_second_factor(user: User) -> User:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    return user


def draft(by: User, version: str = "2") -> FrameworkDraft:
    return actions.clone(frameworks.current(), version, by=by, now=NOW)


def typed(page: BeautifulSoup) -> dict[str, Any]:
    """What the browser would send if the reader pressed the page's main button."""
    form = page.select_one("form:has(fieldset)")
    sent: dict[str, Any] = {}
    for field in form.select("input, select, textarea"):
        name = field.get("name")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if field.name == "textarea":
            sent[name] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            sent[name] = chosen.get("value", "")
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                sent.setdefault(name, []).append(field.get("value", "on"))
        else:
            sent[name] = field.get("value", "")
    return sent


def words(page: BeautifulSoup) -> str:
    return " ".join(page.select_one("main").get_text(" ").split())
