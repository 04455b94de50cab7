"""The page of a vacancy."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kollega.core import clock
from kollega.core.policy import everyone, policy
from kollega.following.queries import kept_by
from kollega.vacancies import queries
from kollega.vacancies.rules import days_left, is_open


@policy(everyone, sees="vacancies")
def vacancy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an ad and where it is answered; one that is removed says so, and that it is gone."""
    found = get_object_or_404(queries.vacancies(), pk=pk)
    about = {
        "is_kept": kept_by(request.user, found.pk),
        "vacancy": found,
        "is_open": is_open(found, now=clock.now()),
        "days_left": days_left(found, today=clock.today()),
    }
    return render(request, "vacancies/vacancy.html", about, status=410 if found.removed_at else 200)
