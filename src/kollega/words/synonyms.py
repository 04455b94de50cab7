"""Words that people use for the same thing, kept short and reasoned: what a title says another way in another house.

Each line is a group: whoever asks for one finds the others. A line with an arrow goes one way: the left finds the right.
Official labels are not repeated here; the vocabulary brings those with every listing that names its occupation.
"""

from functools import cache

GROUPS = """
hr = personalavdelning
hr-specialist = personalspecialist = hr-konsult = pa-konsult = personalkonsult = hr-partner
hr-chef = personalchef
hr-generalist = personalhandläggare = personalsekreterare
it-tekniker = supporttekniker = helpdesktekniker = it-support = servicedesk
programmerare = systemutvecklare = mjukvaruutvecklare = utvecklare = developer
systemförvaltare = applikationsförvaltare = förvaltningsledare
testare = testledare = testingenjör
dba = databasadministratör
socialsekreterare = soc-sek = socsek = socialhandläggare
socionom > socialsekreterare = kurator = biståndshandläggare
biståndsbedömare = biståndshandläggare
ssk = sjuksköterska
usk = undersköterska
vårdbiträde > undersköterska
iva = intensivvård
bvc = barnhälsovård
läkare = doktor
st-läkare = specialiseringstjänst
sjukgymnast = fysioterapeut
säljare = försäljare
städare = lokalvårdare
vaktmästare = fastighetsskötare = fastighetstekniker
kock > kallskänka
måltidsbiträde = köksbiträde = måltidspersonal = ekonomibiträde
måltidschef = kökschef = kostchef
personlig-assistent = assistent-lss
magister = lärare
dagisfröken = förskollärare
dagis = förskola
barnskötare > förskola
syv = studie-vägledare = studievägledare = studie-och-yrkesvägledare
elevassistent = resursperson = elevcoach
rektor = skolledare
pressekreterare = presschef = presskommunikatör
informatör = kommunikatör
webbredaktör = webbkommunikatör
ekonom = redovisningsekonom = controller
bokhållare = redovisningsassistent = ekonomiassistent
lönespecialist = löneadministratör = lönekonsult
inköpare = upphandlare
jurist > förvaltningsjurist = verksjurist = stadsjurist = kommunjurist
advokat > jurist
bygglov > lovhandläggare
bygglovshandläggare = lovhandläggare = bygglovarkitekt = byggnadsinspektör
planarkitekt = fysisk-planerare
gis-ingenjör = kartingenjör = gis-handläggare
miljöinspektör = miljöhandläggare = hälsoskyddsinspektör
brandman = räddningstjänst
väktare = ordningsvakt
registrator = diarieförare
arkivarie = arkivassistent
receptionist = växeltelefonist
sekreterare > administratör = nämndsekreterare
administratör = administrativ-handläggare
projektledning = projektledare
chef > enhetschef = avdelningschef = sektionschef
gd = generaldirektör
kundtjänst = kundservice = kontaktcenter = servicecenter
säkerhetsskydd > säkerhet
informationssäkerhet = cybersäkerhet = it-säkerhet
dataskyddsombud = dpo
digitalisering > digital
praktik > praktikant = praktikplats
trainee > traineeprogram
extrajobb > timanställd = timvikarie
timvikarie = timanställd = timanställning
vikarie = vikariat
sommarjobb > sommarvikarie = sommarvikariat
distans = distansarbete
deltidsarbete = deltid
""".strip().splitlines()
EMPLOYERS = {
    "statens tjänstepensionsverk": "spv tjänstepensionsverket",
    "centrala studiestödsnämnden": "csn",
    "sveriges kommuner och regioner": "skr skl",
    "skatteverket": "skv",
    "försäkringskassan": "fk kassan",
    "arbetsförmedlingen": "af förmedlingen",
    "polismyndigheten": "polisen",
    "kriminalvården": "kv",
    "trafikverket": "trv",
    "migrationsverket": "migra",
    "myndigheten för digital förvaltning": "digg",
    "myndigheten för samhällsskydd och beredskap": "msb",
    "myndigheten för civilt försvar": "mcf msb",
    "inspektionen för vård och omsorg": "ivo",
    "statistiska centralbyrån": "scb",
    "naturvårdsverket": "nvv",
    "länsstyrelsen västernorrland": "länsstyrelsen",
    "mittuniversitetet": "miun",
    "bolagsverket": "bv",
    "statens servicecenter": "ssc",
    "ekonomistyrningsverket": "esv",
    "domstolsverket": "dv",
    "brottsförebyggande rådet": "brå",
    "försvarsmakten": "fm försvaret",
    "försvarets materielverk": "fmv",
    "totalförsvarets forskningsinstitut": "foi",
    "vetenskapsrådet": "vr",
    "kungliga tekniska högskolan": "kth",
    "sveriges lantbruksuniversitet": "slu",
    "sveriges meteorologiska och hydrologiska institut": "smhi",
    "lantmäteriet": "lm",
    "pensionsmyndigheten": "pm pensionsmyndigheten",
    "kronofogdemyndigheten": "kfm kronofogden",
    "universitets- och högskolerådet": "uhr",
    "nordvästra skånes vatten och avlopp ab (nsva)": "nsva",
    "region skåne": "skånes universitetssjukvård",
    "västra götalandsregionen": "vgr",
    "stockholms stad": "stockholms kommun staden",
    "göteborgs stad": "göteborgs kommun staden",
}
"""What employers are called among those who work there, beside the short name in the register. Facts, typed by us."""


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for line in GROUPS:
        left, arrow, right = line.partition(" > ")
        names = [name.strip() for name in (right if arrow else line).split(" = ")]
        for word in [left] if arrow else names:
            found.setdefault(word.replace("-", ""), set()).update(name for name in names if name != word)
    return {word: tuple(sorted(names)) for word, names in found.items()}


def synonyms(word: str) -> tuple[str, ...]:
    """Return the other words for it, hyphens where one is written with several words."""
    return _groups().get(word.replace("-", ""), ())


def nicknames(employer: str) -> str:
    """Return what people call the employer beside its name."""
    return EMPLOYERS.get(employer.lower(), "")
