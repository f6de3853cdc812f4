"""The product as ``make run`` starts it, workers and demo country included, and a reader with a browser."""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal.demo import PASSWORD
from portal.local.state import State
from tests.journeys.behind import STATE
from tests.local.conftest import Running

PHONE, DESK = 390, 1440
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Closed after each module: while it runs, its event loop keeps Django from the database."""
    path = os.environ.get("CHROMIUM")
    if not path:
        pytest.skip("there is no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def portal() -> Iterator[str]:
    """The address of a portal with the demo country; ``PORTAL_AT`` names one that runs already."""
    if running_at := os.environ.get("PORTAL_AT"):
        yield running_at
        return
    shutil.rmtree(State(STATE).folder, ignore_errors=True)
    running = Running(state=STATE, demo=True)
    try:
        assert running.first_line().startswith("Ready after")
        yield f"http://127.0.0.1:{running.port}"
    finally:
        running.end()
        shutil.rmtree(State(STATE).folder, ignore_errors=True)


class Reader:
    """Somebody at a screen. ``went_wrong`` collects what the browser complained of."""

    def __init__(self, page: Page, portal: str) -> None:
        self.page = page
        self.portal = portal
        self.went_wrong: list[str] = []
        page.on("pageerror", lambda error: self.went_wrong.append(str(error)))
        page.on(
            "console",
            lambda said: (
                self.went_wrong.append(said.text) if "Content Security Policy" in said.text else None
            ),
        )

    def open(self, path: str) -> None:
        answer = self.page.goto(self.portal + path)
        assert answer is not None
        assert answer.status < 400, f"{path} answered {answer.status}"

    def sign_in(self, email: str) -> None:
        self.open("/accounts/login/")
        self.page.locator("#id_login").fill(email)
        self.page.locator("#id_password").fill(PASSWORD)
        self.page.locator("#id_password").press("Enter")
        self.page.wait_for_url(lambda url: "login" not in url)

    def check_page(self) -> None:
        """What every page owes a reader: nothing serious for axe, nothing sideways, nothing the policy refused."""
        # What is being replaced fades for a moment; the page of components shows that moment for good.
        # Only violations are told in full: gathering all that passed takes longer than the rules.
        told = {"resultTypes": ["violations"]}
        found = Axe().run(self.page, context={"exclude": [[".loading"]]}, options=told)
        serious = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
        assert not serious, [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in serious]
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not wide, f"{self.page.url} scrolls sideways"
        assert self.went_wrong == []

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


@pytest.fixture
def reader(chromium: Browser, portal: str) -> Iterator[Callable[..., Reader]]:
    """Make a reader: ``reader(email, language="vi", width=PHONE)``; without an address a stranger."""
    contexts = []

    def make(email: str = "", *, language: str = "vi", width: int = DESK, script: bool = True) -> Reader:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=language, java_script_enabled=script
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": portal}])
        contexts.append(context)
        person = Reader(context.new_page(), portal)
        if email:
            person.sign_in(email)
        return person

    yield make
    for context in contexts:
        context.close()
