"""One declared rule for every address: who may call it, by which method, and what the others meet.

A view says its rule with `@policy(...)`. The gate refuses to start while any address lacks one. Which *objects* a
person may see is never decided here but by a `*_for(person)` query, named in `sees`; what you may not see does not
exist.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, get_resolver

from kollega.core import clock
from kollega.core.models import OneTimeKey
from kollega.core.workflow import Refused

Who = Callable[[Any], bool]


def everyone(person: Any) -> bool:
    return True


def signed_in(person: Any) -> bool:
    return bool(person.is_authenticated)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """:param who: tells whether a person may call the address at all.
    :param sees: the query that decides which object exists for them; empty where the page has no object.
    :param methods: the methods that mean something; others answer 405.
    :param role: the role that is needed, in words, for the page that says no.
    :param once: whether a POST needs the form's one-time key.
    :param kept: whether visitors may share the page for a second (core/kept.py); it then holds nothing of one's own.
    """

    who: Who
    sees: str = ""
    methods: tuple[str, ...] = ("GET",)
    role: str = ""
    once: bool = True
    kept: bool = False


def policy(
    who: Who,
    *,
    sees: str = "",
    methods: tuple[str, ...] = ("GET",),
    role: str = "",
    once: bool = True,
    kept: bool = False,
) -> Callable[[Callable], Callable]:
    """Declare the rule of a view. A POST runs in one transaction, at most once for each form that was shown."""
    rule = Policy(who=who, sees=sees, methods=methods, role=role, once=once, kept=kept)

    def declare(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and rule.once:
                return _once(view, request, *args, **kwargs)
            return view(request, *args, **kwargs)

        guarded.policy = rule  # type: ignore[attr-defined]
        return guarded

    return declare


def _once(view: Callable, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Run the view in one transaction; the same key again gives the answer of the first time.

    A second sender of the same key waits in the database until the first has finished.
    """
    try:
        key = uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        messages.error(request, "Sidan hade blivit gammal. Läs igenom och skicka igen.")
        return redirect(request.path if "GET" in guarded_methods(request) else back(request))
    person = request.user if request.user.is_authenticated else None
    try:
        with transaction.atomic():
            kept, is_first = OneTimeKey.objects.get_or_create(
                key=key, defaults={"person": person, "path": request.path[:300], "created_at": clock.now()}
            )
            if not is_first:
                return _answer_again(request, kept, person)
            response = view(request, *args, **kwargs)
            if response.status_code == 302:
                OneTimeKey.objects.filter(pk=key).update(result=response["Location"][:500])
            else:  # the page is shown again, with what has been kept so far; the form may be sent once more
                kept.delete()
            return response
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back(request))


def _answer_again(request: HttpRequest, kept: OneTimeKey, person: Any) -> HttpResponse:
    if kept.person_id != (person.pk if person else None) or kept.path != request.path:
        raise PermissionDenied
    return redirect(kept.result)


def guarded_methods(request: HttpRequest) -> tuple[str, ...]:
    match = request.resolver_match
    return match.func.policy.methods if match else ()  # type: ignore[attr-defined]


def back(request: HttpRequest) -> str:
    """Return the page the person came from, if it is ours, otherwise the start page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host():
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return "/"


class Gate:
    """Middleware that holds every address to its rule."""

    def __init__(self, get_response: Callable) -> None:
        if missing := sorted(name for name, rule in rules() if rule is None):
            raise ImproperlyConfigured(f"no policy for: {', '.join(missing)}")
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        rule: Policy = view.policy
        # HEAD asks what GET would answer. Where there is no GET it would act, without key, token and transaction.
        allowed = (*rule.methods, "HEAD") if "GET" in rule.methods else rule.methods
        if request.method not in allowed:
            return HttpResponseNotAllowed(allowed)
        if rule.who(request.user):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied(rule.role)


def rules() -> Iterator[tuple[str, Policy | None]]:
    """Yield the name of every address with its rule, or None where it has none."""

    def walk(patterns: list, namespace: str) -> Iterator[tuple[str, Policy | None]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)
            elif isinstance(pattern, URLPattern):
                name = f"{namespace}{pattern.name}" if pattern.name else str(pattern.pattern)
                yield name, getattr(pattern.callback, "policy", None)

    return walk(get_resolver().url_patterns, "")
