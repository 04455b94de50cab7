"""A person at a browser: they follow links, press buttons and type, and every page they meet is looked at."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from tests.browser.axe import overflow, refused, violations
from tests.browser.conftest import LISTEN

NAME_HERE = """() => { const at = document.activeElement;
    const label = at.labels?.length ? at.labels[0].innerText : "";
    return `${label || at.getAttribute("aria-label") || at.innerText || ""}`.trim() }"""


class Visit:
    """One window on a running demo.

    :param seen: the pages that axe has read already, shared by the visits of a run: each is read light and dark, once.
    """

    def __init__(self, browser: Browser, address: str, seen: dict, *, width: int = 1280, script: bool = True) -> None:
        self.address, self.seen, self.has_script, self.width = address, seen, script, width
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, reduced_motion="reduce",
            locale="sv-SE",
            timezone_id="Europe/Stockholm", accept_downloads=True,
        )  # fmt: skip
        self.strangers: list[str] = []
        self.context.route(lambda url: not url.startswith((address, "data:", "blob:")), self._refuse)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.complaints = []  # type: ignore[attr-defined]
        self.page.on("console", lambda m: m.type in {"error", "warning"} and self.page.complaints.append(m.text))
        self.page.on("pageerror", lambda error: self.page.complaints.append(str(error)))
        if script:
            self.page.add_init_script(LISTEN)

    def _refuse(self, route: Route) -> None:
        self.strangers.append(route.request.url)
        route.abort()

    def close(self) -> None:
        self.context.close()

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.look()

    def be(self, person: str) -> None:
        """Sign in as someone in the demo."""
        self.go("/demo/")
        if not self.page.get_by_role("button", name=f"Logga in {person}").count():
            self.page.get_by_text("Alla andra").click()
        self.press(f"Logga in {person}")

    def let_time_pass(self) -> None:
        """Wait until the demo's time has arrived; the page says how far it has come, and then the days ahead."""
        while not self.has_script and self.page.locator("#resa[data-progress=on]").count():
            self.page.wait_for_timeout(1000)
            self.page.reload()
        self.page.locator("#resa[data-progress='']").wait_for(state="attached", timeout=600_000)
        self.look()

    def follow(self, words: str) -> None:
        self._click("link", words)

    def press(self, words: str) -> None:
        self._click("button", words)

    def _click(self, role: str, words: str) -> None:
        found = self.page.locator("main").get_by_role(role, name=words).first  # type: ignore[arg-type]
        there = self.page.locator("main").inner_text()[:1500]
        assert found.count(), f"no {role} is called {words} on {self.page.url}:\n{there}"
        found.click()
        self.page.wait_for_load_state()
        self.look()

    def says(self, words: str) -> bool:
        return words in self.page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")

    def tab_to(self, words: str, *, most: int = 150) -> None:
        """Press Tab until the focus stands on what is called so."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if re.search(words, self.page.evaluate(NAME_HERE)):
                return
        raise AssertionError(f"no stop of the keyboard is called {words}")

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def look(self) -> None:
        """Reproach the page with whatever is wrong with it."""
        page, where = self.page, self.page.url
        assert page.title().strip(), where
        assert page.locator("html").get_attribute("lang") == "sv", where
        assert self.strangers == [], where
        if self.has_script:
            assert refused(page) == [], where
            assert overflow(page) == 0, where
            self._read_by_axe()

    def _read_by_axe(self) -> None:
        path = re.sub(r"[0-9a-f-]{36}", "*", urlsplit(self.page.url).path)
        key = (path, re.sub(r"\d+", "", self.page.title()), self.page.locator("form").count(), self.width)
        if key in self.seen:
            return
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            faults = violations(self.page)
            assert faults == [], f"{scheme} {self.page.url}: {faults[:3]}"
        self.page.emulate_media(color_scheme="light")
        self.seen[key] = True
