"""The words of the joint list."""

from django.db import models


class ListingKind(models.TextChoices):
    JOB = "job", "Jobb"
    ASSIGNMENT = "assignment", "Uppdrag"


class Reach(models.TextChoices):
    EMPLOYER = "employer", "Egna anställda"
    GROUP = "group", "En grupp i nätverket"
    NETWORK = "network", "Anställda i nätverket"
    PUBLIC = "public", "Alla"


class Form(models.TextChoices):
    PERMANENT = "permanent", "Tills vidare"
    LIMITED = "limited", "Begränsad tid"
    SUBSTITUTE = "substitute", "Vikariat"
    HOURLY = "hourly", "Vid behov"
    SUMMER = "summer", "Sommarjobb"
    ASSIGNMENT = "assignment", "Tillfälligt uppdrag"


class Extent(models.TextChoices):
    FULL = "full", "Heltid"
    MOST = "most", "50–99 procent"
    SOME = "some", "Mindre än 50 procent"
    PART = "part", "Deltid"


class Field(models.TextChoices):
    """What kind of work it is, in words that people use; the classification's own groups are for statistics."""

    LEADING = "leading", "Chef och ledning"
    IT = "it", "It och digitalisering"
    CARE = "care", "Vård och omsorg"
    SCHOOL = "school", "Skola, utbildning och forskning"
    SOCIAL = "social", "Socialt arbete"
    ECONOMY = "economy", "Ekonomi, inköp och lön"
    LAW = "law", "Juridik"
    STAFF = "staff", "HR och organisation"
    CASES = "cases", "Handläggning och utredning"
    OFFICE = "office", "Administration och kundtjänst"
    WORDS = "words", "Kommunikation"
    CULTURE = "culture", "Kultur, bibliotek och fritid"
    BUILDING = "building", "Samhällsbyggnad, teknik och miljö"
    SAFETY = "safety", "Säkerhet och räddning"
    SERVICE = "service", "Måltid, städ och service"
    CRAFT = "craft", "Bygg, drift och transport"
    SALES = "sales", "Försäljning"


class Order(models.TextChoices):
    FIT = "passar", "Bäst träff"
    NEWEST = "nyast", "Nyast"
    DEADLINE = "sista-dag", "Sista dag"


class Closing(models.TextChoices):
    WEEK = "vecka", "Inom en vecka"
    MONTH = "manad", "Inom en månad"


