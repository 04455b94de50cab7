"""Taking in the ads of a feed and keeping them on the joint list, by hand or on a feed's own schedule."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from kollega.catalogue import actions as catalogue
from kollega.catalogue.rules import form_from
from kollega.catalogue.terms import ListingKind, Reach
from kollega.core import clock
from kollega.core.clock import STOCKHOLM
from kollega.core.fetch import fetch, why_not_address
from kollega.core.incoming import Unreadable
from kollega.core.log import Entry, Line, hold_all
from kollega.core.many import add
from kollega.core.workflow import Refused
from kollega.networks.models import Employer
from kollega.networks.rules import readable_name
from kollega.taxonomy import actions as taxonomy
from kollega.taxonomy.models import Concept
from kollega.taxonomy.terms import Kind
from kollega.vacancies import notices, queries
from kollega.vacancies.copies import FROM_AD, Meant, Run
from kollega.vacancies.files import Read, read
from kollega.vacancies.models import Feed, Sighting, Vacancy
from kollega.vacancies.rules import Ad, is_open, why_not_remove
from kollega.vacancies.terms import NO_EMPLOYER, SHOWN_ROWS, SOURCE_OF, TRY_AGAIN, Source
from kollega.words.tokens import language_of

WRITTEN = [*FROM_AD, "employer", "place", "occupation", "alike", "source", "source_id", "removed_at"]
SEEN = ["marks", "digest", "is_own", "leads", "said", "removed_at"]
BATCH = 500
NOBODYS = UUID(int=0)
log = logging.getLogger("kollega.feeds")


class TooManyGone(Refused):
    """A run that would take away so much that someone has to say yes first."""


@transaction.atomic
def import_ads(
    read: Read, *, kind: str, employer: Employer | None = None, is_whole: bool | None = None,
    may_remove_many: bool = False, by: Any = None,
) -> dict[str, Any]:  # fmt: skip
    """Take in the ads of a feed; good rows are taken and bad ones named. The same ads again change nothing.

    Nothing is made of an employer that is not known: the ad keeps the name it gave and is counted as unresolved. A job
    that another feed has too stays one vacancy. What an employer's whole list no longer has is removed.

    :param employer: whose feed it is; another employer's ad in it is rejected.
    :param is_whole: whether the feed is the employer's whole list; as such a file usually is where nothing is said.
    :raises TooManyGone: when more than three tenths of the feed's open ads would go, unless `may_remove_many`.
    """
    _one_import_at_a_time()
    source = SOURCE_OF.get(kind) or Source(kind)
    bad = list(read.rejected)
    meant = _meant([ad for ad in read.ads if _is_from(ad, employer, bad)], source, employer)
    gone_ids = {(_scope(source, gone.scope, employer), gone.source_id): gone.at for gone in read.removals}
    known = queries.sightings_of(source, [*((m.scope, m.ad.source_id) for m in meant), *gone_ids])
    meant = [m for m in meant if _is_theirs(m, known, employer, bad)]
    gone = {known[key]: at for key, at in gone_ids.items() if key in known and _may_end(known[key], employer)}
    if employer is not None and (read.is_list if is_whole is None else is_whole):
        gone |= _absent(read, source, employer)
    if not may_remove_many:
        _ask_first(gone, meant, known, employer)
    run = _planned(meant, known, gone)
    _write(run, by)
    run.count["unchanged"] += read.count - len(meant) - len(gone_ids) - len(bad) + len(gone_ids.keys() - _keys(gone))
    return _counted(run, read, bad, meant)


@transaction.atomic
def announce_own(ad: Ad, *, employer: Employer, by: Any = None) -> None:
    """Keep an announcement that the employer has made here as the original of the job, so that copies are no rows.

    Its page and its row on the list are whoever's announced it. Announcing it again mends what it says.
    """
    import_ads(Read(ads=[ad], count=1), kind=Source.OWN, employer=employer, by=by)


def _one_import_at_a_time() -> None:
    """Two that read the same feed at once would both find an ad new."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('kollega.vacancies'))")


def _scope(source: str, said: str, employer: Employer | None) -> str:
    if source == Source.PLATSBANKEN:
        return ""
    return str(employer.pk) if employer else said


def _is_from(ad: Ad, employer: Employer | None, bad: list[dict[str, Any]]) -> bool:
    if employer is None or not ad.org_number or ad.org_number == employer.org_number:
        return True
    reason = f"annonsen {ad.source_id} är en annan arbetsgivares ({ad.employer_name}), inte {employer.name}"
    bad.append({"row": ad.row, "reason": reason})
    return False


