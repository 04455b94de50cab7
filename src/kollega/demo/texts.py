"""What is written in the demo: networks, assignments, statements and advertisements, all invented."""

import json
from datetime import date
from typing import Any

NETWORKS = {
    "sundsvall": {
        "name": "Myndighetsnätverket Sundsvall",
        "tagline": "Statliga, kommunala och regionala arbetsgivare i samverkan",
        "intro": "Vi är grannar i Sundsvall med omnejd som delar jobb, tillfälliga uppdrag och kunskap. Här kan du byta "
        "arbetsplats utan att byta stad.",
        "accent": "#0B5F6B", "brand1": "#C4481F", "brand2": "#E9A820",
    },
    "helsingborg": {
        "name": "Familjen Helsingborg",
        "tagline": "Elva kommuner och ett bolag som löser mer tillsammans",
        "intro": "Elva kommuner i nordvästra Skåne och deras gemensamma bolag. Tillsammans erbjuder vi fler vägar än var och en "
        "kan göra på egen hand.",
        "accent": "#8C1D4B", "brand1": "#2F6B4F", "brand2": "#E98B57",
    },
}  # fmt: skip
ABOUT = {
    "Bolagsverket": "Vi registrerar företag och gör det enklare att starta, driva och utveckla dem.",
    "Centrala studiestödsnämnden": "Vi gör studier möjliga, med studiemedel och körkortslån.",
    "Statens tjänstepensionsverk": "Vi administrerar tjänstepensionen för statligt anställda.",
    "Myndigheten för digital förvaltning": "Vi samordnar och stödjer digitaliseringen av offentlig förvaltning.",
    "Mittuniversitetet": "Vi utbildar och forskar i Sundsvall och Östersund.",
    "Sundsvalls kommun": "Vi sköter skola, omsorg, stadsbyggnad och mycket annat för nära hundratusen invånare.",
    "Helsingborgs kommun": "Vi utvecklar staden vid sundet tillsammans med dem som bor och verkar här.",
}
_CALL: dict[str, Any] = {
    "share": 80,
    "seats": 1,
    "place": "Sundsvall, högst två dagar distans i veckan",
    "why": "Arbetet är klart när förslaget är lämnat.",
}


def _call(title: str, lead: str, tasks: str, needs: str, merits: str = "", **more: Any) -> dict[str, Any]:
    return _CALL | {"title": title, "lead": lead, "tasks": tasks, "needs": needs, "merits": merits} | more


