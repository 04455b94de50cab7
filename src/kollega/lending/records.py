"""What lending keeps, and what it knows about one person.

The person lent reads their own terms, salary too; the others in a loan read only that they took part and what they
themselves did.
"""

from typing import Any

from django.db.models import Q

from kollega.core.records import Kept
from kollega.lending.models import (
    Agreement,
    Change,
    Consent,
    Evaluation,
    Point,
    ReturnTalk,
    Revision,
    Signature,
    SignOff,
    VatDecision,
    Version,
    Waiver,
)
from kollega.lending.queries import whole

FISCAL = "räkenskapsåret slutade"
SEVEN = "7 år, för statliga myndigheter 10 år."

KEPT = (
    Kept(
        model="lending.Paper",
        document="Avtalet som PDF, så som det skrevs under",
        owner="utlånaren",
        kind="avtal",
        clock="räkenskapsårets slut",
        keep="7 år, statliga myndigheter 10 år",
    ),
    Kept("lending.Agreement", "Utlåningsavtal", "Utlånaren och mottagaren", "avtal", FISCAL, SEVEN),
    Kept("lending.Version", "Villkor i avtalet", "Utlånaren och mottagaren", "avtal", FISCAL, SEVEN),
    Kept("lending.Annex", "Bilaga till avtalet", "Utlånaren", "avtal", FISCAL, SEVEN),
    Kept("lending.Signature", "Underskrift", "Utlånaren och mottagaren", "avtal", FISCAL, SEVEN),
    Kept("lending.Change", "Fråga om att ändra lånet", "Utlånaren och mottagaren", "avtal", FISCAL, SEVEN),
    Kept("lending.Consent", "Ja till en ändring av lånet", "Utlånaren och mottagaren", "avtal", FISCAL, SEVEN),
    Kept("lending.Waiver", "Kortare framförhållning", "Utlånaren", "avtal", FISCAL, SEVEN),
    Kept(
        "lending.Point",
        "Punkt inför start eller återkomst",
        "Utlånaren och mottagaren",
        "deltagande",
        "sista dagen",
        "2 år.",
    ),
    Kept(
        "lending.SignOff",
        "Klarmarkering inför start eller återkomst",
        "Utlånaren och mottagaren",
        "deltagande",
        "sista dagen",
        "2 år.",
    ),
    Kept("lending.ReturnTalk", "Tid för samtal om återkomsten", "Utlånaren", "deltagande", "sista dagen", "2 år."),
    Kept("lending.Evaluation", "Hur lånet gick", "Utlånaren och mottagaren", "deltagande", "sista dagen", "2 år."),
    Kept("lending.VatDecision", "Beslut om moms", "Utlånaren", "avtal", FISCAL, SEVEN),
    Kept("lending.Rate", "Arbetsgivarens procentsatser", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("lending.Revision", "Ny lön under ett lån", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("lending.VatDefault", "Förslag om moms", "Utlånaren", "faktura", "förslaget byttes ut", SEVEN),
    Kept("lending.Away", "Dagar som utlånad", "Utlånaren", "deltagande", "sista dagen", "5 år."),
)


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the person's own agreements with their terms, their signatures, and where they took part for others."""
    mine = whole(Agreement.objects.filter(employment__person=person).order_by("made_at"))
    others = whole(
        Agreement.objects.filter(Q(employment__manager=person) | Q(leader=person))
        .exclude(employment__person=person)
        .order_by("made_at")
    )
    return {
        "Utlåningsavtal om dig": [_agreement(a) for a in mine],
        "Villkor i avtal om dig": [_version(a, v) for a in mine for v in a.versions.all()],
        "Avtal där du är chef eller leder arbetet": [
            {
                "Avtal": a.number,
                "Medarbetare": str(a.person),
                "Utlånare": str(a.lender),
                "Mottagare": str(a.receiver),
                "Läge": a.get_state_display(),
            }
            for a in others
        ],
        "Underskrifter": [
            {
                "Avtal": s.version.agreement.number,
                "Version": s.version.number,
                "För": s.get_party_display(),
                "När": s.at.isoformat(),
                "Sätt": s.method,
                "Kontrollsumma": s.digest,
            }
            for s in Signature.objects.filter(person=person).select_related("version__agreement").order_by("at")
        ],
        "Ny lön under lån": _revisions(person),
        "Villkor du har skrivit": [
            {"Avtal": v.agreement.number, "Version": v.number, "När": v.made_at.isoformat()}
            for v in Version.objects.filter(made_by=person).select_related("agreement").order_by("made_at")
        ],
        "Ändringar du har bett om": [_change(c) for c in _changes(asked_by=person)],
        "Ändringar av lån av dig": [_change(c) for c in _changes(agreement__employment__person=person)],
        "Ändringar du har sagt ja till": [
            _change(c.change) | {"För": c.get_party_display(), "Sagt": c.at.isoformat()}
            for c in Consent.objects.filter(person=person).select_related("change__agreement").order_by("at")
        ],
        **_around(person),
        "Beslut om moms": [
            {
                "Avtal": d.agreement.number,
                "Beslut": d.get_treatment_display(),
                "Skäl": d.reason,
                "När": d.at.isoformat(),
            }
            for d in VatDecision.objects.filter(by=person).select_related("agreement").order_by("at")
        ],
    }


def _around(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what the person has asked, ticked, planned and said around loans."""
    waivers = Waiver.objects.filter(Q(asked_by=person) | Q(answered_by=person)).select_related("agreement")
    points = Point.objects.filter(ready_by=person).select_related("agreement")
    done = SignOff.objects.filter(person=person).select_related("agreement")
    talks = ReturnTalk.objects.filter(Q(by=person) | Q(agreement__employment__person=person))
    said = Evaluation.objects.filter(person=person).select_related("agreement")
    return {
        "Kortare framförhållning du har bett om eller svarat på": [
            {"Avtal": w.agreement.number, "Första dag": _iso(w.first_day), "Skäl": w.reason,
             "Läge": w.get_state_display(), "När": w.asked_at.isoformat()}
            for w in waivers.order_by("asked_at")
        ],
        "Punkter du har markerat som klara": [
            {"Avtal": p.agreement.number, "Punkt": p.text, "När": _iso(p.ready_at)} for p in points.order_by("ready_at")
        ],
        "Listor du har klarmarkerat": [
            {"Avtal": s.agreement.number, "Lista": s.get_moment_display(), "När": s.at.isoformat()}
            for s in done.order_by("at")
        ],
        "Samtal om återkomst": [
            {"Avtal": t.agreement.number, "Tid": t.at.isoformat(), "Plats": t.place}
            for t in talks.select_related("agreement").order_by("at")
        ],
        "Hur du har sagt att lån gick": [
            {"Avtal": e.agreement.number, "Som": e.get_role_display(), "Svar": ", ".join(map(str, e.marks)),
             "Ord": e.words, "När": e.at.isoformat()}
            for e in said.order_by("at")
        ],
    }  # fmt: skip


def _revisions(person: Any) -> list[dict[str, Any]]:
    found = Revision.objects.filter(agreement__employment__person=person).select_related("agreement")
    return [
        {
            "Avtal": r.agreement.number,
            "Från": r.from_on.isoformat(),
            "Månadslön": str(r.monthly_salary),
            "Skäl": r.reason,
        }
        for r in found
    ]


def _changes(**which: Any) -> Any:
    return Change.objects.filter(**which).select_related("agreement").order_by("asked_at")


def _change(change: Change) -> dict[str, Any]:
    return {
        "Avtal": change.agreement.number,
        "Ändring": change.get_kind_display(),
        "Sista dag": _iso(change.last_day),
        "Skäl": change.reason,
        "När": change.asked_at.isoformat(),
        "Läge": change.get_state_display(),
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "Avtal": agreement.number,
        "Uppdrag": agreement.title,
        "Form": agreement.get_legal_form_display(),
        "Utlånare": str(agreement.lender),
        "Mottagare": str(agreement.receiver),
        "Leder arbetet": str(agreement.leader),
        "Läge": agreement.get_state_display(),
        "Undertecknat": _iso(agreement.signed_on),
        "Första dagen": _iso(agreement.first_day),
        "Sista dagen": _iso(agreement.last_day),
    }


def _version(agreement: Agreement, version: Version) -> dict[str, Any]:
    return {
        "Avtal": agreement.number,
        "Version": version.number,
        "Från": _iso(version.starts_on),
        "Till": _iso(version.ends_on),
        "Procent": version.share,
        "Uppgifter": version.tasks,
        "Arbetsplats": version.workplace,
        "Hur mottagaren betalar": version.get_cost_model_display(),
        "Månadslön": str(version.monthly_salary),
        "Fast belopp": str(version.monthly_amount),
        "Timpris": str(version.hourly_amount),
        "Resor": version.travel,
        "Utrustning": version.equipment,
        "Sekretess": version.secrecy,
        "Bedömning av behovet": version.assessment,
        "Underskrifter": [
            f"{s.get_party_display()}: {s.person}, {s.at.date().isoformat()}" for s in version.signatures.all()
        ],
    }


def _iso(when: Any) -> str | None:
    return when.isoformat() if when else None