def _is_theirs(meant: Meant, known: dict, employer: Employer | None, bad: list[dict[str, Any]]) -> bool:
    """What is known as another employer's is not changed by this one's feed."""
    sighting = known.get((meant.scope, meant.ad.source_id))
    if sighting is None or _may_end(sighting, employer):
        return True
    bad.append({"row": meant.ad.row, "reason": f"annonsen {meant.ad.source_id} är redan en annan arbetsgivares"})
    return False


def _may_end(sighting: Sighting, employer: Employer | None) -> bool:
    return employer is None or sighting.vacancy.employer_id in (None, employer.pk)


def _meant(ads: Sequence[Ad], source: str, employer: Employer | None) -> list[Meant]:
    """Return the ads with what they mean; words that no file has named are kept as the feed names them."""
    who = {ad.row: employer for ad in ads} if employer else queries.announcers(ads)
    by_id = _met(ads)
    by_code = queries.places_by_code({ad.municipality_code for ad in ads if not ad.place_id})
    placed = {ad.row: by_id.get(ad.place_id) or by_code.get(ad.municipality_code) for ad in ads}
    by_name = queries.places_by_name(ad for ad in ads if placed[ad.row] is None)
    by_word = queries.occupations_by_word(ad for ad in ads if not ad.occupation_id)
    found = []
    for ad in ads:
        place = placed[ad.row] or by_name.get(ad.row)
        if place is not None and not ad.place_id:
            ad = replace(ad, place_label=place.label)
        if employer is not None and not ad.employer_name:
            ad = replace(ad, employer_name=employer.name)
        found.append(Meant(
            ad=ad, source=source, scope=_scope(source, ad.scope, employer), employer=who[ad.row], place=place,
            occupation=by_id.get(ad.occupation_id) or by_word.get(ad.row),
            is_own=employer is not None and source != Source.PLATSBANKEN,
        ))  # fmt: skip
    return found


def _met(ads: Sequence[Ad]) -> dict[str, Concept]:
    said = {ad.place_id: (Kind.MUNICIPALITY, ad.place_label) for ad in ads}
    said |= {ad.occupation_id: (Kind.OCCUPATION, ad.occupation_label) for ad in ads}
    said.pop("", None)
    known: dict[str, Concept] = Concept.objects.in_bulk(list(said))
    return known | {
        concept_id: taxonomy.meet(concept_id, kind, label)
        for concept_id, (kind, label) in said.items()
        if concept_id not in known
    }


def _absent(read: Read, source: str, employer: Employer) -> dict[Sighting, None]:
    """Return what the feed had and has no longer; an ad past its last day is closed, not removed."""
    had = queries.still_open(source, _scope(source, "", employer), now=clock.now(), employer=employer)
    return dict.fromkeys(had.exclude(source_id__in=read.seen).select_related("vacancy__employer"))


def _ask_first(gone: dict[Sighting, Any], meant: Sequence[Meant], known: dict, employer: Employer | None) -> None:
    """Stop where too much of what can still be applied for would go; what is past its last day is no loss."""
    now = clock.now()
    said = [known.get((m.scope, m.ad.source_id)) for m in meant if m.ad.removed_at]
    going = {s.pk: s for s in [*gone, *said] if s is not None and s.removed_at is None and is_open(s.vacancy, now=now)}
    feeds = {(s.source, s.scope) for s in going.values()}
    had = sum(queries.still_open(source, scope, now=now, employer=employer).count() for source, scope in feeds)
    if reason := why_not_remove(going=len(going), had=max(had, len(going))):
        raise TooManyGone(reason)


def _planned(meant: Sequence[Meant], known: dict, gone: dict[Sighting, Any]) -> Run:
    run = Run(now=clock.now())
    new = [m for m in meant if (m.scope, m.ad.source_id) not in known]
    run.look_up(new, list({s.pk: s for s in [*gone, *known.values()]}.values()))
    for sighting, at in gone.items():
        run.count[run.end(sighting, at)] += 1
    for m in meant:
        before = known.get((m.scope, m.ad.source_id))
        run.count[run.begin(m) if before is None else run.go_on(before, m)] += 1
    return run