CALLS = {
    "arkiv": _call(
        "Projektledare för gemensam e-arkivupphandling",
        "Fem myndigheter vill köpa ett e-arkiv tillsammans. Du leder förstudien: vad behöver vi, vad får det kosta och hur gör vi?",
        "leda en arbetsgrupp med sju personer från fem myndigheter\nta reda på vilka behov vi har gemensamt\njämföra tre sätt att "
        "upphandla och räkna på kostnaden\nlämna ett förslag till beslut senast den 23 april",
        "ha lett projekt över organisationsgränser\nkunna informationsförvaltning\nskriva tydligt på svenska",
        "ha varit med i en upphandling\nkänna till förvaltningsgemensamma specifikationer", diary_number="CSN 2026-1142",
    ),
    "sakerhet": _call(
        "Informationssäkerhetsspecialist, stöd till små myndigheter",
        "Hjälp sju mindre myndigheter att klassa sin information och komma i gång med systematiskt arbete.",
        "hålla i klassningar tillsammans med verksamheten\nta fram en gemensam metod\nutbilda två personer på varje myndighet",
        "ha arbetat med informationssäkerhet\nkunna förklara det svåra enkelt", "ha arbetat på en liten myndighet", share=100,
    ),
    "arende": _call(
        "Utvärdera vårt nya ärendesystem", "Vi har bytt ärendesystem. Hjälp oss att ta reda på vad som blev bättre och vad som inte blev det.",
        "intervjua handläggare och chefer\nanalysera handläggningstider\nskriva en rapport som går att använda",
        "ha erfarenhet av utvärdering\nvara van vid intervjuer", share=100,
    ),
    "utvarder": _call(
        "Verksamhetsutvecklare för ny kundtjänst", "Tre kanaler ska bli en kundtjänst. Du håller ihop arbetet från nuläge till provdrift.",
        "kartlägga nuläget\nplanera provdriften med kundtjänstens medarbetare\nfölja upp och rätta till", "ha drivit förändringsarbete\ntycka om siffror", share=100,
    ),
    "oppna": _call(
        "Analytiker, öppna data", "Gör myndigheternas data lättare att hitta och använda.", "beskriva datamängder\nprata med dem som använder dem\n"
        "föreslå vad som ska publiceras först", "kunna statistik eller dataanalys\nvara nyfiken på användarna", share=60,
    ),
    "upphandling": _call(
        "Upphandlare, gemensamt ramavtal för måltider", "Kommunerna vill köpa mat tillsammans. Du leder upphandlingen fram till tilldelning.",
        "samla kommunernas behov\nskriva underlaget\nleda utvärderingen", "ha upphandlat enligt LOU\nkunna samordna många viljor",
        place="Nordvästra Skåne, mest på distans", share=50,
    ),
    "kommunikation": _call(
        "Kommunikatör, gemensam studentkampanj", "Få fler studenter att upptäcka att staten finns i Sundsvall.", "planera och genomföra kampanjen\n"
        "samarbeta med studentkåren\nmäta vad som fungerade", "ha gjort kampanjer i sociala medier\nskriva klart och enkelt", share=50,
    ),
    "system": _call(
        "Systemförvaltare, införande av nytt HR-system", "Vi inför ett nytt HR-system i vår och behöver en förvaltare som gjort det förut.",
        "bygga upp förvaltningen\nsamordna test\nutbilda förstalinjen", "ha förvaltat system\nha infört ett nytt system någon gång", share=100,
    ),
    "tjanst": _call(
        "Systemstöd för ny e-tjänst, några timmar i veckan", "Vi öppnar en e-tjänst för anmälningar och behöver någon som gjort det förut.",
        "vara med när tjänsten sätts upp\nhjälpa handläggarna de första veckorna", "ha förvaltat e-tjänster", share=40,
        place="Härnösand, mest på distans",
    ),
    "jurist": _call(
        "Jurist med känsla för klarspråk", "Skriv om våra tjugo vanligaste beslut så att de går att förstå.", "skriva om beslutsmallar\n"
        "pröva dem med mottagare\nutbilda handläggare", "vara jurist\nha arbetat med klarspråk", share=50,
    ),
    "strateg": _call(
        "HR-strateg för kompetensförsörjning", "Kommunen behöver hjälp att ta fram en plan för kompetensförsörjningen till 2035.",
        "analysera pensionsavgångar\nintervjua chefer\nskriva planen", "ha arbetat strategiskt med HR", share=100, place="Sundsvall",
    ),
}  # fmt: skip
STATEMENT = (
    "Jag vill prova att arbeta på en annan myndighet och ta med mig det jag lär mig hem. Jag har gjort liknande saker "
    "tidigare och tycker om att samarbeta över gränser."
)
STATEMENTS = {
    "Eva-Lena Sten": "Jag har lett flera projekt med kommunerna i länet, senast om gemensamma miljödata. Nu vill jag lära mig mer "
    "om arkiv och upphandling.",
    "Nina Ståhl": "Jag har arbetat med sekretessfrågor i fem år och vill förstå säkerheten från det tekniska hållet.",
}
PLAN = [
    {"task": "Svara på frågor från allmänheten", "way": "colleague", "who": "Kollegor på enheten"},
    {"task": "Remissvar under våren", "way": "later", "who": ""},
    {"task": "Veckomöten med gruppen", "way": "own_time", "who": ""},
]
YES = "Roligt! Vi stämmer av överlämningen två veckor innan du börjar."
DISPUTE = "Viktor var tjänstledig den 22 och 23 september. De dagarna ska inte faktureras."
REQUEST = {
    "title": "Utredare till företagsregistret", "place": "Sundsvall, halva tiden på distans", "share": 60,
    "tasks": "Utreda hur små företag ska lämna uppgifter bara en gång. Du behöver ha lett utredningar.",
}  # fmt: skip
OFFER = (
    "Van att leda förbättringsarbete och hålla i arbetsgrupper. Vill pröva ett uppdrag närmare medborgarna, gärna med "
    "digitala tjänster."
)
MORE = "Vilka dagar i veckan tänker du arbeta där? Skriv det, så kan vi planera arbetet här."
NO = "Vi är två som är lediga under perioden och kan inte vara färre. Vi tar upp det igen i utvecklingssamtalet i vår."
WITHDRAWN = "Jag har fått ett nytt ansvar hemma och kan inte vara borta i vår."
DECLINED = "Vi har fått ett regeringsuppdrag och behöver behålla juristerna under våren."
REVISED = "Lönerevisionen blev klar och gäller från den 1 oktober."
HOURS = [(14, "Uppsättning och test."), (16, "Test med handläggarna."), (15, ""), (12, "Öppnade tjänsten.")]
"""What the colleague who is paid by the hour says of each week in October."""
VAT_REASONS = {
    "O": "Myndigheter under samma huvudman, utan konkurrens med privata. Beslut i ekonomihandboken avsnitt 4.",
    "S": "Tjänsten kan köpas på marknaden och beläggs därför med moms. Beslut av ekonomichefen.",
    "E": "Undantaget enligt beslut av ekonomichefen.",
}
PROFILES = {
    "Amina Warsame": {
        "skills": ["projektledning, erfarenhet", "utredning", "facilitera"], "languages": ["engelska", "somaliska"],
        "places": ["Sundsvall"], "occupation": "handläggare, offentlig", "wishes": ["projektledare", "verksamhetsutvecklare"],
        "looks_for": "Vill leda något med flera myndigheter, gärna deltid.", "how_much": "part",
        "visible_to": "contacts",
    },
    "Mathias Öberg": {
        "skills": ["systemförvaltning", "kravhantering"], "places": ["Sundsvall"], "occupation": "systemförvaltare",
        "looks_for": "Intresserad av att införa nya system.", "visible_to": "network",
    },
    "Lars Malm": {
        "skills": ["verksamhetsutveckling", "informationssäkerhet"], "places": ["Sundsvall", "Timrå", "Härnösand"],
        "wishes": ["HR-strateg", "organisationsutvecklare"], "looks_for": "Öppen för det mesta i Sundsvall.",
        "visible_to": "contacts",
    },
    "Jonas Ek": {"skills": ["ledarskapsutveckling", "budgetansvar"], "places": ["Sundsvall"],
                 "occupation": "administrativ chef"},
    "Gunilla Frost": {"skills": ["rekryteringsvana", "arbetsrätt"], "places": ["Helsingborg"],
                      "occupation": "HR-generalist"},
}  # fmt: skip
"""What people in the demo say of themselves; words are found among the vocabulary as a person finds them."""
_ADS = [
    ("Jurist till rättsenheten", "Bolagsverket", "202100-5489", "Sundsvall", "2281", "2026-12-06", "Heltid"),
    (
        "Systemutvecklare, Python",
        "Centrala studiestödsnämnden",
        "202100-1819",
        "Sundsvall",
        "2281",
        "2026-12-11",
        "Heltid",
    ),
    ("Handläggare pension", "Statens tjänstepensionsverk", "202100-0928", "Sundsvall", "2281", "2026-12-03", "Heltid"),
    (
        "Enhetschef, digital infrastruktur",
        "Myndigheten för digital förvaltning",
        "202100-6883",
        "Sundsvall",
        "2281",
        "2026-12-14",
        "Heltid",
    ),
    (
        "Miljöhandläggare",
        "Länsstyrelsen i Västernorrlands län",
        "202100-2445",
        "Härnösand",
        "2280",
        "2026-12-09",
        "Heltid",
    ),
    (
        "Universitetslektor i informatik",
        "Mittuniversitetet",
        "202100-4524",
        "Sundsvall",
        "2281",
        "2027-01-10",
        "Heltid",
    ),
    ("Bygglovshandläggare", "Sundsvalls kommun", "212000-2411", "Sundsvall", "2281", "2026-12-01", "Heltid"),
    ("Registrator", "Kammarrätten i Sundsvall", "202100-2742", "Sundsvall", "2281", "2026-12-08", "Deltid"),
    ("Stadsarkitekt", "Helsingborgs kommun", "212000-1157", "Helsingborg", "1283", "2026-12-13", "Heltid"),
    ("Upphandlare", "Perstorps kommun", "212000-0910", "Perstorp", "1275", "2026-12-07", "Heltid"),
]


