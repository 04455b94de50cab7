"""Who meets what at every address: the promise, written by hand from the flows and not from the code.

A person is named by where they stand and what they do there: `L.contact` is the HR contact of the lender,
`R.*` everyone
at the receiver, N a neighbour in the network, X an employer in another network. `substitute` stands in for `manager`,
`revoked` was contact until yesterday, `inactive` is a contact whose account is closed, and `L.factorless` is a contact
who has not set up a second factor.
"""

from dataclasses import dataclass, field
from fnmatch import fnmatch

POSTS = (
    "employee", "colleague", "manager", "substitute", "contact", "head", "finance", "auditor", "admin", "revoked",
    "inactive",
)  # fmt: skip
NAMES = [
    "anonymous", "unemployed", "L.factorless", "N.coordinator", "X.coordinator",
    *(f"{side}.{post}" for side in "LRNX" for post in POSTS),
]  # fmt: skip


def who(patterns: str, but: str = "") -> frozenset[str]:
    """Return the persons whose names match; a pattern that matches nobody is a mistake in the table."""
    for pattern in (patterns + " " + but).split():
        assert any(fnmatch(name, pattern) for name in NAMES), pattern
    found = {name for name in NAMES if any(fnmatch(name, p) for p in patterns.split())}
    return frozenset(found - {name for name in found if any(fnmatch(name, p) for p in but.split())})


EVERYONE = who("*")
SIGNED_IN = who("*", but="anonymous *.inactive")
NOBODY: frozenset[str] = frozenset()
IN_NETWORK = who("L.* R.* N.*", but="*.inactive")
IN_THE_GROUP = who("R.* N.coordinator", but="*.inactive")
LEADERS = who("*.manager *.substitute")
ANNOUNCERS = who("*.manager *.substitute *.contact L.factorless")
READERS = who("*.contact *.finance *.auditor L.factorless")
FINANCE = who("*.finance")
HAS_APP = who("*.contact *.head *.finance *.auditor *.admin *.coordinator *.revoked")
"""Those with an authenticator app, because their duties ask for one, or did."""
FACTORED = HAS_APP | who("L.employee")
"""Those who can show twice that it is them: one employee has a passkey."""