def _write(run: Run, by: Any) -> None:
    """Write the run in few statements; who led before steps down before another leads."""
    hold_all({None, *(line.owner for line in run.lines)})
    add(Vacancy, run.new_vacancies)
    Vacancy.objects.bulk_update(run.vacancies.values(), WRITTEN, batch_size=BATCH)
    leading = [s for s in run.sightings.values() if s.leads]
    following = [s for s in run.sightings.values() if not s.leads]
    for sightings in (following, leading):
        Sighting.objects.bulk_update(sightings, SEEN, batch_size=BATCH)
    add(Sighting, run.new_sightings)
    Entry.write_all(run.lines, by=by)
    _list([*run.new_vacancies, *run.vacancies.values()])


def _keys(gone: dict[Sighting, Any]) -> set[tuple[str, str]]:
    return {(sighting.scope, sighting.source_id) for sighting in gone}


def _counted(run: Run, read: Read, bad: list[dict[str, Any]], meant: Sequence[Meant]) -> dict[str, Any]:
    words = ("created", "updated", "unchanged", "removed")
    unresolved = {
        "place": sum(m.place is None or not m.place.is_known for m in meant),
        "occupation": sum(m.occupation is None or not m.occupation.is_known for m in meant),
        "employer": sum(m.employer is None for m in meant),
    }
    return {
        "read": read.count, **{word: run.count[word] for word in words},
        "rejected": sorted(bad, key=lambda row: row["row"]), "unresolved": unresolved,
    }  # fmt: skip


def _list(vacancies: Sequence[Vacancy]) -> None:
    """Keep the joint list as the vacancies are; what an employer announces here lists itself."""
    gone = [v.pk for v in vacancies if v.removed_at or v.source == Source.OWN]
    if gone:
        catalogue.take_down_many(gone)
    left = set(gone)
    page = reverse("vacancies:vacancy", args=[NOBODYS])  # asked once: a feed may have a hundred thousand
    catalogue.put_up_many({
        v.pk: _offer(v, v.employer) | {"url": page.replace(str(NOBODYS), str(v.pk))}
        for v in vacancies
        if v.pk not in left
    })  # fmt: skip


def _offer(vacancy: Vacancy, employer: Employer | None) -> dict[str, Any]:
    """Return what the joint list says of a vacancy."""
    return {
        "kind": ListingKind.JOB, "employer": employer,
        "employer_name": employer.name if employer else readable_name(vacancy.employer_name) or NO_EMPLOYER,
        "network": None, "reach": Reach.PUBLIC, "title": vacancy.title, "place": vacancy.place_label,
        "extent": vacancy.extent,
        "published_at": vacancy.published_at,
        "closes_on": vacancy.apply_by and vacancy.apply_by.astimezone(STOCKHOLM).date(), "body": vacancy.text,
        "municipality": vacancy.municipality_code, "occupation": vacancy.occupation_id,
        "form": form_from(vacancy.duration), "language": language_of(vacancy.text),
    }  # fmt: skip


@transaction.atomic
def remove(vacancy: Vacancy, *, by: Any = None) -> None:
    """Take an ad off the list; its page stays and says that it is closed. Again does nothing."""
    vacancy = Vacancy.objects.select_for_update(of=("self",)).select_related("employer").get(pk=vacancy.pk)
    if vacancy.removed_at:
        return
    vacancy.removed_at = clock.now()
    vacancy.save(update_fields=["removed_at"])
    catalogue.take_down(vacancy.pk)
    Entry.write("vacancy.removed", vacancy, by=by, owner=vacancy.employer)


@transaction.atomic
def try_out(feed: Feed, *, ask: Callable[[str], bytes] | None = None) -> tuple[Read, dict[str, Any] | None, str]:
    """Return what a feed gives now, what a run would do, and why it would stop; nothing of it is kept.

    :raises Unreadable: when the address gives no such feed.
    """
    found = read(feed.kind, (ask or fetch)(feed.address), page=feed.address)
    try:
        with transaction.atomic():
            done = import_ads(found, kind=feed.kind, employer=feed.employer, is_whole=feed.is_whole)
            transaction.set_rollback(True)
    except TooManyGone as asks:
        return found, None, str(asks)
    return found, done, ""