def ads() -> dict[str, Any]:
    """Return invented advertisements in the shape of the national job search."""
    hits = [
        {
            "id": f"demo-{n}",
            "headline": title,
            "employer": {"name": name, "organization_number": number.replace("-", "")},
            "workplace_address": {"municipality": city, "municipality_code": code},
            "application_deadline": f"{last}T23:59:59",
            "duration": {"label": "6 månader eller längre" if extent == "Deltid" else "Tills vidare"},
            "publication_date": f"2026-11-{10 + n:02d}T08:00:00",
            "webpage_url": f"https://exempel.invalid/annonser/{n}",
            "working_hours_type": {"label": extent},
            "description": {"text": f"Vi söker dig som vill arbeta som {title[0].lower()}{title[1:]}.\n\nDet här är en påhittad "
                            "annons i Kollegas demo. Den visar hur ett jobb ser ut i den gemensamma listan."},
        }
        for n, (title, name, number, city, code, last, extent) in enumerate(_ADS, 1)
    ]  # fmt: skip
    return {"total": {"value": len(hits)}, "hits": hits}


_COMMON = {
    "questions_to": "Ring växeln och fråga efter HR. Alla personer i demon är påhittade.",
    "unions": "Fack i demon: ST, Saco-S och Seko når du genom växeln.",
    "pay": "Individuell lön.",
    "starts": "Så snart som möjligt, efter överenskommelse.",
}
VACANCIES: dict[str, dict[str, Any]] = {
    "jurist": _COMMON | {
        "title": "Jurist inom studiestöd", "occupation": "jurist", "lead": "Tolka regler som berör en halv miljon studerande.",
        "tasks": "Du utreder svåra ärenden, skriver yttranden och stöder handläggarna.",
        "musts": ["Juristexamen", "Erfarenhet av förvaltningsrätt"], "merits": ["Notariemeriterad"],
        "apply_by": date(2026, 10, 19), "application_url": "https://exempel.invalid/jobb/jurist",
        "diary_number": "2026-115-901",
    },
    "handlaggare": _COMMON | {
        "title": "Handläggare av företagsärenden", "occupation": "administratör",
        "lead": "Hjälp den som startar företag att göra rätt från början.",
        "tasks": "Du granskar ärenden om nya och ändrade företag, svarar i telefon och skriver begripliga beslut.\n\n"
        "Du arbetar i en grupp på tolv, och vi lär upp dig.",
        "musts": ["Högskoleutbildning eller motsvarande erfarenhet", "Vana att skriva tydligt", "Vana att möta människor"],
        "merits": ["Erfarenhet av ärendehandläggning", "Goda kunskaper i engelska"], "remote": "partly", "seats": 3,
        "apply_by": date(2026, 12, 10), "application_url": "https://exempel.invalid/jobb/handlaggare",
        "diary_number": "AD 2026/812",
    },
    "enhetschef": _COMMON | {
        "title": "Enhetschef, digital utveckling", "occupation": "administrativ chef",
        "lead": "Led tjugo kollegor som bygger tjänster för landets företag.",
        "tasks": "Du leder enheten, sätter mål med gruppen och svarar för budgeten.",
        "musts": ["Erfarenhet av att leda medarbetare", "Erfarenhet av digital utveckling"],
        "merits": ["Erfarenhet av offentlig sektor"], "apply_by": date(2026, 12, 20),
        "application_url": "https://exempel.invalid/jobb/enhetschef", "diary_number": "",
    },
    "kommunikator": {"title": "Kommunikatör, vikariat"},
    "utvecklare": _COMMON | {
        "title": "Verksamhetsutvecklare, pension", "occupation": "verksamhetsutvecklare",
        "lead": "Gör det enklare att gå i pension från staten.",
        "tasks": "Du leder förändringar tillsammans med handläggarna, mäter vad de ger och skriver om det så att alla "
        "förstår.\n\nDu arbetar i en grupp på sex.",
        "musts": ["Erfarenhet av att leda förändringsarbete", "Vana att skriva tydligt"],
        "merits": ["Kunskap om statlig tjänstepension"], "remote": "partly", "receives_here": True,
        "apply_by": date(2026, 12, 7), "diary_number": "2026-SPV-4471",
        "questions": [
            {"text": "Har du lett en förändring som berörde fler än en enhet?", "kind": "yes_no", "is_required": True,
             "wanted": "yes"},
            {"text": "Berätta om en förändring du är nöjd med.", "kind": "long", "is_required": True, "wanted": ""},
        ],
    },
}  # fmt: skip
"""Vacancies that the demo's employers announce themselves."""
APPLICATIONS = {
    "Nour Ali": (
        "I sex år har jag lett utvecklingen av en kundtjänst i ett försäkringsbolag. Vi halverade väntetiden genom att "
        "skriva om breven, så att färre behövde ringa. Nu vill jag göra samma sak för fler.",
        "yes", "Vi slutade skicka tre olika brev om samma sak. Det tog ett halvår, och frågorna minskade med en tredjedel.",
    ),
    "Hugo Lantz": (
        "Jag är projektledare i en kommun och vill arbeta nära dem som möter pensionärer.", "yes",
        "Vi införde en gemensam mall för beslut i fyra nämnder.",
    ),
    "Ellen Fors": (
        "Som handläggare har jag drivit förbättringar i min grupp. Nu vill jag göra det på heltid.", "no",
        "Vi började gå igenom svåra ärenden tillsammans varje måndag.",
    ),
    "Ahmed Saleh": ("Jag söker mitt första jobb efter studierna i statsvetenskap.", "no", "Ett studentprojekt om val."),
    "Märta Ceder": (
        "Jag har arbetat med tjänstepension i tolv år och kan reglerna.", "yes",
        "Vi flyttade intyg från papper till webben.",
    ),
}  # fmt: skip
"""Letter and answers of those who apply in the demo."""


