"""The log as people read it: one mapped text a verb, never the internal name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from kollega.core import clock, swedish
from kollega.core.log import Entry, events_of

WORDS = {
    "call.drafted": "Uppdraget började skrivas",
    "call.rewritten": "Uppdraget ändrades",
    "call.submitted": "Uppdraget skickades till HR",
    "call.published": "Uppdraget publicerades i nätverket",
    "call.sent_back": "HR skickade tillbaka uppdraget",
    "call.closed": "Uppdraget stängdes för fler svar",
    "call.closed_by_its_day": "Sista dagen passerade",
    "call.staffed": "Alla platser blev tillsatta",
    "call.chosen_again": "Valet öppnades igen",
    "call.started": "Uppdraget började",
    "call.completed": "Uppdraget blev klart",
    "call.cancelled": "Uppdraget ställdes in",
    "interest.sent": "Anmälan skickades",
    "interest.endorsed": "Chefen sa ja",
    "interest.declined": "Chefen sa inte nu",
    "interest.selected": "Mottagaren valde",
    "interest.passed_over": "Mottagaren tackade nej",
    "interest.withdrawn": "Anmälan drogs tillbaka",
    "agreement.proposed": "Lånet föreslogs",
    "agreement.terms_written": "Villkoren skrevs",
    "agreement.offered": "Villkoren skickades till mottagaren",
    "agreement.accepted": "Mottagaren godkände villkoren",
    "agreement.sent_back": "Mottagaren bad om ändringar",
    "agreement.reopened": "Villkoren öppnades för ändring",
    "agreement.declined": "Lånet avböjdes",
    "agreement.withdrawn": "Lånet togs tillbaka",
    "agreement.signed_by_lender": "HR-chefen hos utlånaren skrev under",
    "agreement.signed_by_receiver": "HR-chefen hos mottagaren skrev under",
    "agreement.signed_by_employee": "Medarbetaren skrev under",
    "agreement.bound": "Alla tre har skrivit under",
    "agreement.signed": "Avtalet blev underskrivet",
    "agreement.notice_given": "Framförhållningen började",
    "agreement.begun": "Lånet började",
    "agreement.return_planned": "Återkomsten började planeras",
    "agreement.returned": "Medarbetaren är tillbaka",
    "agreement.cancelled": "Lånet ställdes in före start",
    "agreement.extended": "Lånet fick en ny sista dag",
    "agreement.shortened": "Lånet fick en ny sista dag",
    "agreement.converted": "Medarbetaren anställdes hos mottagaren",
    "agreement.settled": "Ekonomin slutreglerade lånet",
    "agreement.closed": "Lånet avslutades när räkenskapsåret var slut",
    "extension.asked": "Någon bad om en förlängning",
    "extension.agreed": "Utlånaren sa ja till förlängningen",
    "extension.signed": "Alla tre har skrivit under förlängningen",
    "extension.declined": "Förlängningen avböjdes",
    "extension.withdrawn": "Frågan om förlängning togs tillbaka",
    "extension.lapsed": "Frågan om förlängning föll när lånet var slut",
    "early_end.asked": "Någon bad att lånet slutar i förtid",
    "early_end.consented": "En part sa ja till att sluta i förtid",
    "early_end.settled": "Båda HR-kontakterna har sagt ja till att sluta i förtid",
    "early_end.declined": "Att sluta i förtid avböjdes",
    "early_end.withdrawn": "Frågan om att sluta i förtid togs tillbaka",
    "early_end.lapsed": "Frågan om att sluta i förtid föll när lånet var slut",
    "conversion.asked": "Någon bad om anställning hos mottagaren",
    "conversion.consented": "En part sa ja till anställning hos mottagaren",
    "conversion.settled": "Mottagaren och medarbetaren är överens om anställning",
    "conversion.declined": "Anställning hos mottagaren avböjdes",
    "conversion.withdrawn": "Frågan om anställning hos mottagaren togs tillbaka",
    "conversion.lapsed": "Frågan om anställning föll när lånet var slut",
    "agreement.vat_decided": "Ekonomin beslutade om moms",
    "agreement.salary_revised": "Ekonomin förde in en ny lön",
    "vat.suggested": "Ekonomin ändrade förslaget om moms",
    "rate.set": "Ekonomin ändrade procentsatserna",
    "hours.reported": "Tidrapporten skickades för attest",
    "hours.attested": "Tidrapporten attesterades",
    "hours.sent_back": "Tidrapporten skickades tillbaka",
    "hours.billed": "Tiden fakturerades",
    "hours.unlocked": "Tidens faktura krediterades",
    "run.started": "Ekonomin körde månaden",
    "basis.proposed": "Underlaget föreslogs",
    "basis.recounted": "Underlaget räknades om",
    "basis.dropped": "Underlaget utgick, lånet har inga dagar kvar i månaden",
    "basis.checked": "Underlaget kontrollerades",
    "basis.approved": "Underlaget godkändes",
    "basis.sent_back": "Underlaget skickades tillbaka",
    "basis.exported": "E-fakturan skapades",
    "basis.disputed": "Mottagaren bestred fakturan",
    "basis.dispute_dropped": "Mottagaren tog tillbaka bestridandet",
    "basis.upheld": "Utlånaren höll fast vid fakturan",
    "basis.paid": "Fakturan betalades",
    "basis.credited": "Fakturan krediterades",
    "recruitment.drafted": "Annonsen började skrivas",
    "recruitment.submitted": "Annonsen skickades till HR",
    "recruitment.approved": "HR godkände annonsen",
    "recruitment.sent_back": "HR skickade tillbaka annonsen",
    "recruitment.scheduled": "Dagen för publicering bestämdes",
    "recruitment.published": "Annonsen publicerades",
    "recruitment.opened_on_its_day": "Annonsen publicerades på vald dag",
    "recruitment.extended": "Sista dagen flyttades",
    "recruitment.closed": "Annonsen stängdes i förtid",
    "recruitment.closed_on_its_day": "Sista dagen passerade",
    "recruitment.filled": "Beslut om anställning fattades",
    "recruitment.left": "Ingen anställdes",
    "recruitment.broken_off": "Rekryteringen avbröts",
    "recruitment.withdrawn": "Annonsen drogs tillbaka",
    "application.submitted": "Ansökan skickades",
    "application.screened": "Ansökan började granskas",
    "application.shortlisted": "Ansökan gick vidare i urvalet",
    "application.invited": "Intervju erbjöds",
    "application.time_chosen": "Tid för intervju valdes",
    "application.offered": "Jobbet erbjöds",
    "application.accepted": "Den sökande tackade ja",
    "application.declined": "Den sökande tackade nej",
    "application.held": "Den sökande sattes som reserv",
    "application.passed_over": "Den sökande går inte vidare",
    "application.taken_up_again": "Ansökan togs upp igen",
    "application.let_go": "Rekryteringen avslutades utan den här sökande",
    "application.hired": "Den sökande anställdes",
    "application.shown": "Ansökan visades för någon utanför rekryteringen",
    "application.hidden": "Ansökan visas inte längre för andra",
    "application.opened": "Den sökande lät andra arbetsgivare läsa",
    "application.kept_close": "Den sökande lät inga andra arbetsgivare läsa",
    "application.withdrawn": "Ansökan drogs tillbaka",
    "handover.sent": "Anmälan skickades till chefen",
    "handover.supported": "Chefen sa ja",
    "handover.declined": "Chefen sa inte nu",
    "handover.withdrawn": "Anmälan drogs tillbaka",
    "handover.handed_over": "Anmälan lämnades över till det andra nätverket",
    "handover.refused": "Det andra nätverket tog inte emot anmälan",
}
OWN_WORDS = {
    "answer.contacted": "Ni hörde av er till någon i ett annat nätverk",
    "answer.received": "Ett svar kom från ett annat nätverk",
    "application.let_in_late": "En sen ansökan släpptes in",
    "assessment.locked": "En bedömning låstes",
    "assessor.asked": "Någon utsågs att bedöma ansökningar",
    "assessor.excused": "Någon bedömer inte längre ansökningar",
    "link.opened": "Ett annat nätverk fick läsa listan",
    "link.stopped": "Ett annat nätverk läser inte listan längre",
    "subscription.started": "Ett annat nätverks lista började läsas",
    "subscription.stopped": "Ett annat nätverks lista läses inte längre",
    "letter.sent": "Besked skickades till dem som inte fick jobbet",
    "person.joined": "Kontot skapades",
    "absence.recorded": "Frånvaro skrevs in",
    "billing.described": "Uppgifter för fakturor ändrades",
    "consent.given": "Samtycke gavs",
    "consent.withdrawn": "Samtycke togs tillbaka",
    "decision.recorded": "Beslutet om anställning skrevs in",
    "employer.created": "Arbetsgivaren lades till",
    "employer.succeeded": "Arbetsgivaren fick en efterträdare",
    "employer.units_imported": "Enheterna lästes in",
    "employer.updated": "Arbetsgivaren ändrades",
    "file.dropped": "En fil raderades",
    "file.kept": "En fil togs emot",
    "filing.made": "Filen till Arbetsförmedlingen gjordes",
    "filing.noted": "Arbetsförmedlingens svar skrevs in",
    "house_rules.written": "Reglerna för annonser ändrades",
    "feed.added": "En annonskälla lades till",
    "feed.asked": "Annonskällan stannade för att fråga",
    "feed.changed": "En annonskälla ändrades",
    "feed.failed": "Annonskällan gick inte att läsa",
    "feed.hurried": "Annonskällan kördes för hand",
    "feed.recovered": "Annonskällan fungerade igen",
    "feed.removal_approved": "Borttagningen av många annonser godkändes",
    "feed.started": "En annonskälla startades",
    "feed.stopped": "En annonskälla stoppades",
    "network.dressed": "Nätverkets utseende ändrades",
    "clause.worded": "Ett villkor skrevs om",
    "group.gathered": "En grupp skapades",
    "group.regrouped": "En grupp ändrades",
    "group.ended": "En grupp avslutades",
    "network.stated": "Tillgänglighetsredogörelsen ändrades",
    "profile.described": "Profilen ändrades",
    "proof.asked": "En kod beställdes för att visa vem du är",
    "proof.given": "Du visade vem du är med en kod",
    "session.ended": "En inloggning avslutades",
    "substitution.ended": "Ersättaren togs bort",
    "substitution.started": "En ersättare utsågs",
    "suggestions.started": "Förslag på det som passar sattes på",
    "suggestions.stopped": "Förslag på det som passar stängdes av",
    "vacancy.created": "Annonsen lästes in",
    "vacancy.matched": "Samma jobb fanns redan från en annan källa",
    "vacancy.removed": "Annonsen togs bort",
    "vacancy.updated": "Annonsen ändrades",
}
"""What stands in no shared timeline, but in what a person reads about themself."""
QUIET = {"agreement.terms_written", "call.rewritten"}


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One thing that happened, in words: what, when, by whom, and why where a reason was given."""

    verb: str
    words: str
    at: datetime
    who: str
    reason: str

    @property
    def when(self) -> str:
        """The day and who did it, as one line."""
        return (
            f"{swedish.day(self.at.astimezone(clock.STOCKHOLM).date())}, {self.who}"
            if self.who
            else swedish.day(self.at.astimezone(clock.STOCKHOLM).date())
        )


def moments(*subjects: models.Model) -> list[Moment]:
    """Return what has happened to the objects, oldest first; small edits are left out."""
    return [moment_of(entry) for entry in events_of(*subjects) if entry.verb not in QUIET]


def in_words(verb: str) -> str:
    """Return what a line of the log says, for a person to read about themself."""
    return WORDS.get(verb) or OWN_WORDS[verb]


def moment_of(entry: Entry) -> Moment:
    who: Any = entry.actor
    return Moment(
        verb=entry.verb, words=WORDS[entry.verb], at=entry.at, who=str(who) if who else "", reason=entry.reason
    )
