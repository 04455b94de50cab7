"""Has this person a second factor, if their duties ask for one? Until then every page leads to where it is set up."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kollega.identity.rules import is_always_open, must_set_up
from kollega.people.queries import actor, has_second_factor


class SecondFactor:
    """Middleware that asks at every request, so that a duty given at noon asks for a second factor at noon."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if settings.IS_DEMO or not request.user.is_authenticated or (match and is_always_open(match.view_name)):
            return None
        return redirect("mfa_index") if is_waited_for(request.user) else None


def is_waited_for(person: Any) -> bool:
    """Return whether the person has to set up a second factor before they go on."""
    duties = actor(person).duties
    return bool(duties) and must_set_up(duties=duties, has_second_factor=_has(person), is_demo=settings.IS_DEMO)


def _has(person: Any) -> bool:
    """Return what came with the session, or ask where the person came another way."""
    told = getattr(person, "has_second_factor", None)
    return has_second_factor(person) if told is None else told
