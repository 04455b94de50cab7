"""Public pages that visitors share for a second.

A visitor who sends no cookie gets the page that every other such visitor gets. It is made once a second in each
process, and answered again until then; a reader who has it already is told only that nothing has changed. Whoever sends
any cookie at all, signed in or not, neither gets such a page nor gives one. A view says itself that it may be shared:
`@policy(everyone, kept=True)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

MOST_PAGES, MOST_BYTES = 200, 100_000
NOT_IN_304 = {"Content-Type", "Content-Length", "Content-Language"}


@dataclass(frozen=True)
class Page:
    """A page as it was answered: what it holds, by which headers, under which seal, and how long it stands."""

    body: bytes
    headers: dict[str, str]
    seal: str
    until: float

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page, or only that the reader has it already."""
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        if known and (known == self.seal or any(one.removeprefix("W/") == self.seal for one in parse_etags(known))):
            return HttpResponseNotModified(headers={k: v for k, v in self.headers.items() if k not in NOT_IN_304})
        return HttpResponse(self.body, headers=self.headers)


class Kept:
    """Middleware, the outermost: what it answers itself costs nothing further in."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response
        self.pages: dict[tuple[str, ...], Page] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or request.META.get("HTTP_COOKIE") or not settings.KEPT_SECONDS:
            return self.get_response(request)
        asked = _asked(request)
        page = self.pages.get(asked)
        if page is None or page.until <= monotonic():
            answer = self.get_response(request)
            if not _may_be_kept(request, answer):
                return answer
            page = _page(answer)
            if len(self.pages) >= MOST_PAGES:
                self.pages.clear()
            self.pages[asked] = page
        return page.answer(request)


def _asked(request: HttpRequest) -> tuple[str, ...]:
    """Return all of a request without cookies that a page may depend on."""
    meta = request.META
    return request.scheme or "", meta.get("HTTP_HOST", ""), meta.get("PATH_INFO", ""), meta.get("QUERY_STRING", "")


def _may_be_kept(request: HttpRequest, answer: HttpResponse) -> bool:
    """Tell whether the page is one to share: its view says so, and nothing in it was made for this reader alone."""
    view = request.resolver_match and request.resolver_match.func
    says_so = bool(view) and view.policy.kept  # type: ignore[union-attr]
    is_whole = answer.status_code == 200 and not answer.streaming and len(answer.content) <= MOST_BYTES
    return says_so and is_whole and not answer.cookies and "Cache-Control" not in answer


def _page(answer: HttpResponse) -> Page:
    seal = f'"{blake2b(answer.content, digest_size=12).hexdigest()}"'
    answer["ETag"], answer["Cache-Control"] = seal, "no-cache"
    patch_vary_headers(answer, ("Cookie",))
    return Page(answer.content, dict(answer.items()), seal, monotonic() + settings.KEPT_SECONDS)
