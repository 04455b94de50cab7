"""A browser for the run, and pages of the sizes that people have."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS, find

# Playwright's own loop runs in this thread, which Django would otherwise take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
LISTEN = """window.refusedByPolicy = [];
addEventListener("securitypolicyviolation",
    e => window.refusedByPolicy.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`))"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address of ours in a window of its own."""
    contexts = []

    def open_(path: str, *, width: int = 1280, height: int = 900, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script,
            reduced_motion="reduce", locale="sv-SE", timezone_id="Europe/Stockholm",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.complaints = []  # type: ignore[attr-defined]
        page.on("console", lambda m: m.type in {"error", "warning"} and page.complaints.append(m.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.add_init_script(LISTEN)
        page.goto(f"{live_server.url}{path}", wait_until="load")
        return page

    yield open_
    for context in contexts:
        context.close()
