"""What those who announce, answer and decide are told, and when."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.assignments import queries
from kollega.assignments.rules import answer_due, is_shown
from kollega.assignments.terms import InterestState, NotSelected, Rung
from kollega.core import clock, swedish
from kollega.networks.terms import ManagerStep
from kollega.outbox import actions as outbox


def _about_interest(people: list, interest: Any, event: str, subject: str, text: str) -> None:
    url = reverse("assignments:interest", args=[interest.pk])
    outbox.tell(people, about=interest, event=event, subject=subject, text=text, url=url)


def _about_call(people: list, call: Any, event: str, subject: str, text: str) -> None:
    outbox.tell(
        people, about=call, event=event, subject=subject, text=text, url=reverse("assignments:call", args=[call.pk])
    )


def submitted(call: Any, today: date) -> None:
    _about_call(
        queries.contacts(call.employer, today), call, "call.submitted", f"Granska uppdraget {call.title}",
        f"{call.contact} vill annonsera ett uppdrag i nätverket. Läs igenom och publicera, eller skicka tillbaka.",
    )  # fmt: skip


def published(call: Any, today: date) -> None:
    shown_to = call.group or "alla anställda i nätverket"
    _about_call(
        queries.receivers(call, today), call, "call.published", f"Uppdraget {call.title} är publicerat",
        f"Det syns nu för {shown_to}. Sista dag att svara är {call.answer_by:%Y-%m-%d}.",
    )  # fmt: skip


def sent_back(call: Any, reason: str, today: date) -> None:
    _about_call(
        [call.contact], call, f"call.sent_back.{today}", f"Ändra i uppdraget {call.title}", f"HR skrev: {reason}"
    )


def closed(call: Any, today: date) -> None:
    _about_call(
        queries.receivers(call, today), call, "call.closed", f"Välj bland svaren på {call.title}",
        "Sista dagen har passerat. Läs svaren och välj, eller tacka nej med ett skäl.",
    )  # fmt: skip


def cancelled(call: Any, reason: str) -> None:
    people = [
        i.employment.person
        for i in call.interests.exclude(state=InterestState.WITHDRAWN).select_related("employment__person")
    ]
    _about_call(people, call, "call.cancelled", f"Uppdraget {call.title} blir inte av", f"Skäl: {reason}")


def _each_time(interest: Any, event: str) -> str:
    """A mended answer is told of anew; telling is once for each event."""
    return event if interest.execution == 1 else f"{event}.{interest.execution}"


def _at_home(interest: Any, today: date) -> list:
    return [interest.person, *queries.contacts(interest.employment.employer, today)]


def sent(interest: Any, today: date) -> None:
    is_mended = interest.execution > 1
    has = "har kompletterat sin anmälan till" if is_mended else "har anmält intresse för"
    _about_interest(
        queries.managers(interest, today), interest, _each_time(interest, "interest.sent"),
        f"Ta ställning till utlåning av {interest.person}",
        f"{interest.person} {has} {interest.call.title} hos {interest.call.employer}. "
        f"Svara senast {answer_due(today):%Y-%m-%d}.",
    )  # fmt: skip
    if is_shown(interest.state, interest.manager_step):
        _arrived(interest, today, "Chefen har inte svarat än. Ni kan välja först när chefen har sagt ja.")


def _arrived(interest: Any, today: date, more: str = "") -> None:
    _about_interest(
        queries.receivers(interest.call, today), interest, "interest.arrived", f"Ett svar på {interest.call.title}",
        f"{interest.person} från {interest.employment.employer} har anmält intresse. {more}".strip(),
    )  # fmt: skip


def _told_there(interest: Any, today: date, event: str, subject: str) -> None:
    """Tell the receiver how it went, where the network lets them see answers at once; never why."""
    if interest.manager_step == ManagerStep.BEFORE_OFFER:
        about = f"Det gäller {interest.call.title}."
        _about_interest(queries.receivers(interest.call, today), interest, event, subject, about)


def reminded(interest: Any, today: date) -> None:
    """Tell who is turned to now, the manager twice, the contact, at last the head of HR, and each time who waits."""
    employer, person = interest.employment.employer, interest.person
    asked = {Rung.CONTACT: queries.contacts, Rung.HEAD: queries.heads}.get(interest.rung)
    people = [p for p in (asked(employer, today) if asked else queries.managers(interest, today)) if p != person]
    about = f"{interest.call.title} hos {interest.call.employer}"
    event = f"interest.reminded.{interest.rung}.{today}"
    if asked:
        subject, text = (
            f"Ingen har svarat om utlåning av {person}",
            (
                f"{interest.delegate or interest.employment.manager or 'Ingen'} har inte svarat på frågan om {about}. "
                "Du kan påminna, eller ta ställning själv."
            ),
        )
    else:
        subject, text = (
            f"Påminnelse: ta ställning till utlåning av {person}",
            f"{person} väntar på ditt svar om {about}.",
        )
    _about_interest(people, interest, event, subject, text)
    turned = {Rung.CONTACT: "Frågan har gått vidare till HR-kontakten.", Rung.HEAD: "Frågan har gått till HR-chefen."}
    _about_interest(
        [person], interest, f"interest.waits.{interest.rung}.{today}",
        f"Din anmälan till {interest.call.title} väntar än",
        turned.get(interest.rung, "Chefen har fått en påminnelse. Du behöver inte göra något."),
    )  # fmt: skip


def nudged(interest: Any, today: date, *, by: Any) -> None:
    _about_interest(
        [p for p in queries.managers(interest, today) if p != by], interest, f"interest.nudged.{today}",
        f"{by} påminner: ta ställning till utlåning av {interest.person}",
        f"{interest.person} väntar på ditt svar om {interest.call.title} hos {interest.call.employer}.",
    )  # fmt: skip
    _about_interest(
        [interest.person], interest, f"interest.nudged_for.{today}", f"{by} har påmint om din anmälan",
        f"Det gäller {interest.call.title}. Du behöver inte göra något.",
    )  # fmt: skip


def delegated(interest: Any, today: date, message: str, *, by: Any) -> None:
    about = f"{interest.call.title} hos {interest.call.employer}"
    _about_interest(
        queries.managers(interest, today), interest, f"interest.delegated.{clock.now():%Y%m%d%H%M%S}",
        f"{by} ber dig ta ställning till utlåning av {interest.person}",
        f"Det gäller {about}. Svara senast {answer_due(today):%Y-%m-%d}. {message}".strip(),
    )  # fmt: skip
    _about_interest(
        [interest.person], interest, f"interest.passed_on.{clock.now():%Y%m%d%H%M%S}",
        f"{interest.delegate} tar ställning till din anmälan",
        f"{by} har lämnat frågan om {about} till {interest.delegate}.",
    )  # fmt: skip


def taken_back(interest: Any, was: Any, *, by: Any) -> None:
    about = f"{interest.call.title} hos {interest.call.employer}"
    at = f"{clock.now():%Y%m%d%H%M%S}"
    _about_interest(
        [was], interest, f"interest.taken_back.{at}", f"{by} tar själv ställning till utlåning av {interest.person}",
        f"Det gäller {about}. Du behöver inte göra något.",
    )  # fmt: skip
    _about_interest(
        [interest.person], interest, f"interest.passed_on.{at}", f"{by} tar ställning till din anmälan",
        f"Frågan om {about} är tillbaka hos {by}.",
    )  # fmt: skip


def returned(interest: Any, today: date, comment: str, *, by: Any) -> None:
    _about_interest(
        _at_home(interest, today), interest, f"interest.returned.{interest.execution}",
        f"{by} vill veta mer innan svaret om {interest.person}",
        f"{interest.call.title} hos {interest.call.employer}. {by} skrev: {comment}",
    )  # fmt: skip


def endorsed(interest: Any, today: date, *, by: Any) -> None:
    _about_interest(
        _decided(interest, today), interest, "interest.endorsed",
        f"{by} säger ja till utlåning av {interest.person}",
        f"{interest.call.employer} läser nu svaret på {interest.call.title} och väljer.",
    )  # fmt: skip
    if interest.manager_step == ManagerStep.BEFORE_VISIBLE:
        _arrived(interest, today)
    _told_there(interest, today, "interest.may_be_chosen", f"{interest.person} kan väljas")


def declined(interest: Any, today: date, reason: str, *, by: Any) -> None:
    _about_interest(
        _decided(interest, today), interest, "interest.declined",
        f"{by} säger inte nu till utlåning av {interest.person}", f"Skäl: {reason}",
    )  # fmt: skip
    _told_there(interest, today, "interest.gone", f"Anmälan från {interest.person} är inte aktuell längre")


def _decided(interest: Any, today: date) -> list:
    """Those at home who are told of the word; also the manager, when someone else has given it."""
    manager = interest.employment.manager
    is_others = manager is not None and (interest.delegate_id or interest.rung >= Rung.CONTACT)
    return [*_at_home(interest, today), *([manager] if is_others else [])]


def selected(interest: Any, today: date, *, is_loan: bool) -> None:
    follows = (
        "HR på båda ställena skriver nu avtalet."
        if is_loan
        else "Lån passar inte mellan de här arbetsgivarna. Det blir tjänstledighet och en tidsbegränsad anställning."
    )
    people = [
        interest.person,
        *queries.managers(interest, today),
        *queries.contacts(interest.employment.employer, today),
        *queries.contacts(interest.call.employer, today),
    ]
    _about_interest(
        people, interest, "interest.selected", f"{interest.person} är vald till {interest.call.title}", follows
    )


def confirmed(interest: Any, today: date) -> None:
    people = [*queries.receivers(interest.call, today), *queries.managers(interest, today),
              *queries.contacts(interest.employment.employer, today)]  # fmt: skip
    _about_interest(
        people, interest, "interest.confirmed", f"{interest.person} tackar ja till {interest.call.title}",
        f"Kom överens om tjänstledigheten och den tidsbegränsade anställningen hos {interest.call.employer}.",
    )  # fmt: skip


def finished(interest: Any, today: date) -> None:
    people = [interest.person, *queries.managers(interest, today),
              *queries.contacts(interest.employment.employer, today)]  # fmt: skip
    _about_interest(
        people, interest, "interest.finished", f"{interest.call.title} är avslutat för {interest.person}",
        f"{interest.get_outcome_display()}. {interest.outcome_note}".strip(),
    )  # fmt: skip


def passed_over(interest: Any, today: date, *, was_unanswered: bool) -> None:
    why = NotSelected(interest.not_selected_because).label
    _about_interest(
        [interest.person], interest, "interest.passed_over", f"{interest.call.title} gick till någon annan",
        f"{why}. {interest.feedback}".strip(),
    )  # fmt: skip
    if was_unanswered:
        _about_interest(
            queries.managers(interest, today), interest, "interest.needs_no_word",
            f"Du behöver inte svara om utlåning av {interest.person}",
            f"{interest.call.title} hos {interest.call.employer} gick till någon annan.",
        )  # fmt: skip


def withdrawn(interest: Any, today: date, *, was_shown: bool) -> None:
    people = list(queries.managers(interest, today))
    if was_shown:
        people += queries.receivers(interest.call, today)
    _about_interest(
        people, interest, "interest.withdrawn", f"{interest.person} har dragit tillbaka sin anmälan",
        f"Det gäller {interest.call.title} hos {interest.call.employer}. Du behöver inte göra något.",
    )  # fmt: skip


def shortlisted(interest: Any, *, has_times: bool) -> None:
    """Tell the employee that the receiver wants to know more of them."""
    follows = "Välj en tid för samtal på sidan." if has_times else "De hör av sig med tider för samtal."
    _about_interest(
        [interest.person], interest, "interest.shortlisted", f"Du är med i urvalet till {interest.call.title}",
        f"{interest.call.employer} vill veta mer om dig. {follows}",
    )  # fmt: skip


def times_offered(interest: Any, *, newest: Any) -> None:
    _about_interest(
        [interest.person], interest, f"interest.times.{newest:%Y%m%d%H%M}",
        f"Välj tid för samtal om {interest.call.title}",
        f"{interest.call.employer} föreslår tider. Den som väljer först får tiden.",
    )  # fmt: skip


def _when(talk: Any) -> str:
    at = talk.starts_at.astimezone(clock.STOCKHOLM)
    return f"{swedish.day(at.date())} klockan {at:%H.%M}"


def _both(interest: Any, talk: Any, event: str, subject: str, text: str) -> None:
    people = [interest.person, *queries.receivers(interest.call, clock.today())]
    _about_interest(people, interest, f"interest.{event}.{talk.sequence}", subject, text)


def time_taken(interest: Any, talk: Any) -> None:
    """Tell both sides when they meet; the page has the invitation for their calendars."""
    change = "Ny tid för samtal" if talk.sequence else "Samtal"
    _both(
        interest, talk, "talk", f"{change}: {_when(talk)}",
        f"{interest.person} och {interest.call.contact} om {interest.call.title}. {talk.place}. "
        "Lägg in tiden i din kalender från sidan.",
    )  # fmt: skip


def talk_cancelled(interest: Any, talk: Any, *, by: Any) -> None:
    _both(
        interest, talk, "talk_cancelled", f"Samtalet {_when(talk)} är inställt",
        f"{by} ställde in samtalet om {interest.call.title}. Ta bort det ur din kalender från sidan.",
    )  # fmt: skip


def talk_tomorrow(interest: Any, talk: Any, today: date) -> None:
    _both(
        interest, talk, "talk_tomorrow", f"I morgon: samtal om {interest.call.title}",
        f"{_when(talk)}, {talk.place}. {interest.person} och {interest.call.contact}.",
    )  # fmt: skip
