"""People at their browsers who press again when nothing answers, and who keep their own account of what was promised.

A promise is a definite answer: a redirect to where the act leads. What they note lies in this process,
outside the database.
"""

import http.client
import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Queue

PATIENCE = 90
BACK = "/kakor/"
"""Where a refusal leads, because it is the page that the form says it stands on; no act leads there."""


class Refusal(Exception):
    """A definite no."""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@dataclass
class Ledger:
    """What was promised: the verb of the log and the object's id, or the title of what was made."""

    promised: list[tuple[str, str]] = field(default_factory=list)
    retries: int = 0
    points: dict[str, str] = field(default_factory=dict)
    """The named points of the flow that nobody has come to yet, by what their addresses look like."""
    come_to: Queue = field(default_factory=Queue)
    """The points that someone is at just now for the first time, for whoever kills there."""

    def come(self, path: str) -> None:
        """Tell whoever kills that someone is about to take the step, the first time for each."""
        for name, looks in list(self.points.items()):
            if re.search(looks, path) and self.points.pop(name, None):
                self.come_to.put(name)

    def note(self, verb: str, what: str) -> None:
        self.promised.append((verb, what))


class Somebody:
    """One person with one session."""

    def __init__(self, address: str, pk: str, ledger: Ledger) -> None:
        self.address, self.ledger, self.pk = address, ledger, pk
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay())
        self.come_in()

    def come_in(self) -> None:
        """Sign in until the house knows who it is; the answer that carried the session may have been lost."""
        self._look("/demo/")
        while 'class="who"' not in self._look("/start/")[1]:
            self.send(f"/demo/byt/{self.pk}/", leads=r"/start/")

    def read(self, path: str) -> str:
        """Return the page, or nothing where it leads elsewhere."""
        where, page = self._look(path)
        if where.startswith("/logga-in/"):  # the session fell with the house
            self.come_in()
            where, page = self._look(path)
        return page

    def _look(self, path: str) -> tuple[str, str]:
        return self._until_it_answers(lambda: self._ask(path))[1:]

    def send(self, path: str, leads: str, **said) -> str:
        """POST until there is a definite answer, with the same key every time; return where it led.

        :raises Refusal: when the answer is no.
        """
        body = {**said, "once": str(uuid.uuid4())}
        self.ledger.come(path)
        status, where, page = self._until_it_answers(lambda: self._ask(path, body))
        if where.startswith("/logga-in/"):  # the session fell with the house: come in again, with the same key
            self.come_in()
            status, where, page = self._until_it_answers(lambda: self._ask(path, body))
        found = re.fullmatch(leads, where)
        if status != 302 or not found:
            raise Refusal(f"{path}: {status} {where} {' '.join(re.findall(r'errmsg[^§]{0,300}', page))[:600]}")
        return found[1] if found.groups() else where

    def _ask(self, path: str, body: dict | None = None) -> tuple[int, str, str]:
        token = next((c.value for c in self.jar if c.name == "csrftoken"), "")
        headers = {"X-CSRFToken": token, "Referer": self.address + BACK}
        data = urllib.parse.urlencode(body, doseq=True).encode() if body is not None else None
        request = urllib.request.Request(self.address + path, data=data, headers=headers)
        try:
            with self.opener.open(request, timeout=15) as answer:
                return answer.status, "", answer.read().decode(errors="replace")
        except urllib.error.HTTPError as other:
            page = other.read().decode(errors="replace")
            # 400 is the server's word for a form or a session that was cut off when it fell: no answer from us.
            if other.code >= 500 or other.code == 400:
                raise
            return other.code, other.headers.get("Location", ""), page

    def _until_it_answers(self, ask: Callable) -> tuple[int, str, str]:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return ask()
            except (OSError, http.client.HTTPException):
                self.ledger.retries += 1
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def sign(self, agreement: str) -> None:
        """Ask for a code, read the mail and sign; a code that was spent when the house fell is asked for anew."""
        page, reasons = f"/utlaning/{agreement}/skriv-under/", []
        for _ in range(4):
            self.send(f"/utlaning/{agreement}/kod/", leads=rf"{page}|{BACK}")
            shown = self.read(page)
            if not shown:  # the page leads away: the signature was taken and only the answer was lost
                return
            digest = re.search(r'name="digest" value="(\w+)"', shown)
            number = re.search(rf'/utlaning/{agreement}/">([^<]+)</a></li>', shown)
            if digest and number:
                try:
                    self.send(page, leads=f"/utlaning/{agreement}/", code=self._code_for(number[1]), digest=digest[1])
                except Refusal as refusal:
                    reasons.append(str(refusal))
                    continue
                return
            reasons.append(f"no code is waited for: {re.findall('<h1>[^<]*', shown)}")
        raise Refusal(f"could not sign: {reasons}")

    def _code_for(self, number: str) -> str:
        """Return the newest code in the mail for the agreement, since one may be asked to sign several at a time."""
        letters = self.read("/demo/brevlada/").split("<li>")
        return next((code[1] for letter in letters if f"avtalet {number}." in letter
                     and (code := re.search(r"(\d{6}) är din kod", letter))), "")  # fmt: skip
