"""Those who read the list at a size: persons with skills, and searches that are followed; made by the database itself.

Whoever is number n is the same at every size, so that a smaller audience is the beginning of a larger one.
"""

from typing import Any
from uuid import UUID

from bench import golden

SKILLS = 3
NUMBERED = "('{}-0000-4000-8000-' || lpad(to_hex(g), 12, '0'))::uuid"
PERSON, PROFILE, SEARCH, TOKEN = (NUMBERED.format(kind) for kind in ("a0000001", "a0000002", "a0000003", "a0000004"))
ASKED = """
create table bench_asked as select (row_number() over ())::int - 1 as n, *
from unnest(%s::text[], %s::text[], %s::text[]) a(text, wanted, anchors)
"""


def people(count: int, since: int = 0) -> None:
    """Let there be so many persons, each with three skills, a municipality and an occupation of their own.

    :param since: how many there are already.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")  # right keys are not looked up
        _insert(cursor, "people_person", since, count, {
            "id": PERSON, "email": "'matt' || g || '@exempel.invalid'", "given_name": "'Mätt'",
            "family_name": "g::text", "is_active": "true",
        })  # fmt: skip
        words = {kind: f"(select array_agg(id order by id) from taxonomy_concept where kind = '{kind}')"
                 for kind in ("skill", "municipality", "occupation")}  # fmt: skip
        _insert(cursor, "people_profile", since, count, {
            "id": PROFILE, "person_id": PERSON, "wanted": "'both'", "has_suggestions": "true",
            "occupation_id": _one_of("w.occupation", "g"),
        }, f"(select {words['occupation']} as occupation) w")  # fmt: skip
        for step in range(SKILLS):
            _insert(cursor, "people_profile_skills", since, count, {
                "profile_id": PROFILE, "concept_id": _one_of("w.skill", f"g * 7 + {(0, 5, 11)[step]}"),
            }, f"(select {words['skill']} as skill) w")  # fmt: skip
        _insert(cursor, "people_profile_places", since, count, {
            "profile_id": PROFILE, "concept_id": _one_of("w.municipality", "g"),
        }, f"(select {words['municipality']} as municipality) w")  # fmt: skip
        cursor.execute("set session_replication_role = default")
        cursor.execute("analyze people_person, people_profile, people_profile_skills, people_profile_places")


def follow(count: int) -> None:
    """Let so many of the persons follow what people ask for, with a choice now and then; those from before are gone."""
    from django.db import connection

    from kollega.core import clock
    from kollega.following.rules import anchors
    from kollega.words.questions import question

    texts = [text for _, text, _ in golden.questions()]
    wanted = [question(text).found_by() for text in texts]
    needed = ["{" + ",".join(f'"{one}"' for one in anchors({"wanted": asked})) + "}" for asked in wanted]
    with connection.cursor() as cursor:
        cursor.execute("truncate following_savedsearch")
        cursor.execute("drop table if exists bench_asked")
        cursor.execute(ASKED, [texts, wanted, needed])
        cursor.execute("set session_replication_role = replica")
        now = f"'{clock.now().isoformat()}'::timestamptz"
        _insert(cursor, "following_savedsearch", 0, count, {
            "id": SEARCH, "person_id": PERSON, "name": "'bench'", "address": "'?q=' || q.text", "token": TOKEN,
            "wanted": "q.wanted", "anchors": "q.anchors::text[]", "rhythm": "'daily'",
            "chosen_counties": "case when g % 3 = 0 then array[(array['01', '12', '22'])[1 + g % 7 % 3]] else '{}' end",
            "fields": "case when g % 11 = 0 then array['care'] else '{}' end",
            "told_upto": now, "tell_at": now, "made_at": now,
        }, f"bench_asked q where q.n = (g::bigint * 7919) % {len(texts)}")  # fmt: skip
        cursor.execute("set session_replication_role = default")
        cursor.execute("analyze following_savedsearch")


def followed() -> list[UUID]:
    from kollega.following.models import SavedSearch

    return list(SavedSearch.objects.filter(name="bench").order_by("pk").values_list("pk", flat=True))


def _one_of(words: str, number: str) -> str:
    return f"{words}[1 + ({number}) % cardinality({words})]"


def _insert(cursor: Any, table: str, since: int, count: int, said: dict[str, str], beside: str = "") -> None:
    """Add rows number `since` to `count`; a column that nothing is said of gets nothing of its kind."""
    from django.apps import apps

    model = next(one for one in apps.get_models(include_auto_created=True) if one._meta.db_table == table)
    for field in model._meta.concrete_fields:
        if field.column in said or field.column == "id" or field.null:
            continue
        said[field.column] = EMPTY.get(field.get_internal_type(), "''")
    order = f"insert into {table} ({', '.join(said)}) select {', '.join(said.values())} "
    cursor.execute(f"{order} from generate_series({since + 1}, {count}) g {f', {beside}' if beside else ''}")


EMPTY = {
    "BooleanField": "false", "ArrayField": "'{}'", "DateTimeField": "now()", "DateField": "current_date",
    "UUIDField": "gen_random_uuid()", "PositiveSmallIntegerField": "0", "IntegerField": "0",
}  # fmt: skip