CLOSING_DAYS = {Closing.WEEK: 7, Closing.MONTH: 31}
LANGUAGES = {"sv": "Svenska", "en": "Engelska", "fi": "Finska", "nb": "Norska", "da": "Danska"}
REMOTE = "distans"
FIELD_OF_SSYK = {
    "1": Field.LEADING,
    "21": Field.BUILDING, "22": Field.CARE, "23": Field.SCHOOL, "241": Field.ECONOMY, "242": Field.CASES,
    "2423": Field.STAFF, "243": Field.WORDS, "25": Field.IT, "26": Field.CULTURE, "261": Field.LAW, "264": Field.WORDS,
    "266": Field.SOCIAL, "31": Field.BUILDING, "32": Field.CARE, "331": Field.ECONOMY, "332": Field.SALES,
    "333": Field.ECONOMY, "334": Field.OFFICE, "335": Field.CASES, "336": Field.SAFETY, "34": Field.CULTURE,
    "341": Field.SOCIAL, "345": Field.SERVICE, "35": Field.IT, "4": Field.OFFICE, "411": Field.OFFICE,
    "43": Field.CRAFT, "4112": Field.ECONOMY, "4111": Field.ECONOMY, "51": Field.SERVICE, "52": Field.SALES,
    "53": Field.CARE, "531": Field.SCHOOL, "534": Field.SOCIAL, "54": Field.SAFETY, "6": Field.CRAFT,
    "7": Field.CRAFT, "8": Field.CRAFT, "9": Field.SERVICE, "93": Field.CRAFT, "0": Field.SAFETY,
}  # fmt: skip
"""Which of our fields a code of SSYK 2012 belongs to: the longest beginning that is here decides."""
FIELD_OF_WORD = {
    Field.LEADING: "chef enhetschef avdelningschef rektor direktör generaldirektör",
    Field.IT: "utvecklare systemutvecklare it systemförvaltare arkitekt programmerare digitalisering informationssäkerhet "
    "developer engineer testledare",
    Field.CARE: "sjuksköterska undersköterska läkare barnmorska psykolog fysioterapeut arbetsterapeut tandsköterska "
    "tandläkare vård omsorg omvårdnadspersonal vårdbiträde sköterska biomedicinsk ortoped",
    Field.SCHOOL: "lärare förskollärare barnskötare pedagog lektor universitetslektor adjunkt forskare doktorand skola "
    "elevassistent studievägledare",
    Field.SOCIAL: "socialsekreterare kurator socionom biståndshandläggare behandlingsassistent assistent stödassistent",
    Field.ECONOMY: "ekonom controller redovisningsekonom upphandlare inköpare löneadministratör revisor ekonomiassistent",
    Field.LAW: "jurist åklagare advokat notarie verksjurist",
    Field.STAFF: "hr personal verksamhetsutvecklare organisationsutvecklare projektledare projektledning",
    Field.CASES: "handläggare utredare analytiker statistiker inspektör utvärdera",
    Field.OFFICE: "administratör registrator arkivarie receptionist kundtjänst sekreterare samordnare handledare",
    Field.WORDS: "kommunikatör pressekreterare redaktör webbredaktör informatör",
    Field.CULTURE: "bibliotekarie museipedagog fritidsledare kulturstrateg intendent barnledare",
    Field.BUILDING: "bygglovshandläggare planarkitekt samhällsplanerare ingenjör miljöinspektör lantmätare geolog",
    Field.SAFETY: "brandman polis ordningsvakt säkerhet beredskap krisberedskap kriminalvårdare",
    Field.SERVICE: "kock köksbiträde måltidsbiträde lokalvårdare städare servitör husmor måltid",
    Field.CRAFT: "vaktmästare fastighetstekniker snickare elektriker mekaniker svetsare chaufför trädgårdsarbetare montör",
    Field.SALES: "säljare företagssäljare mötesbokare innesäljare försäljare butik",
}  # fmt: skip
"""Words of titles that tell the field where a listing names no occupation."""

CODED = {
    "kind": tuple(ListingKind.values), "field": tuple(Field.values), "form": tuple(Form.values),
    "extent": tuple(Extent.values), "language": tuple(LANGUAGES),
}  # fmt: skip
"""A value's number in the code of a card is its place here: new values go last, or the index is built anew."""
SIGNS = {"kind": "k", "field": "f", "county": "c", "form": "o", "extent": "x", "language": "l"}
"""What a card is chosen by stands among its words too, with a sign that no one can type, so that one index knows all."""

PAGE_SIZE = 20
COUNTED_AT_MOST = 1000
"""A count is only said up to here, so that it never reads a whole table."""
SAMPLES = (256, 64, 16, 4)
"""One card in so many carries the mark of each sample; which, its number decides by chance."""
FEW_IN_FIRST = 4
"""With fewer in the first sample than this there are about a thousand or less, and all are read."""
LEAST_SAMPLE = 250
"""The thinnest sample that still has so many is counted; a thousand at most are then read."""
LEAST_TOLD = 5
"""What fewer of a sample have is offered without saying how many there are."""
RANKED_LEAST = 200
"""Where there are more than are counted, the newest are weighed against each other: at least so many."""
BODY_BELOW, BODY_MOST = 100, 500
"""Texts are searched only where fewer titles than this were found, and give at most so many."""
SHOWN_CHOICES = 8
"""Of a facet with many choices so many are shown, the most common first."""
