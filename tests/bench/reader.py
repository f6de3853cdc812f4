"""Somebody with a browser: one connection kept open, one session."""

from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from portal.models import User


class Reader:
    def __init__(self, port: int, email: str = "") -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {settings.LANGUAGE_COOKIE_NAME: "vi"}
        if email:
            client = Client()
            client.force_login(
                User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend"
            )
            self.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def get(self, path: str, *, htmx: bool = False) -> tuple[int, str]:
        status, body = self._ask("GET", path, htmx=htmx)
        if status not in (200, 204):
            raise RuntimeError(f"{path} answered {status}")
        return status, body

    def post(self, path: str, form: dict[str, Any]) -> int:
        return self._ask("POST", path, urlencode(form, doseq=True))[0]

    def _ask(self, method: str, path: str, body: str | None = None, *, htmx: bool = False) -> tuple[int, str]:
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Accept-Encoding": "identity",
        }
        if htmx:
            headers["HX-Request"] = "true"
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        self._keep_cookies(response)
        return response.status, text

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie", []):
            name, _, value = header.split(";", 1)[0].partition("=")
            self.cookies[name] = value


def typed(page: str) -> dict[str, Any]:
    """The form of a page as a browser would send it untouched."""
    form = BeautifulSoup(page, "html.parser").select_one("form#editor, main form[method=post]")
    if form is None:
        raise RuntimeError("there is no form on the page")
    fields: dict[str, Any] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        kind = field.get("type")
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if kind in ("file", "submit"):
            continue
        if field.name == "select":
            value: Any = [o.get("value", o.text) for o in field.select("option[selected]")]
        else:
            value = [
                field.text
                if field.name == "textarea"
                else field.get("value", "on" if kind == "checkbox" else "")
            ]
        fields.setdefault(str(field["name"]), []).extend(value)
    return fields