@transaction.atomic
def keep_feed(feed: Feed, *, by: Any) -> Feed:
    """Keep a new feed, or what was changed in one; it is run within a minute.

    :raises Refused: unless the person is HR contact at the employer, and the address may be asked.
    """
    _only_contacts(feed, by)
    if reason := why_not_address(feed.address):
        raise Refused(reason)
    is_new = feed._state.adding
    feed.next_at, feed.is_on = clock.now(), True
    feed.error, feed.failing_since, feed.asks, feed.may_remove_many = "", None, "", False
    try:
        with transaction.atomic():
            feed.save()
    except IntegrityError as twice:
        raise Refused("Ni har redan en källa av den sorten. Ändra den i stället.") from twice
    verb = "feed.added" if is_new else "feed.changed"
    Entry.write_all([Line(verb=verb, subject=feed, owner=feed.employer)], by=by.person)
    return feed


@transaction.atomic
def steer_feed(feed: Feed, step: str, *, by: Any) -> None:
    """Run a feed at once, stop it, start it again, or say yes to the removal that it asks about.

    :raises Refused: unless the person is HR contact at the employer, and the step means something now.
    """
    feed = Feed.objects.select_for_update(of=("self",)).select_related("employer").get(pk=feed.pk)
    _only_contacts(feed, by)
    if step == "approve" and not feed.asks:
        raise Refused("Ingen borttagning väntar på svar längre.")
    if step == "run" and not feed.is_on:
        raise Refused("Källan är stoppad. Starta den först.")
    feed.next_at = clock.now()
    feed.is_on = step != "stop"
    feed.may_remove_many = step == "approve"
    feed.save(update_fields=["next_at", "is_on", "may_remove_many"])
    verbs = {"approve": "feed.removal_approved", "run": "feed.hurried", "start": "feed.started", "stop": "feed.stopped"}
    Entry.write_all([Line(verb=verbs[step], subject=feed, owner=feed.employer)], by=by.person)


def _only_contacts(feed: Feed, by: Any) -> None:
    if not by.is_contact_at(feed.employer_id):
        raise Refused("Bara HR-kontakten hos arbetsgivaren ändrar annonskällor.")


@transaction.atomic
def run_next_feed(*, ask: Callable[[str], bytes] | None = None) -> Feed | None:
    """Run the feed that has waited longest, with its row locked; None when none is due.

    A feed that cannot be read changes nothing on the list, and its employer's HR contacts are told once.
    """
    due = Feed.objects.select_for_update(skip_locked=True, of=("self",)).select_related("employer")
    feed = due.filter(is_on=True, next_at__lte=clock.now()).order_by("next_at", "pk").first()
    if feed is None:
        return None
    try:
        with transaction.atomic():
            done = import_ads(
                read(feed.kind, (ask or fetch)(feed.address), page=feed.address), kind=feed.kind,
                employer=feed.employer, is_whole=feed.is_whole, may_remove_many=feed.may_remove_many,
            )  # fmt: skip
    except Unreadable as wrong:
        _note_fault(feed, " ".join(wrong.reasons))
    except TooManyGone as asks:
        _note_success(feed, None, str(asks))
    except Exception:  # one feed that we cannot take stops no other; its owner is told, and the operator reads why
        log.exception("feed %s failed", feed.pk)
        _note_fault(feed, "Källan gick att hämta men inte att läsa in. Felet är vårt, och driften får veta det.")
    else:
        _note_success(feed, done | {"rejected": done["rejected"][:SHOWN_ROWS], "bad": len(done["rejected"])}, "")
    feed.save()
    return feed


def _note_fault(feed: Feed, why: str) -> None:
    now = clock.now()
    is_new = feed.failing_since is None
    feed.last_run_at, feed.error = now, why[:500]
    feed.failing_since = feed.failing_since or now
    feed.next_at = now + min(TRY_AGAIN, timedelta(hours=feed.every_hours))
    if is_new:
        Entry.write("feed.failed", feed, by=None, owner=feed.employer, reason=feed.error)
        notices.broken(feed)


def _note_success(feed: Feed, done: dict[str, Any] | None, asks: str) -> None:
    """A run that stopped to ask could be read; it asks once, until it has been answered or has passed."""
    now = clock.now()
    feed.last_run_at, feed.next_at = now, now + timedelta(hours=feed.every_hours)
    feed.result = done if done is not None else feed.result
    if feed.failing_since is not None:
        Entry.write("feed.recovered", feed, by=None, owner=feed.employer)
        notices.works_again(feed, feed.failing_since)
    is_new = bool(asks) and not feed.asks
    feed.error, feed.failing_since, feed.asks = "", None, asks[:500]
    if not asks:
        feed.last_ok_at, feed.may_remove_many = now, False
    if is_new:
        Entry.write("feed.asked", feed, by=None, owner=feed.employer, reason=feed.asks)
        notices.asks(feed)
