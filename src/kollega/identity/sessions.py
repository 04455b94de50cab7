"""Who is signed in: the session, the person and what they may do today, read by one statement.

Django reads the session and then the person; the house then reads their duties. All three hang on the session's key,
so they are asked for together. Whether the session is good is still judged as Django judges it, and whatever is not
plainly good is left to Django's own way.
"""

from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends import db
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from kollega.core import clock
from kollega.people.models import Person
from kollega.people.queries import SECOND_FACTORS, actor_as_told, facts_about

COLUMNS = tuple(field.column for field in Person._meta.concrete_fields)
NAMES = [field.attname for field in Person._meta.concrete_fields]
READER = f"""
select s.session_data, u.user_id is not null, {facts_about("u.user_id")},
    exists (select from mfa_authenticator a where a.user_id = u.user_id and a.type = any(%(factors)s)),
    {", ".join(f"p.{column}" for column in COLUMNS)}
from django_session s
    left join usersessions_usersession u on u.session_key = s.session_key
    left join people_person p on p.id = u.user_id
where s.session_key = %(key)s and s.expire_date > now()
"""  # noqa: S608 - our own names only


class SessionStore(db.SessionStore):
    """Django's sessions; the person whose session it is comes with it."""

    person: Any = None

    def load(self) -> dict[str, Any]:
        on = clock.today()
        with connection.cursor() as cursor:
            cursor.execute(READER, {"key": self.session_key, "on": on, "factors": SECOND_FACTORS})
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        data, is_known, facts, has_second_factor, *row = found
        if is_known:
            self.person = Person.from_db("default", NAMES, row)
            self.person.has_second_factor = has_second_factor
            actor_as_told(self.person, facts, on)
        return self.decode(data)

    def flush(self) -> None:
        self.person = None
        super().flush()


class Reader(AuthenticationMiddleware):
    """Middleware that tells the request who is signed in, once someone asks."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _reader_of(request))  # type: ignore[assignment]


def _reader_of(request: HttpRequest) -> Any:
    if not hasattr(request, "_cached_user"):
        request._cached_user = _known_by(request.session) or auth.get_user(request)  # type: ignore[attr-defined]
    return request._cached_user  # type: ignore[attr-defined]


def _known_by(session: Any) -> Person | None:
    """Return the person who came with the session if it is theirs, by the same questions as `auth.get_user`."""
    whose, way = session.get(auth.SESSION_KEY), session.get(auth.BACKEND_SESSION_KEY)
    person = getattr(session, "person", None)
    if person is None or whose != str(person.pk) or way not in settings.AUTHENTICATION_BACKENDS:
        return None
    seal = session.get(auth.HASH_SESSION_KEY) or ""
    is_theirs = person.is_active and constant_time_compare(seal, person.get_session_auth_hash())
    return person if is_theirs else None