AT_DRAFT = who(
    "L.employee L.manager L.substitute R.manager R.substitute L.contact L.head R.contact R.head L.factorless"
)
WHEN_BOUND = AT_DRAFT | who("L.finance L.auditor R.finance R.auditor")
SIGNERS = who("L.employee L.head R.head")
HOME = who("L.employee L.manager L.substitute L.contact L.factorless")
RECEIVERS = who("R.manager R.substitute R.contact")
LENDER_READS = who("L.finance L.auditor L.contact L.factorless")
AT_WORK = who("L.employee R.manager R.substitute L.finance L.auditor")
WHEN_LEFT = LENDER_READS | who("R.finance R.auditor")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One address with one object.

    :param sees: who finds it: 200 where there is a page. The others meet 404, and visitors the sign-in page.
    :param acts: who may POST with meaning: 302, and something has changed. None where POST does not exist.
    :param refused: what those meet who find it but may not act: taken back with a reason (302) or the page (200).
    :param role: who carries the role that the address asks for; the others meet 403.
    :param page: whether GET exists.
    :param moved: who is sent from the page to `to` instead of reading it.
    :param lands: where the act leads.
    :param is_public: whether a visitor may ask; one who may not see the object meets 404 instead of the sign-in page.
    :param changes: whether a POST changes something and shows a page, as the button of a mail program does.
    :param counts: whether acting always writes something; an act such as reading nothing does not.
    """

    name: str
    path: str
    sees: frozenset[str] = SIGNED_IN
    acts: frozenset[str] | None = None
    body: dict = field(default_factory=dict)
    refused: int = 302
    role: frozenset[str] | None = None
    page: bool = True
    moved: frozenset[str] = NOBODY
    to: str = ""
    lands: str = ""
    counts: bool = True
    before_factor: bool = False
    once: bool = True
    is_public: bool = False
    changes: bool = False


def public(name: str, path: str, **more) -> Case:
    return Case(name=name, path=path, sees=EVERYONE, **more)


def door(name: str, path: str, **more) -> Case:
    """An address of the signing-in itself: open before a second factor is, and without one-time key."""
    return Case(name=name, path=path, before_factor=True, once=False, **{"counts": False} | more)


ENQUIRY = {"title": "Testledare", "tasks": "Leda test.", "place": "Sundsvall", "share": 50,
           "starts_on": "2027-03-01", "ends_on": "2027-06-30"}  # fmt: skip
OFFERED = {"about": "Van vid upphandling.", "share": 100, "from_on": "2027-01-01", "to_on": "2027-06-30"}
CONTACTS = who("L.contact R.contact")
YES = {"decision": "yes", "rad-TOTAL_FORMS": 6, "rad-INITIAL_FORMS": 0, "rad-0-task": "Remiss", "rad-0-way": "own_time"}
CALL = {"title": "Uppdrag", "lead": "Led.", "tasks": "Leda", "needs": "Vana", "place": "Sundsvall", "share": 80,
"seats": 1,
        "answer_by": "2026-12-20", "starts_on": "2027-04-01", "ends_on": "2027-08-31"}  # fmt: skip
ANSWER = {"share": 80, "can_start_on": "2027-04-01", "statement": "Ja.", "has_talked": "yes", "later": "1"}
TERMS = {
    "starts_on": "2027-04-01",
    "ends_on": "2027-08-31",
    "share": 80,
    "tasks": "Leda",
    "monthly_salary": "47000",
    "later": 1,
}
WHY = {"reason": "Det behövs inte längre."}
AWAY = {"kind": "sick", "from_on": "2026-10-05", "to_on": "2026-10-06"}
FEED = {"kind": "csv", "address": "https://exempel.invalid/jobb.csv", "every_hours": 3, "save": "1"}
LOOK = {"accent": "#8C1D4B", "brand1": "#2F6B4F", "brand2": "#E98B57", "logo": "", "logo_text": ""}
WORDED = {"heading": "Villkor", "text": "Så här.", "from_on": "2099-01-01"}
STATED = {"actor": "Vårt nätverk", "service": "Kollega", "conformity": "partly", "flaws": "Inget teckenspråk.",
          "burden": "Inget.", "outside": "Inget.", "method": "Själva.", "assessed_on": "2026-11-01",
          "contact": "hinder@exempel.se"}  # fmt: skip
BILLING = {"country": "SE", "endpoint_scheme": "0007", "endpoint": "2021005489", "bankgiro": "5050-1055",
           "payment_days": 30, "four_eyes_above": "60000"}  # fmt: skip

PAGES = [
    public("pages:front", "/", moved=SIGNED_IN, to="/start/"),
    Case(name="pages:home", path="/start/"),
    Case(name="pages:tasks", path="/att-gora/"),
    Case(name="pages:notices", path="/notiser/"),
    Case(name="pages:read_all", path="/notiser/lasta/", page=False, acts=SIGNED_IN, counts=False, lands="/notiser/"),
    Case(name="pages:open_notice", path="/notiser/{notice}/", page=False, sees=who("L.employee"),
         acts=who("L.employee"),
         lands="/att-gora/"),
    public("pages:network", "/natverk/vart/"),
    Case(name="pages:network", path="/natverk/finns-inte/", sees=NOBODY),
    public("pages:logo", "/natverk/vart/logotyp.svg"),
    Case(name="pages:look", path="/natverk/vart/utseende/", role=who("*.coordinator"), sees=who("N.coordinator"),
         acts=who("N.coordinator"), body=LOOK, lands="/natverk/vart/utseende/"),
    Case(name="clauses:of_network", path="/natverk/vart/villkor/", role=who("*.coordinator"),
         sees=who("N.coordinator")),
    Case(name="clauses:clauses", path="/natverk/vart/villkor/municipal/en/", role=who("*.coordinator"),
         sees=who("N.coordinator")),
    Case(name="clauses:new", path="/natverk/vart/villkor/municipal/en/nytt/", role=who("*.coordinator"),
         sees=who("N.coordinator"), acts=who("N.coordinator"), body=WORDED,
         lands="/natverk/vart/villkor/municipal/en/"),
    Case(name="clauses:clause", path="/natverk/vart/villkor/staff_loan/sv/post/", role=who("*.coordinator"),
         sees=who("N.coordinator"), acts=who("N.coordinator"), body=WORDED,
         lands="/natverk/vart/villkor/staff_loan/sv/"),
    Case(name="pages:coordinate", path="/natverk/vart/samordna/", role=who("*.coordinator"), sees=who("N.coordinator")),
    Case(name="pages:manager_step", path="/natverk/vart/chefens-svar/", role=who("*.coordinator"),
         sees=who("N.coordinator"), acts=who("N.coordinator"), body={"step": "before_offer"},
         lands="/natverk/vart/chefens-svar/"),
    Case(name="pages:groups", path="/natverk/vart/grupper/", role=who("*.coordinator"), sees=who("N.coordinator"),
         acts=who("N.coordinator"), body={"name": "HR", "whom": "hr"}, lands="/natverk/vart/grupper/"),
    Case(name="pages:group", path="/grupper/{group}/", role=who("*.coordinator"), sees=who("N.coordinator"),
         acts=who("N.coordinator"), body={"name": "Alla", "whom": "everyone"}, lands="/natverk/vart/grupper/"),
    Case(name="pages:stop_group", path="/grupper/{group}/avsluta/", page=False, role=who("*.coordinator"),
         sees=who("N.coordinator"), acts=who("N.coordinator"), lands="/natverk/vart/grupper/"),
    public("pages:accessibility_of", "/natverk/vart/tillganglighet/"),
    Case(name="pages:statement", path="/natverk/vart/redogorelse/", role=who("*.coordinator"),
         sees=who("N.coordinator"), acts=who("N.coordinator"), body=STATED, lands="/natverk/vart/tillganglighet/"),
    public("pages:employer", "/arbetsgivare/{lender}/"),
    public("pages:accessibility", "/tillganglighet/"),
    public("pages:cookies", "/kakor/"),
    public("pages:help", "/hjalp/"),
    public("core:health", "/halsa/", before_factor=True),
    public("core:gallery", "/designguide/"),
    public("core:theme", "/tema/0b5f6b-c4481f-e9a820.css", before_factor=True),
    public("catalogue:list", "/jobb-och-uppdrag/"),
    public("catalogue:suggest", "/jobb-och-uppdrag/forslag"),
    public("vacancies:vacancy", "/jobb/{vacancy}/"),
    public("sharing:about", "/data/"),
    public("sharing:described", "/data/katalog.rdf"),
    Case(name="sharing:share", path="/dela/{announced}/", sees=IN_NETWORK, is_public=True),
    Case(name="sharing:code", path="/dela/{announced}/qr.svg", sees=IN_NETWORK, is_public=True),
    public("sharing:sitemap", "/sitemap.xml"),
    public("sharing:robots", "/robots.txt"),
    public("sharing:of_network", "/natverk/vart/jobb.atom"),
    public("sharing:of_employer", "/arbetsgivare/{lender}/jobb.jsonld"),
    Case(name="sharing:of_network", path="/natverk/vart/jobb.exe", sees=NOBODY, is_public=True),
    public("sharing:embedded", "/natverk/vart/inbaddad/"),
    Case(name="vacancies:feeds", path="/annonskallor/", role=who("*.contact L.factorless")),
    Case(name="vacancies:new_feed", path="/annonskallor/ny/", role=who("*.contact L.factorless"),
         acts=who("*.contact"), body=FEED, lands="/annonskallor/"),
    Case(name="vacancies:feed", path="/annonskallor/{feed}/", role=who("*.contact L.factorless"),
         sees=who("L.contact")),
    Case(name="vacancies:edit_feed", path="/annonskallor/{feed}/andra/", role=who("*.contact L.factorless"),
         sees=who("L.contact"), acts=who("L.contact"), body=FEED, lands="/annonskallor/{feed}/"),
    Case(name="vacancies:feed_step", path="/annonskallor/{feed}/steg/stop/", page=False,
         role=who("*.contact L.factorless"), sees=who("L.contact"), acts=who("L.contact"),
         lands="/annonskallor/{feed}/"),
    Case(name="vacancies:feed_step", path="/annonskallor/{feed}/steg/delete/", page=False,
         role=who("*.contact L.factorless"), sees=NOBODY, acts=NOBODY),
    public("records:register", "/personuppgifter/"),
    Case(name="records:mine", path="/mitt/uppgifter/"),
    Case(name="records:mine_as_file", path="/mitt/uppgifter.json"),
]  # fmt: skip

ASSIGNMENTS = [
    Case(name="assignments:calls", path="/uppdrag/", role=ANNOUNCERS),
    Case(name="assignments:new_call", path="/uppdrag/nytt/", role=ANNOUNCERS, acts=ANNOUNCERS, body=CALL,
         lands="/uppdrag/"),
    Case(name="assignments:call", path="/uppdrag/{open}/", sees=IN_NETWORK),
    Case(name="assignments:call", path="/uppdrag/{writing}/", sees=RECEIVERS | who("R.head")),
    Case(name="assignments:edit_call", path="/uppdrag/{writing}/andra/", sees=RECEIVERS, acts=RECEIVERS, body=CALL,
         lands="/uppdrag/{writing}/"),
    Case(name="assignments:edit_call", path="/uppdrag/{open}/andra/", sees=RECEIVERS, moved=RECEIVERS,
         to="/uppdrag/{open}/",
         acts=NOBODY, body=CALL),
    Case(name="assignments:call_step", path="/uppdrag/{writing}/steg/publish/", page=False, sees=RECEIVERS,
         acts=who("R.contact"), lands="/uppdrag/{writing}/"),
    Case(name="assignments:call_step", path="/uppdrag/{open}/steg/cancel/", page=False, sees=RECEIVERS,
         acts=RECEIVERS, body=WHY,
         lands="/uppdrag/{open}/"),
    Case(name="assignments:call_step", path="/uppdrag/{open}/steg/staff/", page=False, sees=NOBODY, acts=NOBODY),
    Case(name="assignments:call_calendar", path="/uppdrag/{open}/kalender.ics", sees=IN_NETWORK),
    Case(name="assignments:answer", path="/uppdrag/{open}/anmal/", sees=IN_NETWORK, acts=who("L.* N.*",
         but="*.inactive"),
         body=ANSWER, refused=200, lands="/uppdrag/{open}/"),
    Case(name="assignments:interest", path="/anmalan/{drafted}/", sees=who("L.employee")),
    Case(name="assignments:interest", path="/anmalan/{sent}/", sees=HOME),
    Case(name="assignments:interest", path="/anmalan/{endorsed}/", sees=HOME | RECEIVERS),
    Case(name="assignments:send", path="/anmalan/{drafted}/skicka/", page=False, sees=who("L.employee"),
         acts=who("L.employee"),
         lands="/anmalan/{drafted}/"),
    Case(name="assignments:withdraw", path="/anmalan/{sent}/dra-tillbaka/", page=False, sees=HOME,
         acts=who("L.employee"),
         lands="/anmalan/{sent}/"),
    Case(name="assignments:decide", path="/anmalan/{sent}/svar/", page=False, sees=HOME,
         acts=who("L.manager L.substitute"),
         body=YES, refused=200, lands="/anmalan/{sent}/"),
    Case(name="assignments:decide", path="/anmalan/{endorsed}/svar/", page=False, sees=HOME | RECEIVERS, acts=NOBODY,
         body=YES,
         refused=200),
    Case(name="assignments:decide", path="/anmalan/{sent}/svar/", page=False, sees=HOME,
         acts=who("L.manager L.substitute"),
         body=YES | {"decision": "more", "message": "När?"}, refused=200, lands="/anmalan/{sent}/"),
    Case(name="assignments:decide", path="/anmalan/{handed}/svar/", page=False, sees=HOME,
         acts=who("L.substitute"), body=YES, refused=200, lands="/anmalan/{handed}/"),
    Case(name="assignments:delegate", path="/anmalan/{sent}/lamna-over/", page=False, sees=HOME,
         acts=who("L.manager L.substitute"), body={"to": "{deputy}", "note": ""}, refused=302,
         lands="/anmalan/{sent}/"),
    Case(name="assignments:take_back", path="/anmalan/{handed}/ta-tillbaka/", page=False,
         sees=HOME, acts=who("L.manager L.substitute"), lands="/anmalan/{handed}/"),
    Case(name="assignments:interest", path="/anmalan/{late}/", sees=HOME | who("L.head")),
    Case(name="assignments:interest", path="/anmalan/{at_once}/", sees=HOME | RECEIVERS),
    Case(name="assignments:select", path="/anmalan/{at_once}/valj/", page=False, sees=HOME | RECEIVERS, acts=NOBODY),
    Case(name="assignments:decide", path="/anmalan/{at_once}/svar/", page=False, sees=HOME | RECEIVERS,
         acts=who("L.manager L.substitute"), body=YES, refused=200, lands="/anmalan/{at_once}/"),
    Case(name="assignments:shortlist", path="/anmalan/{endorsed}/urval/", page=False, sees=HOME | RECEIVERS,
         acts=RECEIVERS, lands="/anmalan/{endorsed}/"),
    Case(name="assignments:shortlist", path="/anmalan/{sent}/urval/", page=False, sees=HOME, acts=NOBODY),
    Case(name="assignments:times", path="/uppdrag/{open}/samtal/", sees=RECEIVERS, acts=RECEIVERS,
         body={"day": "2026-12-01", "hours": "9.00, 10.30", "minutes": 45, "place": "Storgatan 1"},
         lands="/uppdrag/{open}/samtal/"),
    Case(name="assignments:take_time", path="/samtalstid/{talk_time}/valj/", page=False, sees=who("L.employee"),
         acts=who("L.employee"), lands="/anmalan/{invited}/"),
    Case(name="assignments:remove_time", path="/samtalstid/{talk_time}/ta-bort/", page=False, sees=RECEIVERS,
         acts=RECEIVERS),
    Case(name="assignments:talk_calendar", path="/anmalan/{invited}/samtal.ics", sees=RECEIVERS | who("L.employee")),
    Case(name="assignments:cancel_talk", path="/anmalan/{invited}/samtal/stall-in/", page=False, sees=HOME | RECEIVERS,
         acts=RECEIVERS | who("L.employee"), lands="/anmalan/{invited}/"),
    Case(name="assignments:reconsider", path="/anmalan/{passed}/prova-igen/", page=False, sees=HOME | RECEIVERS,
         acts=RECEIVERS, lands="/anmalan/{passed}/"),
    Case(name="assignments:release", path="/uppdrag/{deciding}/besked/", page=False, sees=RECEIVERS, acts=RECEIVERS,
         body={"words": "Tack."}, lands="/uppdrag/{deciding}/"),
    Case(name="assignments:confirm", path="/anmalan/{taken}/tacka-ja/", page=False, sees=HOME | RECEIVERS,
         acts=who("L.employee"), lands="/anmalan/{taken}/"),
    Case(name="assignments:finish", path="/anmalan/{over}/avsluta/", page=False, sees=HOME | RECEIVERS,
         acts=RECEIVERS, body={"outcome": "done", "note": ""}),
    Case(name="assignments:remind", path="/anmalan/{late}/paminn/", page=False, sees=HOME | who("L.head"),
         acts=who("L.contact L.head"), lands="/anmalan/{late}/"),
    Case(name="assignments:decide", path="/anmalan/{late}/svar/", page=False, sees=HOME | who("L.head"),
         acts=who("L.manager L.substitute L.contact L.head"), body=YES, refused=200, lands="/anmalan/{late}/"),
    Case(name="assignments:select", path="/anmalan/{endorsed}/valj/", page=False, sees=HOME | RECEIVERS,
         acts=RECEIVERS),
    Case(name="assignments:select", path="/anmalan/{sent}/valj/", page=False, sees=HOME, acts=NOBODY),
    Case(name="assignments:pass_over", path="/anmalan/{endorsed}/tacka-nej/", page=False, sees=HOME | RECEIVERS,
         acts=RECEIVERS,
         body={"because": "other_competence", "text": "Tack."}),
]  # fmt: skip

ASKING = [
    Case(name="recruiting:fill", path="/utlaning/{running}/ersattare/", sees=WHEN_BOUND,
         acts=who("L.manager L.substitute L.contact"), body={"call": "1"}, lands="/uppdrag/"),
    Case(name="requesting:requests", path="/forfragningar/", role=ANNOUNCERS),
    Case(name="requesting:new_request", path="/forfragningar/ny/", role=who("*.contact L.factorless"),
         acts=who("R.contact N.contact"), body=ENQUIRY | {"asked": "{lender}"}, refused=200, lands="/forfragningar/"),
    Case(name="requesting:request", path="/forfragningar/{request}/", sees=CONTACTS),
    Case(name="requesting:request_step", path="/forfragningar/{request}/steg/withdraw/", page=False, sees=CONTACTS,
         acts=who("R.contact")),
    Case(name="requesting:request_step", path="/forfragningar/{request}/steg/decline/", page=False, sees=CONTACTS,
         acts=who("L.contact"), body=WHY),
    Case(name="requesting:request_step", path="/forfragningar/{request}/steg/agree/", page=False, sees=NOBODY,
         acts=NOBODY),
    Case(name="requesting:suggest", path="/forfragningar/{request}/foresla/", page=False, sees=CONTACTS,
         acts=who("L.contact"), body={"said": "{colleague}"}),
    Case(name="requesting:suggestion", path="/forslag/{person_asked}/", sees=who("L.employee L.contact")),
    Case(name="requesting:suggestion", path="/forslag/{manager_asked}/", sees=HOME - who("L.factorless")),
    Case(name="requesting:suggestion", path="/forslag/{named}/", sees=HOME - who("L.factorless") | who("R.contact")),
    Case(name="requesting:suggestion", path="/forslag/{enquired}/", sees=who("N.employee")),
    Case(name="requesting:suggestion_step", path="/forslag/{person_asked}/steg/accept/", page=False,
         sees=who("L.employee L.contact"), acts=who("L.employee")),
    Case(name="requesting:suggestion_step", path="/forslag/{manager_asked}/steg/support/", page=False,
         sees=HOME - who("L.factorless"), acts=who("L.manager L.substitute")),
    Case(name="requesting:suggestion_step", path="/forslag/{manager_asked}/steg/hold/", page=False,
         sees=HOME - who("L.factorless"), acts=who("L.manager L.substitute"), body=WHY),
    Case(name="requesting:suggestion_step", path="/forslag/{named}/steg/choose/", page=False,
         sees=HOME - who("L.factorless") | who("R.contact"), acts=who("R.contact")),
    Case(name="requesting:suggestion_step", path="/forslag/{named}/steg/refuse/", page=False,
         sees=HOME - who("L.factorless") | who("R.contact"), acts=who("L.employee")),
    Case(name="requesting:new_offer", path="/erbjudanden/nytt/", role=LEADERS, acts=who("L.manager L.substitute"),
         body=OFFERED | {"employment": "{lent_post}"}, refused=200, lands="/erbjudanden/"),
    Case(name="requesting:offer", path="/erbjudanden/{proposed_offer}/", sees=who("L.employee L.manager L.substitute")),
    Case(name="requesting:offer", path="/erbjudanden/{open_offer}/",
         sees=who("R.employee R.manager R.substitute L.contact N.contact")),
    Case(name="requesting:offer_step", path="/erbjudanden/{proposed_offer}/steg/consent/", page=False,
         sees=who("L.employee L.manager L.substitute"), acts=who("L.employee")),
    Case(name="requesting:offer_step", path="/erbjudanden/{open_offer}/steg/end/", page=False,
         sees=who("R.employee R.manager R.substitute"), acts=who("R.employee R.manager R.substitute")),
    Case(name="requesting:enquire", path="/erbjudanden/{open_offer}/fraga/", page=False,
         role=who("*.contact L.factorless"), sees=who("L.contact N.contact"), acts=who("L.contact N.contact"),
         body=ENQUIRY),
]  # fmt: skip

LENDING = [
    Case(name="lending:agreements", path="/utlaning/"),
    Case(name="lending:export", path="/utlaning/export.csv"),
    Case(name="lending:export", path="/utlaning/export.pdf"),
    Case(name="lending:export", path="/utlaning/export.exe", sees=NOBODY),
    Case(name="lending:agreement", path="/utlaning/{draft}/", sees=AT_DRAFT),
    Case(name="lending:agreement", path="/utlaning/{signing}/", sees=AT_DRAFT),
    Case(name="lending:agreement", path="/utlaning/{running}/", sees=WHEN_BOUND),
    Case(name="lending:terms", path="/utlaning/{draft}/villkor/", sees=AT_DRAFT, acts=who("L.contact"), body=TERMS,
         moved=AT_DRAFT - who("L.contact"), to="/utlaning/{draft}/", lands="/utlaning/{draft}/"),
    Case(name="lending:step", path="/utlaning/{offered}/steg/accept/?version=1", page=False, sees=AT_DRAFT,
         acts=who("R.contact")),
    Case(name="lending:step", path="/utlaning/{signing}/steg/reopen/", page=False, sees=AT_DRAFT,
         acts=who("L.contact R.contact"), body=WHY),
    Case(name="lending:step", path="/utlaning/{draft}/steg/decline/", page=False, sees=AT_DRAFT,
         acts=who("L.head R.head"),
         body=WHY),
    Case(name="lending:step", path="/utlaning/{draft}/steg/withdraw/", page=False, sees=AT_DRAFT,
         acts=who("L.employee L.contact R.contact"), body=WHY, lands="/utlaning/{draft}/"),
    Case(name="lending:step", path="/utlaning/{running}/steg/withdraw/", page=False, sees=WHEN_BOUND, acts=NOBODY,
         body=WHY),
    Case(name="lending:step", path="/utlaning/{signing}/steg/bind/", page=False, sees=NOBODY, acts=NOBODY),
    Case(name="lending:sign", path="/utlaning/{signing}/skriv-under/", sees=AT_DRAFT, acts=SIGNERS, once=False,
         body={"code": "123456", "digest": "{digest}"}, moved=AT_DRAFT - SIGNERS, to="/utlaning/{signing}/"),
    Case(name="lending:sign", path="/utlaning/{draft}/skriv-under/", sees=AT_DRAFT, acts=NOBODY, moved=AT_DRAFT,
         once=False,
         body={"code": "123456", "digest": ""}, to="/utlaning/{draft}/"),
    Case(name="lending:code", path="/utlaning/{signing}/kod/", page=False, sees=AT_DRAFT, acts=SIGNERS,
         lands="/utlaning/{signing}/skriv-under/"),
    Case(name="lending:vat", path="/utlaning/{running}/moms/", sees=who("L.finance"), acts=who("L.finance"),
         body={"treatment": "S", "reason": "Ny bedömning."}, lands="/utlaning/{running}/"),
    Case(name="lending:vat", path="/utlaning/{draft}/moms/", sees=NOBODY, acts=NOBODY),
    Case(name="lending:step", path="/utlaning/{running}/steg/cancel/", page=False, sees=WHEN_BOUND, acts=NOBODY,
         body=WHY),
    Case(name="lending:step", path="/utlaning/{running}/steg/settle/", page=False, sees=NOBODY, acts=NOBODY),
    Case(name="lending:ask", path="/utlaning/{running}/be-om/early_end/", sees=WHEN_BOUND, acts=NOBODY,
         moved=WHEN_BOUND, to="/utlaning/{running}/", body={"last_day": "2027-01-15"} | WHY),
    Case(name="lending:ask", path="/utlaning/{running}/be-om/bind/", sees=NOBODY, acts=NOBODY),
    Case(name="lending:answer", path="/utlaning/{running}/andring/{change}/agree/", page=False, sees=WHEN_BOUND,
         acts=who("L.manager L.substitute L.contact"), lands="/utlaning/{running}/"),
    Case(name="lending:answer", path="/utlaning/{running}/andring/{change}/consent/", page=False, sees=WHEN_BOUND,
         acts=NOBODY),
    Case(name="lending:answer", path="/utlaning/{running}/andring/{change}/decline/", page=False, sees=WHEN_BOUND,
         acts=who("L.employee L.manager L.substitute L.contact L.head R.contact R.head"), body=WHY),
    Case(name="lending:answer", path="/utlaning/{running}/andring/{change}/take_back/", page=False, sees=WHEN_BOUND,
         acts=who("R.contact")),
    Case(name="lending:answer", path="/utlaning/{running}/andring/{change}/bind/", page=False, sees=NOBODY,
         acts=NOBODY),
    Case(name="lending:attach", path="/utlaning/{draft}/bilaga/", page=False, sees=AT_DRAFT, acts=NOBODY,
         moved=AT_DRAFT, to="/utlaning/{draft}/"),
    Case(name="lending:attachment", path="/utlaning/{draft}/bilaga/{annex}/", sees=AT_DRAFT),
    Case(name="lending:detach", path="/utlaning/{draft}/bilaga/{annex}/ta-bort/", page=False, sees=AT_DRAFT,
         acts=who("L.contact"), lands="/utlaning/{draft}/"),
    Case(name="lending:counter", path="/utlaning/{offered}/motbud/", sees=AT_DRAFT, acts=who("R.contact"),
         body=TERMS | WHY | {"share": 60, "read": 1}, moved=AT_DRAFT - who("R.contact"), to="/utlaning/{offered}/",
         lands="/utlaning/{offered}/"),
    Case(name="lending:step", path="/utlaning/{countered}/steg/take_counter/?version=2", page=False, sees=AT_DRAFT,
         acts=who("L.contact")),
    Case(name="lending:step", path="/utlaning/{countered}/steg/answer_counter/", page=False, sees=AT_DRAFT,
         acts=who("L.contact"), lands="/utlaning/{countered}/villkor/"),
    Case(name="lending:waive", path="/utlaning/{countered}/framforhallning/", sees=AT_DRAFT, acts=NOBODY,
         moved=AT_DRAFT, to="/utlaning/{countered}/", body={"first_day": "2026-12-15"} | WHY),
    Case(name="lending:answer_waiver", path="/utlaning/{countered}/framforhallning/{waiver}/grant/", page=False,
         sees=AT_DRAFT, acts=who("L.contact")),
    Case(name="lending:answer_waiver", path="/utlaning/{countered}/framforhallning/{waiver}/refuse/", page=False,
         sees=AT_DRAFT, acts=who("L.contact"), body=WHY),
    Case(name="lending:answer_waiver", path="/utlaning/{countered}/framforhallning/{waiver}/take_back/", page=False,
         sees=AT_DRAFT, acts=who("L.manager")),
    Case(name="lending:answer_waiver", path="/utlaning/{countered}/framforhallning/{waiver}/lapse/", page=False,
         sees=NOBODY, acts=NOBODY),
    Case(name="lending:checklist", path="/utlaning/{running}/klart/start/", sees=WHEN_BOUND,
         acts=who("L.manager L.substitute L.contact"), refused=302,
         body={"party": "lender", "save": "1", "ready": "{point}"}, lands="/utlaning/{running}/klart/start/"),
    Case(name="lending:checklist", path="/utlaning/{running}/klart/return/", sees=NOBODY, acts=NOBODY),
    Case(name="lending:talk", path="/utlaning/{running}/samtal/", sees=WHEN_BOUND,
         acts=who("L.manager L.substitute L.contact"),
         moved=WHEN_BOUND - who("L.manager L.substitute L.contact"), to="/utlaning/{running}/",
         body={"day": "2026-12-02", "time": "10.00", "place": "Rum 5"}, lands="/utlaning/{running}/"),
    Case(name="lending:talk_calendar", path="/utlaning/{running}/samtal.ics", sees=WHEN_BOUND),
    Case(name="lending:evaluate", path="/utlaning/{running}/utvardera/", sees=WHEN_BOUND, acts=NOBODY,
         moved=WHEN_BOUND, to="/utlaning/{running}/", body={}),
    Case(name="lending:network", path="/natverk/vart/utlaning/", role=who("*.coordinator"), sees=who("N.coordinator")),
    Case(name="lending:calendar", path="/utlaning/{running}/kalender.ics", sees=WHEN_BOUND),
    Case(name="lending:paper", path="/utlaning/{signing}/avtal.pdf?version=1", sees=AT_DRAFT),
    Case(name="lending:paper", path="/utlaning/{signing}/english.pdf?version=1", sees=AT_DRAFT),
    Case(name="lending:paper", path="/utlaning/{running}/underskrivet.pdf?version=1", sees=WHEN_BOUND),
    Case(name="lending:paper", path="/utlaning/{draft}/avtal.pdf?version=1", sees=NOBODY),
    Case(name="lending:team", path="/medarbetare/", role=LEADERS),
]  # fmt: skip

WRITERS = who("R.manager R.substitute R.contact")
HANDLERS = WRITERS | who("R.head")
R_CONTACT = who("R.contact")
DECIDED = {"hired_from": "network", "decided_on": "2026-11-23", "decided_by": "Chefen", "posted_on": "2026-11-23"}
RECRUITING = [
    Case(name="recruiting:recruitments", path="/annonser/", role=ANNOUNCERS),
    Case(name="recruiting:new", path="/annonser/ny/", role=ANNOUNCERS, acts=WRITERS, refused=200,
         body={"title": "Handläggare", "place": "{member}"}),
    Case(name="recruiting:rules", path="/annonser/regler/{receiver}/", role=who("*.contact *.head L.factorless"),
         sees=who("R.contact R.head"), acts=who("R.contact R.head"), body={"appeals_to": "Nämnden"},
         lands="/annonser/"),
    Case(name="recruiting:recruitment", path="/annonser/{recruitment}/", sees=HANDLERS),
    Case(name="recruiting:recruitment", path="/annonser/{announced}/", sees=HANDLERS),
    Case(name="recruiting:recruitment", path="/annonser/{closed}/", sees=HANDLERS),
    Case(name="recruiting:page", path="/annonser/{recruitment}/skriv/synlighet/", sees=HANDLERS, acts=WRITERS,
         body={"reach": "public"}, lands="/annonser/{recruitment}/kontrollera/"),
    Case(name="recruiting:page", path="/annonser/{recruitment}/skriv/ingen-sida/", sees=NOBODY, acts=NOBODY),
    Case(name="recruiting:save", path="/annonser/{announced}/spara/synlighet/", page=False, sees=HANDLERS, acts=NOBODY,
         refused=409, body={"reach": "public"}, once=False),
    Case(name="recruiting:save", path="/annonser/{recruitment}/spara/ingen-sida/", page=False, sees=NOBODY,
         acts=NOBODY, once=False),
    Case(name="recruiting:check", path="/annonser/{recruitment}/kontrollera/", sees=HANDLERS),
    Case(name="recruiting:step", path="/annonser/{recruitment}/steg/submit/", page=False, sees=HANDLERS, acts=WRITERS,
         lands="/annonser/{recruitment}/"),
    Case(name="recruiting:step", path="/annonser/{recruitment}/steg/approve/", page=False, sees=HANDLERS,
         acts=R_CONTACT, lands="/annonser/{recruitment}/"),
    Case(name="recruiting:step", path="/annonser/{announced}/steg/close/", page=False, sees=HANDLERS, acts=R_CONTACT,
         body=WHY, lands="/annonser/{announced}/"),
    Case(name="recruiting:step", path="/annonser/{announced}/steg/withdraw/", page=False, sees=HANDLERS, acts=WRITERS,
         body=WHY),
    Case(name="recruiting:step", path="/annonser/{announced}/steg/pass_last_day/", page=False, sees=NOBODY,
         acts=NOBODY),
    Case(name="recruiting:extend", path="/annonser/{announced}/forlang/", sees=HANDLERS, acts=R_CONTACT, refused=200,
         body={"until": "2027-01-11", "reason": "Få har sökt."}, lands="/annonser/{announced}/"),
    Case(name="recruiting:decide", path="/annonser/{closed}/beslut/", sees=HANDLERS, acts=R_CONTACT, refused=200,
         body=DECIDED, lands="/annonser/{closed}/"),
    Case(name="recruiting:file", path="/annonser/{announced}/anmal/", page=False, sees=HANDLERS, acts=R_CONTACT,
         lands="/annonser/{announced}/"),
    Case(name="recruiting:filing", path="/annonser/anmalan/{filing}/", sees=HANDLERS, acts=R_CONTACT, refused=200,
         body={"status": "sent"}, lands="/annonser/{announced}/"),
    Case(name="recruiting:filing_file", path="/annonser/anmalan/{filing}/ledigtarbete.xml", sees=HANDLERS),
    Case(name="recruiting:ad", path="/lediga-jobb/{announced}/", sees=IN_NETWORK, is_public=True),
    Case(name="recruiting:ad", path="/lediga-jobb/{recruitment}/", sees=NOBODY, is_public=True),
    Case(name="recruiting:ad", path="/lediga-jobb/{grouped}/", sees=IN_THE_GROUP, is_public=True),
    Case(name="sharing:share", path="/dela/{grouped}/", sees=IN_THE_GROUP, is_public=True),
    Case(name="following:keep", path="/sparat/{grouped}/", page=False, sees=IN_THE_GROUP, acts=IN_THE_GROUP,
         lands="/lediga-jobb/{grouped}/"),
    Case(name="recruiting:ad_as_data", path="/lediga-jobb/{announced}/jobposting.json", sees=IN_NETWORK,
         is_public=True),
    public("recruiting:list_of_employer", "/arbetsgivare/{receiver}/ledigtarbete.xml"),
    public("recruiting:list_of_network", "/natverk/vart/ledigtarbete.xml"),
    Case(name="recruiting:list_of_network", path="/natverk/finns-inte/ledigtarbete.xml", sees=NOBODY, is_public=True),
    Case(name="recruiting:suggestions", path="/annonser/forslag/yrke/?q=hand"),
    Case(name="recruiting:suggestions", path="/annonser/forslag/drake/?q=hand", sees=NOBODY),
    public("recruiting:boards", "/anslagstavla/"),
    public("recruiting:board", "/anslagstavla/{receiver}/"),
]  # fmt: skip

APPLICANTS = who("L.employee N.employee N.colleague unemployed")
JUDGES = HANDLERS | who("R.colleague")
APPLYING = [
    Case(name="applications:begin", path="/sok/{hiring}/", sees=EVERYONE, acts=SIGNED_IN - APPLICANTS, refused=200,
         moved=APPLICANTS, to="/ansokan/", lands="/ansokan/", is_public=True),
    Case(name="applications:begin", path="/sok/{announced}/", sees=IN_NETWORK, acts=NOBODY, refused=200,
         is_public=True),
    Case(name="applications:mine", path="/mina-ansokningar/"),
    Case(name="applications:application", path="/ansokan/{begun}/", sees=who("N.employee"), acts=who("N.employee"),
         body={"name": "Nour", "letter": "Ändrat"}, lands="/ansokan/{begun}/kontrollera/"),
    Case(name="applications:application", path="/ansokan/{applied}/", sees=who("L.employee"), acts=NOBODY, refused=200,
         body={"name": "Nour", "letter": "Ändrat"}),
    Case(name="applications:save", path="/ansokan/{begun}/spara/", page=False, sees=who("N.employee"), acts=NOBODY,
         refused=200, body={"name": "Nour", "letter": "Ändrat"}, once=False, changes=True),
    Case(name="applications:save", path="/ansokan/{applied}/spara/", page=False, sees=who("L.employee"), acts=NOBODY,
         refused=409, body={"name": "Nour", "letter": "Ändrat"}, once=False),
    Case(name="applications:check", path="/ansokan/{begun}/kontrollera/", sees=who("N.employee"),
         acts=who("N.employee"), lands="/ansokan/{begun}/"),
    Case(name="applications:own_step", path="/ansokan/{applied}/steg/withdraw/", page=False, sees=who("L.employee"),
         acts=who("L.employee"), lands="/ansokan/{applied}/"),
    Case(name="applications:own_step", path="/ansokan/{tendered}/steg/accept/", page=False, sees=who("unemployed"),
         acts=who("unemployed"), lands="/ansokan/{tendered}/"),
    Case(name="applications:own_step", path="/ansokan/{begun}/steg/submit/", page=False, sees=NOBODY, acts=NOBODY),
    Case(name="applications:discard", path="/ansokan/{begun}/ta-bort/", page=False, sees=who("N.employee"),
         acts=who("N.employee"), lands="/mina-ansokningar/"),
    Case(name="applications:discard", path="/ansokan/{applied}/ta-bort/", page=False, sees=who("L.employee"),
         acts=NOBODY),
    Case(name="applications:choose", path="/ansokan/tid/{slot}/", page=False, sees=who("L.employee"),
         acts=who("L.employee"), lands="/ansokan/{applied}/"),
    Case(name="applications:calendar", path="/ansokan/{tendered}/intervju.ics", sees=who("unemployed")),
    Case(name="applications:calendar", path="/ansokan/{applied}/intervju.ics", sees=NOBODY),
    Case(name="applications:download", path="/ansokan/fil/{cv}/", sees=HANDLERS | who("L.employee N.contact")),
    Case(name="applications:download", path="/ansokan/fil/{paper}/", sees=who("N.employee")),
    Case(name="applications:round", path="/annonser/{hiring}/ansokningar/", sees=JUDGES),
    Case(name="applications:round", path="/annonser/{announced}/ansokningar/", sees=NOBODY),
    Case(name="applications:matrix", path="/annonser/{hiring}/ansokningar/jamfor/", sees=JUDGES),
    Case(name="applications:matrix_file", path="/annonser/{hiring}/ansokningar/jamfor.xlsx", sees=HANDLERS),
    Case(name="applications:panel", path="/annonser/{hiring}/ansokningar/bedomare/", sees=HANDLERS, acts=WRITERS,
         body={"who": "{someone}"}, lands="/annonser/{hiring}/ansokningar/bedomare/"),
    Case(name="applications:times", path="/annonser/{hiring}/ansokningar/tider/", sees=HANDLERS, acts=WRITERS,
         body={"day": "2026-12-17", "hours": "9", "minutes": "45", "place": "Här"},
         lands="/annonser/{hiring}/ansokningar/tider/"),
    Case(name="applications:late", path="/annonser/{hiring}/ansokningar/sen/", sees=HANDLERS, acts=R_CONTACT,
         refused=200, body={"email": "sen@exempel.se", "reason": "Posten."},
         lands="/annonser/{hiring}/ansokningar/"),
    Case(name="applications:letter", path="/annonser/{hiring}/ansokningar/besked/", sees=HANDLERS, acts=R_CONTACT,
         refused=200, body={"text": "Tack."}, lands="/annonser/{hiring}/ansokningar/"),
    Case(name="applications:received", path="/annonser/ansokan/{applied}/", sees=JUDGES),
    Case(name="applications:received", path="/annonser/ansokan/{begun}/", sees=NOBODY),
    Case(name="applications:judge", path="/annonser/ansokan/{applied}/bedom/", page=False, sees=JUDGES,
         acts=WRITERS | who("R.colleague"), refused=200, body={"note": "Av brevet."},
         lands="/annonser/ansokan/{applied}/"),
    Case(name="applications:offer", path="/annonser/ansokan/{tendered}/erbjud/", sees=HANDLERS, acts=WRITERS,
         refused=200, body={"text": "Ja.", "until": "2026-12-09"}, lands="/annonser/ansokan/{tendered}/"),
    Case(name="applications:move", path="/annonser/ansokan/{applied}/steg/hold/", page=False, sees=HANDLERS,
         acts=WRITERS, lands="/annonser/ansokan/{applied}/"),
    Case(name="applications:move", path="/annonser/ansokan/{applied}/steg/pass_over/", page=False, sees=HANDLERS,
         acts=WRITERS, body=WHY, lands="/annonser/ansokan/{applied}/"),
    Case(name="applications:move", path="/annonser/ansokan/{applied}/steg/withdraw/", page=False, sees=NOBODY,
         acts=NOBODY),
    Case(name="applications:openness", path="/ansokan/{applied}/visas/", page=False, sees=who("L.employee"),
         acts=who("L.employee"), lands="/ansokan/{applied}/"),
    Case(name="applications:show", path="/annonser/ansokan/{applied}/visa/", sees=HANDLERS, acts=WRITERS, refused=200,
         body={"who": "{leader}", "reason": "Läs gärna."}, lands="/annonser/ansokan/{applied}/visa/"),
    Case(name="applications:shown", path="/annonser/visad/{showing}/", sees=who("N.contact")),
    Case(name="applications:hide", path="/annonser/visad/{showing}/ta-tillbaka/", page=False, sees=HANDLERS,
         acts=WRITERS, lands="/annonser/ansokan/{applied}/visa/"),
    Case(name="applications:excuse", path="/annonser/bedomare/{assessor}/ta-bort/", page=False, sees=HANDLERS,
         acts=WRITERS, lands="/annonser/{hiring}/ansokningar/bedomare/"),
    Case(name="applications:remove_time", path="/annonser/tid/{slot}/ta-bort/", page=False, sees=HANDLERS,
         acts=WRITERS, lands="/annonser/{hiring}/ansokningar/tider/"),
]  # fmt: skip

COORDINATOR = who("N.coordinator")
AWAY_BOSSES = who("L.manager L.substitute")
CROSSING = [
    public("federation:list", "/delad-lista/{link}/{key}/lista.json"),
    Case(name="federation:list", path="/delad-lista/{link}/finns-inte/lista.json", sees=NOBODY, is_public=True),
    public("federation:answers", "/delad-lista/{link}/{key}/svar/", page=False, acts=NOBODY, refused=422, once=False),
    Case(name="federation:partners", path="/natverk/vart/andra-natverk/", role=who("*.coordinator"), sees=COORDINATOR,
         acts=COORDINATOR, body={"ut-name": "Tredje", "open": "1"}, lands="/natverk/vart/andra-natverk/"),
    Case(name="federation:stop_link", path="/andra-natverk/lank/{link}/stoppa/", page=False,
         role=who("*.coordinator"), sees=COORDINATOR, acts=COORDINATOR, lands="/natverk/vart/andra-natverk/"),
    Case(name="federation:unsubscribe", path="/andra-natverk/lista/{read}/sluta/", page=False,
         role=who("*.coordinator"), sees=COORDINATOR, acts=COORDINATOR, lands="/natverk/vart/andra-natverk/"),
    Case(name="federation:call", path="/andra-natverk/{their_call}/", sees=IN_NETWORK | COORDINATOR,
         acts=who("R.employee N.employee"), body={"statement": "Jag kan."},
         lands="/andra-natverk/anmalan/"),
    Case(name="federation:handover", path="/andra-natverk/anmalan/{handover}/",
         sees=AWAY_BOSSES | who("L.employee")),
    Case(name="federation:step", path="/andra-natverk/anmalan/{handover}/steg/support/", page=False,
         sees=AWAY_BOSSES | who("L.employee"), acts=AWAY_BOSSES, lands="/andra-natverk/anmalan/{handover}/"),
    Case(name="federation:step", path="/andra-natverk/anmalan/{handover}/steg/withdraw/", page=False,
         sees=AWAY_BOSSES | who("L.employee"), acts=who("L.employee"), lands="/andra-natverk/anmalan/{handover}/"),
    Case(name="federation:step", path="/andra-natverk/anmalan/{handover}/steg/hand_over/", page=False, sees=NOBODY,
         acts=NOBODY),
    Case(name="federation:received", path="/andra-natverk/svar/{got}/", role=who("*.contact L.factorless"),
         sees=R_CONTACT, acts=R_CONTACT, lands="/andra-natverk/svar/{got}/"),
]  # fmt: skip

LEDGER = {
    "series": "KF", "receivable": "1510", "income": "3012", "vat_account": "2611", "kolumn-TOTAL_FORMS": "1",
    "kolumn-INITIAL_FORMS": "0", "kolumn-0-field": "number", "kolumn-0-width": "12",
}  # fmt: skip

INVOICING = [
    Case(name="invoicing:bases", path="/fakturor/", role=READERS),
    Case(name="invoicing:export", path="/fakturor/export.xlsx", role=READERS),
    Case(name="invoicing:details", path="/fakturor/uppgifter/{lender}/", role=FINANCE, sees=who("L.finance"),
         acts=who("L.finance"), body=BILLING, lands="/fakturor/"),
    Case(name="invoicing:basis", path="/fakturor/{proposed}/", role=READERS, sees=LENDER_READS),
    Case(name="invoicing:basis", path="/fakturor/{exported}/", role=READERS, sees=WHEN_LEFT),
    Case(name="invoicing:loan", path="/fakturor/lan/{running}/", role=READERS, sees=LENDER_READS, acts=NOBODY),
    Case(name="invoicing:month", path="/fakturor/manad/{lender}/2026-10/", role=FINANCE, sees=who("L.finance"),
         acts=who("L.finance"), lands="/fakturor/manad/{lender}/2026-10/"),
    Case(name="invoicing:many", path="/fakturor/manad/{lender}/2026-10/check/", page=False, role=FINANCE,
         sees=who("L.finance"), acts=who("L.finance"), body={"basis": "{proposed}"},
         lands="/fakturor/manad/{lender}/2026-10/"),
    Case(name="invoicing:archive", path="/fakturor/manad/{lender}/2026-09/alla.zip", role=FINANCE,
         sees=who("L.finance")),
    Case(name="invoicing:book", path="/fakturor/manad/{lender}/2026-11/bokfor/si/", page=False, role=FINANCE,
         sees=who("L.finance"), acts=who("L.finance"), lands="/fakturor/manad/{lender}/2026-11/"),
    Case(name="invoicing:ledger", path="/fakturor/bokforing/{lender}/", role=FINANCE, sees=who("L.finance"),
         acts=who("L.finance"), body=LEDGER, lands="/fakturor/bokforing/{lender}/"),
    Case(name="invoicing:ledger_file", path="/fakturor/bokforing/fil/{ledger_file}/", role=FINANCE,
         sees=who("L.finance")),
    Case(name="invoicing:take_back_file", path="/fakturor/bokforing/fil/{ledger_file}/ta-tillbaka/", page=False,
         role=FINANCE, sees=who("L.finance"), acts=who("L.finance"), body=WHY,
         lands="/fakturor/manad/{lender}/"),
    Case(name="invoicing:deliveries", path="/fakturor/leverans/{lender}/", role=FINANCE, sees=who("L.finance"),
         acts=who("L.finance"), body={"way": "http", "address": "https://ap.exempel.se/in", "token": "hemlig"},
         lands="/fakturor/leverans/{lender}/"),
    Case(name="invoicing:deliver_again", path="/fakturor/leverans/{delivery}/igen/", page=False, role=FINANCE,
         sees=who("L.finance"), acts=who("L.finance"), lands="/fakturor/leverans/{lender}/"),
    Case(name="invoicing:deliver_by_hand", path="/fakturor/leverans/{delivery}/sjalv/", page=False, role=FINANCE,
         sees=who("L.finance"), acts=who("L.finance"), lands="/fakturor/leverans/{lender}/"),
    Case(name="invoicing:vat_defaults", path="/fakturor/moms/{lender}/", role=FINANCE, sees=who("L.finance"),
         acts=who("L.finance"), body={"agency_treatment": "O", "agency_reason": "Staten."}, lands="/fakturor/"),
    Case(name="invoicing:rates", path="/fakturor/procentsatser/{lender}/", role=FINANCE, sees=who("L.finance"),
         acts=who("L.finance"), body={"from_on": "2027-01-01", "contribution_percent": "31,42",
         "overhead_percent": "5"}, lands="/fakturor/procentsatser/{lender}/"),
    Case(name="invoicing:salary", path="/fakturor/lan/{running}/ny-lon/", role=READERS, sees=who("L.finance"),
         acts=who("L.finance"), body={"from_on": "2026-09-01", "monthly_salary": "47000", "reason": "Ny"},
         lands="/fakturor/lan/{running}/"),
    Case(name="invoicing:hours", path="/tidrapport/{by_hour}/", sees=AT_WORK),
    Case(name="invoicing:report", path="/tidrapport/vecka/{week}/skriv/", page=False, sees=AT_WORK,
         acts=who("L.employee R.manager R.substitute"), body={"worked": "37,5"}, lands="/tidrapport/{by_hour}/"),
    Case(name="invoicing:answer_hours", path="/tidrapport/vecka/{week}/send_back/", page=False, sees=AT_WORK,
         acts=NOBODY, body=WHY),
    Case(name="invoicing:answer_hours", path="/tidrapport/vecka/{reported}/attest/", page=False, sees=AT_WORK,
         acts=who("R.manager R.substitute"), lands="/tidrapport/{by_hour}/"),
    Case(name="invoicing:step", path="/fakturor/{proposed}/steg/recount/", page=False, role=READERS, sees=LENDER_READS,
         acts=who("L.finance"), lands="/fakturor/{proposed}/"),
    Case(name="invoicing:step", path="/fakturor/{proposed}/steg/check/", page=False, role=READERS, sees=LENDER_READS,
         acts=who("L.finance"), lands="/fakturor/{proposed}/"),
    Case(name="invoicing:step", path="/fakturor/{exported}/steg/send_back/", page=False, role=READERS, sees=WHEN_LEFT,
         acts=NOBODY, body=WHY),
    Case(name="invoicing:credit", path="/fakturor/{exported}/kreditera/", page=False, role=READERS, sees=WHEN_LEFT,
         acts=who("L.finance"), body=WHY | {"again": "yes"}, lands="/fakturor/"),
    Case(name="invoicing:step", path="/fakturor/{exported}/steg/dispute/", page=False, role=READERS, sees=WHEN_LEFT,
         acts=who("R.finance"), body=WHY, lands="/fakturor/{exported}/"),
    Case(name="invoicing:again", path="/fakturor/{exported}/fakturera-igen/", page=False, role=READERS,
         sees=WHEN_LEFT, acts=NOBODY),
    Case(name="invoicing:paid", path="/fakturor/{exported}/betald/", page=False, role=READERS, sees=WHEN_LEFT,
         acts=who("L.finance"), body={"paid_on": "2026-11-10"}, refused=200, lands="/fakturor/{exported}/"),
    Case(name="invoicing:payments", path="/fakturor/betalningar/{lender}/", role=FINANCE, sees=who("L.finance"),
         acts=who("L.finance"), body={"rows": "{number}; 2026-11-10; {gross}"}, lands="/fakturor/"),
    Case(name="invoicing:absence", path="/fakturor/{proposed}/franvaro/", page=False, role=READERS, sees=LENDER_READS,
         acts=who("L.finance"), body=AWAY, refused=200, lands="/fakturor/{proposed}/"),
    Case(name="invoicing:file", path="/fakturor/{exported}/faktura.xml", role=READERS, sees=WHEN_LEFT),
    Case(name="invoicing:file", path="/fakturor/{proposed}/faktura.xml", role=READERS, sees=NOBODY),
    Case(name="invoicing:readable", path="/fakturor/{exported}/faktura.pdf", role=READERS, sees=WHEN_LEFT),
    Case(name="invoicing:readable", path="/fakturor/{proposed}/faktura.pdf", role=READERS, sees=NOBODY),
]  # fmt: skip

OWN = [
    Case(name="identity:account", path="/mitt/"),
    Case(name="identity:profile", path="/mitt/profil/", acts=SIGNED_IN, lands="/mitt/",
         body={"looks_for": "Nytt", "visible_to": "nobody", "save": "1"}),
    Case(name="identity:begin", path="/mitt/profil/borja/", acts=SIGNED_IN, body={"save": "1"},
         lands="/mitt/profil/borja/kompetenser/"),
    Case(name="identity:begin_skills", path="/mitt/profil/borja/kompetenser/", acts=SIGNED_IN, body={"save": "1"},
         lands="/mitt/profil/borja/onskemal/"),
    Case(name="identity:begin_wishes", path="/mitt/profil/borja/onskemal/", acts=SIGNED_IN,
         body={"save": "1", "wanted": "both"}, lands="/passar-dig/"),
    Case(name="identity:resume", path="/mitt/profil/hamta/", acts=SIGNED_IN, body={"keep": "1"}, lands="/passar-dig/"),
    Case(name="identity:substitutes", path="/mitt/ersattare/", acts=NOBODY, refused=200),
    Case(name="identity:take_back", path="/mitt/ersattare/{substitution}/ta-tillbaka/", page=False,
         sees=who("L.manager"),
         acts=who("L.manager"), lands="/mitt/ersattare/"),
    Case(name="identity:consents", path="/mitt/samtycken/", acts=SIGNED_IN, body={"kind": "digest", "answer": "yes"},
         lands="/mitt/samtycken/"),
    Case(name="identity:preferences", path="/mitt/installningar/", acts=SIGNED_IN, body={"colour_scheme": "dark"},
         lands="/mitt/installningar/"),
    Case(name="usersessions_list", path="/mitt/sessioner/", acts=SIGNED_IN, counts=False, before_factor=True,
         lands="/mitt/sessioner/"),
]  # fmt: skip

FOLLOWING = [
    Case(name="following:searches", path="/foljer/"),
    Case(name="following:follow", path="/foljer/ny/?q=jurist", acts=SIGNED_IN,
         body={"name": "Mitt", "rhythm": "weekly"}, lands="/foljer/"),
    Case(name="following:rhythm", path="/foljer/{search}/rytm/", page=False, sees=who("L.employee"),
         acts=who("L.employee"), body={"rhythm": "never"}, lands="/foljer/"),
    Case(name="following:unfollow", path="/foljer/{search}/sluta/", page=False, sees=who("L.employee"),
         acts=who("L.employee"), lands="/foljer/"),
    public("following:off", "/foljer/av/{token}/", acts=NOBODY, refused=200, once=False, changes=True),
    public("following:off_all", "/foljer/av/allt/{seal}/", acts=NOBODY, refused=200, once=False, changes=True),
    Case(name="following:favourites", path="/sparat/"),
    public("following:compare", "/sparat/jamfor/?id={announced}&id={hiring}&id=x"),
    Case(name="following:keep", path="/sparat/{announced}/", page=False, sees=IN_NETWORK, acts=IN_NETWORK,
         lands="/lediga-jobb/{announced}/"),
    Case(name="following:let_go", path="/sparat/{announced}/ta-bort/", page=False, acts=SIGNED_IN, counts=False,
         lands="/sparat/"),
    Case(name="following:new_calendar", path="/sparat/kalender/", page=False, acts=SIGNED_IN, lands="/sparat/"),
    public("following:calendar", "/sparat/kalender/{calendar}.ics"),
    Case(name="recommending:suggestions", path="/passar-dig/"),
    Case(name="recommending:switch", path="/passar-dig/av-och-pa/", page=False, acts=SIGNED_IN, body={"on": "0"},
         lands="/passar-dig/"),
    Case(name="recommending:show_again", path="/passar-dig/visa-igen/", page=False, acts=SIGNED_IN, counts=False,
         lands="/passar-dig/"),
    Case(name="recommending:hide", path="/passar-dig/{announced}/dolj/", page=False, sees=IN_NETWORK, acts=IN_NETWORK,
         lands="/passar-dig/"),
    public("recommending:stop", "/passar-dig/av/{stop}/", acts=NOBODY, refused=200, once=False, changes=True),
]  # fmt: skip

HOME_DOOR = {"moved": SIGNED_IN, "to": "/start/"}
DOORS = [
    door("account_login", "/logga-in/", sees=EVERYONE, acts=EVERYONE, body={"email": "nobody@exempel.invalid"},
         **HOME_DOOR),
    door("account_request_login_code", "/logga-in/", sees=EVERYONE, acts=EVERYONE,
         body={"email": "nobody@exempel.invalid"},
         **HOME_DOOR),
    door("account_confirm_login_code", "/logga-in/kod/", sees=EVERYONE, acts=EVERYONE, body={"code": "BCDFGH"},
         moved=EVERYONE),
    door("mfa_authenticate", "/logga-in/app/", sees=EVERYONE, acts=EVERYONE, body={"code": "000000"}, moved=EVERYONE),
    door("mfa_login_webauthn", "/logga-in/passnyckel/", sees=EVERYONE, acts=EVERYONE, moved=EVERYONE),
    door("account_join", "/logga-in/ny/", sees=EVERYONE, acts=EVERYONE,
         body={"given_name": "Nour", "family_name": "Ali", "email": "nobody@exempel.invalid"}, **HOME_DOOR),
    door("account_signup", "/logga-in/konto/", sees=EVERYONE),
    door("account_inactive", "/logga-in/stangt/", sees=EVERYONE),
    door("account_logout", "/logga-ut/", sees=EVERYONE, acts=EVERYONE, moved=who("anonymous *.inactive"), to="/",
         lands="/"),
    door("mfa_index", "/mitt/sakerhet/"),
    door("account_reauthenticate", "/mitt/sakerhet/igen/", moved=SIGNED_IN, to="/mitt/sakerhet/igen/kod/"),
    door("mfa_reauthenticate", "/mitt/sakerhet/igen/kod/", role=FACTORED, acts=NOBODY, body={"code": "000000"},
         refused=200,
         moved=who("L.employee"), to="/mitt/sakerhet/igen/passnyckel/"),
    door("mfa_reauthenticate_webauthn", "/mitt/sakerhet/igen/passnyckel/", role=FACTORED, acts=FACTORED,
         body={"credential": "nonsense"}, moved=HAS_APP, to="/mitt/sakerhet/igen/kod/"),
    door("mfa_activate_totp", "/mitt/sakerhet/app/", acts=NOBODY, body={"code": "000000"}, refused=200, moved=HAS_APP,
         to="/mitt/sakerhet/"),
    door("mfa_deactivate_totp", "/mitt/sakerhet/app/ta-bort/", sees=HAS_APP, acts=HAS_APP, lands="/mitt/sakerhet/",
         counts=True),
    door("mfa_list_webauthn", "/mitt/sakerhet/passnycklar/", moved=SIGNED_IN, to="/mitt/sakerhet/"),
    door("mfa_add_webauthn", "/mitt/sakerhet/passnycklar/ny/", acts=NOBODY, body={"credential": "nonsense"},
         refused=200),
    door("mfa_edit_webauthn", "/mitt/sakerhet/passnycklar/{passkey}/byt-namn/", sees=who("L.employee"),
         acts=who("L.employee"),
         body={"name": "Jobbtelefonen"}, lands="/mitt/sakerhet/", counts=True),
    door("mfa_remove_webauthn", "/mitt/sakerhet/passnycklar/{passkey}/ta-bort/", sees=who("L.employee"),
         acts=who("L.employee"),
         lands="/mitt/sakerhet/", counts=True),
    door("mfa_view_recovery_codes", "/mitt/sakerhet/reservkoder/", sees=NOBODY),
    door("mfa_generate_recovery_codes", "/mitt/sakerhet/reservkoder/nya/", acts=FACTORED, refused=200,
         lands="/mitt/sakerhet/reservkoder/", counts=True),
]  # fmt: skip

CASES = [
    *PAGES,
    *ASSIGNMENTS,
    *ASKING,
    *RECRUITING,
    *APPLYING,
    *CROSSING,
    *LENDING,
    *INVOICING,
    *OWN,
    *FOLLOWING,
    *DOORS,
]