def paper(*lines: str) -> bytes:
    """Return a page of text as a small PDF, for someone's CV."""
    said = "".join(f"({line}) Tj 0 -22 Td " for line in lines)
    drawn = f"BT /F 14 Tf 60 760 Td {said}ET".encode("latin-1")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    whole, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return whole + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF\n" % (
        table, len(whole))  # fmt: skip


def _item(number: int, title: str, last: str, link: str) -> str:
    return f"""<item><title>{title}</title><guid isPermaLink="false">hbg-{number}</guid><link>{link}</link>
    <pubDate>{10 + number} Nov 2026 08:00:00 +0100</pubDate><deadline>{last}</deadline>
    <description>&lt;p&gt;Du arbetar nära dem som bor och verkar i Helsingborg.&lt;/p&gt;&lt;p&gt;Vill du veta mer? Ring Kim Exempel
    på 042-123 45 67 eller skriv till kim@exempel.invalid.&lt;/p&gt;&lt;p&gt;Det här är en påhittad annons i Kollegas demo.&lt;/p&gt;
    </description><tt:locations><tt:location><tt:city>Helsingborg</tt:city></tt:location></tt:locations></item>"""


_PAGE = "https://jobb.helsingborg.exempel.invalid"
SOURCES = {
    f"{_PAGE}/jobs.rss": "".join([
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:tt="https://teamtailor.com/locations"><channel>',
        f"<title>Helsingborgs kommun</title><link>{_PAGE}</link>",
        _item(1, "Bibliotekarie till Stadsbiblioteket", "2026-12-15", f"{_PAGE}/jobs/4100001-bibliotekarie"),
        _item(2, "Trafikplanerare", "2026-12-10", f"{_PAGE}/jobs/4100002-trafikplanerare"),
        _item(3, "Stadsarkitekt", "2026-12-13", f"{_PAGE}/jobs/4100003-stadsarkitekt"),
        _item(4, "Enhetschef, hemvård", "2026-12-18", ""),
        "</channel></rss>",
    ]).encode(),
    f"{_PAGE}/lediga-jobb": b"<!DOCTYPE html><html lang='sv'><title>Lediga jobb</title><body><h1>Lediga jobb</h1></body></html>",
}  # fmt: skip
"""What the demo's sources answer: one feed where a row lacks its link, and one page without any ads in it."""
_THERE = "https://kollega.lulea.exempel.invalid/delad-lista/5f0e6c1a-0000-4000-8000-000000000000/nyckel"
LISTS = {
    f"{_THERE}/lista.json": json.dumps({
        "kollega": 1, "network": "Myndigheter i Luleå",
        "calls": [
            {
                "id": f"5f0e6c1a-0000-4000-8000-00000000000{n}", "kind": "assignment", "title": title, "summary": lead,
                "body": f"{lead} Nätverket och uppdraget är påhittade, som allt annat i demon.", "employer_name": who,
                "place": "Luleå", "municipality": "2580", "extent": f"{share} procent", "share": share,
                "published_at": "2026-10-05T09:00:00+02:00", "closes_on": "2026-12-18",
            }
            for n, (title, lead, who, share) in enumerate((
                ("Testledare för gemensam e-tjänst", "Led testerna när fem myndigheter byter inloggning.", "Verket i Luleå", 50),
                ("Språkvårdare i ett halvår", "Gör mallarna för beslut begripliga.", "Norra inspektionen", 40),
            ), 1)
        ],
    }).encode(),
    f"{_THERE}/svar/": b"{}",
}  # fmt: skip
"""Another network's list, as its installation would answer, and where answers to it are handed over."""
ACCESS_POINT = "https://accesspunkt.exempel.invalid/in"
ANSWERS = SOURCES | LISTS

CLAUSES = (
    (
        "secrecy",
        "Sekretess och utrustning",
        "Medarbetaren omfattas av den sekretess som gäller hos mottagaren. Mottagaren lämnar dator, passerkort och "
        "behörigheter senast första dagen, och får tillbaka dem senast den sista.",
    ),
    (
        "grannar",
        "Arbetsplats i kvarteret",
        "Myndigheterna i nätverket ligger nära varandra. Medarbetaren får äta lunch och ha möten på sin egen arbetsplats "
        "när uppdraget tillåter det.",
    ),
)
"""What one network says of its own in its agreements."""

COUNTER = "Vi behöver hjälp på halvtid, och vi betalar gärna resorna."
WAIVER = "Ida har lämnat över sina ärenden och är klar i god tid."
EVALUATIONS = {
    "employee": ([5, 4, 4, 5], "Jag fick se hur andra gör, och det har jag nytta av varje vecka."),
    "manager": ([4, 5, 5, 5], "Det ordnade sig hemma, och Ida har med sig nya arbetssätt."),
    "leader": ([5, 5, 4, 5], "Hon kom in i arbetet på två veckor."),
}
