"""What assignments keeps, and what it knows about one person."""

from typing import Any

from kollega.assignments.models import Approval, Call, Interest
from kollega.core.records import Kept

KEPT = (
    Kept(
        "assignments.Call",
        "Annons om uppdrag",
        "Den arbetsgivare som annonserar",
        "annons",
        "beslutet blev klart",
        "Bevaras och lämnas till arkivet.",
    ),
    Kept(
        "assignments.Interest",
        "Intresseanmälan",
        "Din arbetsgivare och den som annonserar",
        "intresse",
        "uppdraget tillsattes eller ställdes in",
        "12 månader. Ett utkast raderas 30 dagar efter att du ändrade det. Blev det ett lån hör den till avtalet.",
    ),
    Kept(
        "assignments.TalkTime",
        "Tid för samtal",
        "Den arbetsgivare som annonserar",
        "bokning",
        "uppdraget tillsattes eller ställdes in",
        "12 månader.",
    ),
    Kept(
        "assignments.Talk",
        "Inbjudan till samtal",
        "Din arbetsgivare och den som annonserar",
        "bokning",
        "uppdraget tillsattes eller ställdes in",
        "12 månader.",
    ),
    Kept(
        "assignments.Approval",
        "Chefens besked",
        "Din arbetsgivare",
        "intresse",
        "uppdraget tillsattes eller ställdes in",
        "12 månader. Blev det ett lån hör det till avtalet.",
    ),
    Kept(
        "assignments.Cover",
        "Plan för dina uppgifter",
        "Din arbetsgivare",
        "intresse",
        "uppdraget tillsattes eller ställdes in",
        "12 månader. Blev det ett lån hör den till avtalet.",
    ),
)


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the person's own answers and calls, and the words they gave as manager."""
    return {
        "Intresseanmälningar": [_answer(i) for i in _answers(person)],
        "Annonser du är kontakt för": [
            {
                "Annons": c.title,
                "Arbetsgivare": str(c.employer),
                "Läge": c.get_state_display(),
                "Skriven": _iso(c.made_at),
            }
            for c in Call.objects.filter(contact=person).select_related("employer")
        ],
        "Besked du har gett som chef": [
            {
                "Uppdrag": str(a.interest.call),
                "Medarbetare": str(a.interest.person),
                "Besked": a.get_word_display(),
                "Meddelande": a.message,
                "När": _iso(a.at),
            }
            for a in Approval.objects.filter(by=person)
            .select_related("interest__call", "interest__employment__person")
            .order_by("at")
        ],
    }


def _answers(person: Any) -> Any:
    mine = Interest.objects.filter(employment__person=person).select_related(
        "call__employer", "employment__employer", "delegate", "talk"
    )
    return mine.prefetch_related("cover", "approvals__by", "approvals__to")


def _answer(interest: Interest) -> dict[str, Any]:
    return {
        "Uppdrag": interest.call.title,
        "Hos": str(interest.call.employer),
        "Från": str(interest.employment.employer),
        "Läge": interest.get_state_display(),
        "Procent": interest.share,
        "Kan börja": _iso(interest.can_start_on),
        "Varför": interest.statement,
        "Talat med chefen": interest.has_talked,
        "Skickad": _iso(interest.sent_on),
        "Frågan ställd": f"{interest.execution} gånger" if interest.execution > 1 else "en gång",
        "Lämnad till": str(interest.delegate or ""),
        "I urvalet sedan": _iso(interest.shortlisted_on),
        "Samtal": _iso(interest.meeting.starts_at) if interest.meeting and not interest.meeting.is_cancelled else None,
        "Hur det gick": interest.get_outcome_display(),
        "Om hur det gick": interest.outcome_note,
        "Inte vald för att": "" if interest.is_set_aside else interest.get_not_selected_because_display(),
        "Ett ord från mottagaren": "" if interest.is_set_aside else interest.feedback,
        "Chefens besked": [
            f"{a.said}, {a.at.date().isoformat()}{f': {a.message}' if a.message else ''}"
            for a in interest.approvals.all()
        ],
        "Medan du är borta": [
            ", ".join(filter(None, (c.task, c.get_way_display(), c.who))) for c in interest.cover.all()
        ],
    }


def _iso(when: Any) -> str | None:
    return when.isoformat() if when else None
