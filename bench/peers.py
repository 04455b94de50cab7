"""Other ways of answering the same questions, in the same run: what most Django projects do, and an index beside.

tantivy is no part of the product: `pip install tantivy` into the measurement's environment, or its row is left out.
"""

import importlib
import importlib.util
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

FACETS = ("kind", "county", "field", "form", "extent", "employer")
PLAIN = """
create table bench_plain as
select c.listing_id as id, l.title, l.summary, l.body, c.kind, c.county, c.field, c.form, c.extent,
    coalesce(c.employer_id::text, '') as employer, c.published_at,
    setweight(to_tsvector('swedish', l.title), 'A') || to_tsvector('swedish', concat_ws(' ', l.summary, l.body,
        l.employer_name, l.place)) as words
from catalogue_card c join catalogue_listing l on l.id = c.listing_id where c.reach = 'public';
alter table bench_plain add primary key (id);
create index on bench_plain using gin (words);
create index on bench_plain (published_at desc);
analyze bench_plain
"""


def peers() -> dict[str, Callable[[str], Any]]:
    """Return each other way by its name, built over the listings there are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("drop table if exists bench_plain")
        cursor.execute(PLAIN)
    model = _plain_model()
    found: dict[str, Callable[[str], Any]] = {
        "Django: FTS and GIN, count(*), six GROUP BY, OFFSET": lambda text: _by_words(model, text),
        "Django: icontains, count(*), OFFSET": lambda text: _by_letters(model, text),
    }
    if importlib.util.find_spec("tantivy"):
        found["tantivy in the process, six facets"] = _tantivy(model)
    return found


@cache
def _plain_model() -> Any:
    from django.contrib.postgres.search import SearchVectorField
    from django.db import models

    fields: dict[str, Any] = {name: models.TextField() for name in ("title", "summary", "body", *FACETS)}
    fields |= {"id": models.UUIDField(primary_key=True), "published_at": models.DateTimeField()}
    meta = type("Meta", (), {"app_label": "bench", "managed": False, "db_table": "bench_plain"})
    return type("Plain", (models.Model,), fields | {
        "words": SearchVectorField(), "__module__": "bench.peers", "Meta": meta,
    })  # fmt: skip


def _by_words(model: Any, text: str) -> Any:
    from django.contrib.postgres.search import SearchQuery, SearchRank
    from django.db.models import Count, F

    asked = SearchQuery(text, config="swedish", search_type="websearch")
    found = model.objects.filter(words=asked)
    facets = [list(found.values_list(name).annotate(n=Count("*"))) for name in FACETS]
    ranked = found.annotate(rank=SearchRank(F("words"), asked)).order_by("-rank", "-published_at")
    return found.count(), facets, list(ranked.defer("words", "body")[0:20])


def _by_letters(model: Any, text: str) -> Any:
    from django.db.models import Q

    found = model.objects.filter(Q(title__icontains=text) | Q(summary__icontains=text) | Q(body__icontains=text))
    return found.count(), list(found.order_by("-published_at").defer("words", "body")[0:20])


def _tantivy(model: Any) -> Callable[[str], Any]:
    tantivy = importlib.import_module("tantivy")
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "body"):
        schema.add_text_field(name, tokenizer_name="default")
    for name in FACETS:
        schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    index = tantivy.Index(schema.build())
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for row in model.objects.iterator(chunk_size=2000):
        told = {name: [getattr(row, name) or "-"] for name in FACETS}
        body = f"{row.title} {row.summary} {row.body}"
        writer.add_document(tantivy.Document(id=[str(row.id)], title=[row.title], body=[body], **told))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    wanted = {name: {"terms": {"field": name, "size": 100}} for name in FACETS}

    def ask(text: str) -> Any:
        query, _ = index.parse_query_lenient(text, ["title", "body"], conjunction_by_default=True)
        best = searcher.search(query, limit=20, count=True)
        return best.count, [searcher.doc(place)["id"] for _, place in best.hits], searcher.aggregate(query, wanted)

    return ask


def each_search(spent: Callable[[], float], since: datetime, many: int = 200) -> float:
    """Return what it costs to ask for what is new in one saved search at a time, as most Django projects do."""
    from django.contrib.postgres.search import SearchQuery, SearchVector

    from bench import golden
    from kollega.catalogue.models import Listing

    texts = [text for _, text, _ in golden.questions()]
    new = Listing.objects.annotate(said=SearchVector("title", "summary", "body", config="swedish"))
    cpu = spent()
    for number in range(many):
        asked = SearchQuery(texts[number % len(texts)], config="swedish", search_type="websearch")
        list(new.filter(said=asked, listed_at__gt=since, is_open=True).defer("body"))
    return (spent() - cpu) / many


def each_person(labels: list[str]) -> Any:
    """Answer what suits someone as most Django projects do: any of the words, ranked by the database."""
    from django.contrib.postgres.search import SearchQuery, SearchRank
    from django.db.models import F

    asked = SearchQuery(" or ".join(f'"{label}"' for label in labels), config="swedish", search_type="websearch")
    found = _plain_model().objects.filter(words=asked).annotate(rank=SearchRank(F("words"), asked))
    return list(found.order_by("-rank", "-published_at").defer("words", "body")[0:20])
