"""The least that an answer can cost: a bare Django view of the same size, and the raw SQL for the same rows."""

from collections.abc import Callable
from html import escape
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

CARDS = """
select l.id, l.kind, l.employer_name, l.title, l.summary, l.place, l.extent, l.url, l.closes_on, e.short_name
from catalogue_listing l left join networks_employer e on e.id = l.employer_id
where l.is_open and l.reach = 'public' and (l.closes_on is null or l.closes_on >= current_date)
order by l.published_at desc, l.id desc limit %s
"""
ONE = "select * from assignments_call c join networks_employer e on e.id = c.employer_id where c.id = %s"
held: dict[str, Any] = {"body": b""}


def bare(request: Any) -> HttpResponse:
    return HttpResponse(held["body"])


LIST = """
select l.id, l.kind, l.employer_name, l.title, l.summary, l.place, l.extent, l.url, l.closes_on, e.short_name
from (select listing_id from catalogue_card where reach = 'public' and closes_on >= current_date
    order by published_at desc, listing_id desc limit 20) c
join catalogue_listing l on l.id = c.listing_id left join networks_employer e on e.id = l.employer_id
"""
ROW = "select * from catalogue_listing where id = %s"


def twenty_rows(request: Any) -> HttpResponse:
    """A list as cheap as it can be in Django: twenty rows along the index, written by one form, and as many bytes."""
    with connection.cursor() as cursor:
        cursor.execute(LIST)
        rows = [f"<li><h3>{escape(row[3])}</h3><p>{escape(row[4])}</p></li>" for row in cursor.fetchall()]
    said = "".join(rows).encode()
    return HttpResponse(said + held["body"][len(said) :])


def one_row(request: Any) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(ROW, [held["id"]])
        said = escape(str(cursor.fetchone())).encode()
    return HttpResponse(said + held["body"][len(said) :])


urlpatterns = [path("golv/", bare), path("golv/lista/", twenty_rows), path("golv/rad/", one_row)]


class BareRequest(WSGIRequest):
    urlconf = "bench.floors"


class BareHandler(WSGIHandler):
    """Django with one view and no middleware."""

    request_class = BareRequest

    def __init__(self) -> None:
        with override_settings(MIDDLEWARE=[]):
            super().__init__()


def raw(sql: str, *arguments: Any) -> Callable[[], None]:
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, arguments)
            cursor.fetchall()

    return ask
