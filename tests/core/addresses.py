"""A few addresses with policies of their own, for the tests of the gate and the one-time key."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from kollega.core.policy import everyone, policy, signed_in
from kollega.core.workflow import Refused
from kollega.networks.models import Employer

ROLE = "Du behöver vara ekonom."


def answer(request, **kwargs):
    return HttpResponse(f"{request.user} {' '.join(str(m) for m in messages.get_messages(request))}".strip())


def create(request):
    made = Employer.objects.create(name=request.POST["name"])
    if request.POST["name"] == "nej":
        raise Refused("Det går inte nu.")
    return HttpResponse("fel") if request.POST["name"] == "fel" else redirect(f"/made/{made.pk}/")


urlpatterns = [
    path("open/", policy(everyone)(answer), name="open"),
    path("mine/", policy(signed_in)(answer), name="mine"),
    path("role/", policy(lambda person: False, role=ROLE)(answer), name="role"),
    path("create/", policy(signed_in, methods=("GET", "POST"))(
        lambda request: create(request) if request.method == "POST" else answer(request)), name="create"),
    path("only-post/", policy(signed_in, methods=("POST",))(create), name="only_post"),
    path("again/", policy(signed_in, methods=("POST",), once=False)(create), name="again"),
    path("login/", policy(everyone)(answer), name="account_login"),
    path("inner/", include(([path("x/", policy(everyone)(answer), name="x")], "inner"))),
]  # fmt: skip


def handler403(request, exception):
    return HttpResponse(str(exception), status=403)
