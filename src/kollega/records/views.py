"""What is kept, for everyone to read, and what is kept about oneself."""

from django.http import JsonResponse
from django.shortcuts import render

from kollega.core import clock
from kollega.core.policy import everyone, policy, signed_in
from kollega.records import queries
from kollega.records.rules import worth_showing


@policy(everyone)
def register(request):
    """List every kind of document with its owner and how long it is kept."""
    return render(request, "records/register.html", {"lines": queries.kept()})


@policy(signed_in)
def mine(request):
    gathered = {heading: [worth_showing(row) for row in rows] for heading, rows in queries.about(request.user).items()}
    return render(request, "records/mine.html", {"gathered": gathered})


@policy(signed_in)
def mine_as_file(request):
    """Give the person all that is kept about them, in a form that other programs can read."""
    answer = {"Hämtat": clock.now().isoformat(), **queries.about(request.user)}
    name = f"uppgifter-om-mig-{clock.today().isoformat()}.json"
    return JsonResponse(
        answer,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
