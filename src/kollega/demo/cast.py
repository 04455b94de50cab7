"""Who is in the demo: real employers, invented people."""

from dataclasses import dataclass

from kollega.networks.terms import EmployerKind
from kollega.people.terms import DutyKind

HOME = "exempel.invalid"
"""All demo addresses end in a name that can never receive mail (RFC 2606)."""


@dataclass(frozen=True, kw_only=True)
class Role:
    """A person to be in the demo: who, where, and what they do in the story. Whoever applies from outside has no employer."""

    name: str
    employer: str
    title: str
    role: str = ""
    does: str = ""
    manager: str = ""
    duty: str = ""

    @property
    def email(self) -> str:
        plain = self.name.lower().translate(str.maketrans("åäöéü ", "aaoeu."))
        return f"{plain}@{HOME}"


BV, CSN, SPV, DIGG, LST = "Bolagsverket", "Centrala studiestödsnämnden", "Statens tjänstepensionsverk", \
    "Myndigheten för digital förvaltning", "Länsstyrelsen i Västernorrlands län"  # fmt: skip
MIUN, SUNDSVALL, TIMRA = "Mittuniversitetet", "Sundsvalls kommun", "Timrå kommun"
HBG, PERSTORP = "Helsingborgs kommun", "Perstorps kommun"

A, M, R, C = EmployerKind.AGENCY, EmployerKind.MUNICIPALITY, EmployerKind.REGION, EmployerKind.COMPANY
SUNDSVALL_MEMBERS = [
    # name, short, kind, organisation number, city, postcode, municipality code (facts: SCB's register of agencies 2026-01)
    (BV, "BV", A, "202100-5489", "Sundsvall", "851 81", "2281"),
    (CSN, "CSN", A, "202100-1819", "Sundsvall", "851 82", "2281"),
    (SPV, "SPV", A, "202100-0928", "Sundsvall", "851 90", "2281"),
    (DIGG, "DIG", A, "202100-6883", "Sundsvall", "851 11", "2281"),
    (LST, "LST", A, "202100-2445", "Härnösand", "871 86", "2280"),
    (MIUN, "MIU", A, "202100-4524", "Sundsvall", "851 70", "2281"),
    ("Rättshjälpsmyndigheten", "RHM", A, "202100-6016", "Sundsvall", "851 11", "2281"),
    ("Hovrätten för Nedre Norrland", "HNN", A, "202100-2742", "Sundsvall", "851 08", "2281"),
    ("Kammarrätten i Sundsvall", "KRS", A, "202100-2742", "Sundsvall", "851 02", "2281"),
    ("Sundsvalls tingsrätt", "STR", A, "202100-2742", "Sundsvall", "851 07", "2281"),
    ("Hyres- och arrendenämnden i Sundsvall", "HYR", A, "202100-2742", "Sundsvall", "851 07", "2281"),
    ("Rättshjälpsnämnden", "RHN", A, "202100-6008", "Sundsvall", "851 11", "2281"),
    ("Statens tjänstepensions- och grupplivnämnd", "STG", A, "202100-5851", "Sundsvall", "851 90", "2281"),
    ("Överklagandenämnden för nämndemannauppdrag", "ÖNN", A, "202100-6024", "Sundsvall", "851 11", "2281"),
    (SUNDSVALL, "SUN", M, "212000-2411", "Sundsvall", "851 85", "2281"),
    (TIMRA, "TIM", M, "", "Timrå", "861 82", "2262"),
    ("Kramfors kommun", "KRA", M, "", "Kramfors", "872 80", "2282"),
    ("Region Västernorrland", "RVN", R, "", "Härnösand", "871 85", "2280"),
]
HELSINGBORG_MEMBERS = [
    ("Bjuvs kommun", "BJU", M, "", "Bjuv", "267 25", "1260"),
    ("Båstads kommun", "BÅS", M, "", "Båstad", "269 80", "1278"),
    (HBG, "HBG", M, "212000-1157", "Helsingborg", "251 89", "1283"),
    ("Höganäs kommun", "HÖG", M, "", "Höganäs", "263 82", "1284"),
    ("Klippans kommun", "KLI", M, "", "Klippan", "264 80", "1276"),
    ("Landskrona kommun", "LAN", M, "", "Landskrona", "261 80", "1282"),
    (PERSTORP, "PER", M, "212000-0910", "Perstorp", "284 85", "1275"),
    ("Svalövs kommun", "SVA", M, "", "Svalöv", "268 80", "1214"),
    ("Ängelholms kommun", "ÄNG", M, "", "Ängelholm", "262 80", "1292"),
    ("Åstorps kommun", "ÅST", M, "", "Åstorp", "265 21", "1277"),
    ("Örkelljunga kommun", "ÖRK", M, "", "Örkelljunga", "286 80", "1257"),
    ("Nordvästra Skånes Vatten och Avlopp AB", "NSV", C, "", "Helsingborg", "250 02", "1283"),
]

AMINA = Role(name="Amina Warsame", employer=BV, title="Utredare", manager="Jonas Ek", role="Medarbetare på Bolagsverket",
             does="Hittar ett uppdrag på CSN och anmäler intresse. Skriver senare under avtalet.")  # fmt: skip
JONAS = Role(name="Jonas Ek", employer=BV, title="Enhetschef", role="Chef på Bolagsverket",
             does="Säger ja eller inte nu, och planerar hur uppgifterna löses.")  # fmt: skip
PETRA = Role(name="Petra Sandström", employer=CSN, title="Enhetschef", role="Chef på CSN, annonserar uppdraget",
             does="Läser de svar som cheferna har tillstyrkt och väljer.")  # fmt: skip
LENA = Role(name="Lena Kihl", employer=BV, title="HR-specialist", duty=DutyKind.CONTACT, role="HR-kontakt på Bolagsverket",
            does="Skriver villkoren och skickar dem.")  # fmt: skip
OMAR = Role(name="Omar Haddad", employer=CSN, title="HR-specialist", duty=DutyKind.CONTACT, role="HR-kontakt på CSN",
            does="Godkänner villkoren, och granskar CSN:s annonser.")  # fmt: skip
KARIN = Role(name="Karin Åsberg", employer=BV, title="HR-chef", duty=DutyKind.HEAD_OF_HR, role="HR-chef på Bolagsverket",
             does="Skriver under för utlånaren.")  # fmt: skip
MARIA = Role(name="Maria Lindgren", employer=CSN, title="HR-chef", duty=DutyKind.HEAD_OF_HR, role="HR-chef på CSN",
             does="Skriver under för mottagaren.")  # fmt: skip
NILS = Role(name="Nils Berg", employer=BV, title="Ekonom", duty=DutyKind.FINANCE, role="Ekonom på Bolagsverket",
            does="Beslutar om moms, kontrollerar underlaget och skapar e-fakturan.")  # fmt: skip
EVA = Role(name="Eva Holm", employer=BV, title="Ekonom", duty=DutyKind.FINANCE, role="Ekonom på Bolagsverket",
           does="Godkänner stora belopp som någon annan har kontrollerat.")  # fmt: skip
SARA = Role(name="Sara Nyman", employer=CSN, title="Ekonom", duty=DutyKind.FINANCE, role="Ekonom på CSN",
            does="Ser fakturorna som kommer.")  # fmt: skip
ASA = Role(name="Åsa Nordin", employer=BV, title="Nätverkssamordnare", duty=DutyKind.COORDINATOR,
           role="Samordnare för Myndighetsnätverket", does="Ser nätverket, men inga enskilda lån.")  # fmt: skip
FATIMA = Role(name="Fatima Olsson", employer=HBG, title="Upphandlare", manager="Per Strand", role="Medarbetare i Helsingborg",
              does="Utlånad till Perstorp, med kommunal utlåning.")  # fmt: skip
GUNILLA = Role(name="Gunilla Frost", employer=HBG, title="HR-konsult", duty=DutyKind.CONTACT, role="HR-kontakt i Helsingborg",
               does="Arbetar i det andra nätverket, Familjen Helsingborg.")  # fmt: skip
HELEN = Role(name="Helen Dahl", employer=SPV, title="HR-partner", duty=DutyKind.CONTACT, role="HR-kontakt på SPV",
             does="Tar emot ansökningar, jämför dem med kraven och lämnar besked.")  # fmt: skip
IDA = Role(name="Ida Lindqvist", employer=SPV, title="Utredare", manager="Bengt Sjö", role="Medarbetare på SPV",
           does="Är utsedd att bedöma ansökningar.")  # fmt: skip
NOUR = Role(name="Nour Ali", employer="", title="", role="Söker jobb, inte anställd",
            does="Har sökt jobb på SPV och får välja tid för intervju.")  # fmt: skip
HUGO = Role(name="Hugo Lantz", employer="", title="", role="Söker jobb, inte anställd",
            does="Har börjat söka samma jobb, men inte skickat än.")  # fmt: skip
LARS = Role(name="Lars Malm", employer=SUNDSVALL, title="Utvecklingsledare", manager="Inga Berglund",
            role="Medarbetare på Sundsvalls kommun", does="Ser vad som gäller när lån inte passar.")  # fmt: skip

STORY = [
    ("Berättelsen", [AMINA, JONAS, PETRA, LENA, OMAR, KARIN, MARIA, NILS, EVA]),
    ("En rekrytering", [NOUR, HUGO, HELEN, IDA]),
    ("Fler i nätverken", [SARA, ASA, LARS, GUNILLA, FATIMA]),
]
OTHERS = [
    Role(name="Bengt Sjö", employer=SPV, title="Enhetschef"),
    Role(name="Ulf Norén", employer=SPV, title="HR-chef", duty=DutyKind.HEAD_OF_HR),
    Role(name="Agnes Wiik", employer=SPV, title="Ekonom", duty=DutyKind.FINANCE),
    Role(name="Rut Palm", employer=SPV, title="Ekonom", duty=DutyKind.FINANCE),
    Role(name="Erik Holm", employer=CSN, title="Verksamhetsutvecklare", manager="Petra Sandström"),
    Role(name="Sofia Lund", employer=CSN, title="Handläggare", manager="Petra Sandström"),
    Role(name="Mathias Öberg", employer=BV, title="Systemförvaltare", manager="Jonas Ek"),
    Role(name="Lo Sandberg", employer=BV, title="Kommunikatör", manager="Jonas Ek"),
    Role(name="Nina Ståhl", employer=BV, title="Jurist", manager="Jonas Ek"),
    Role(name="Viktor Ros", employer=BV, title="Analytiker", manager="Jonas Ek"),
    Role(name="Tove Hedman", employer=DIGG, title="Sektionschef"),
    Role(name="Anders Kvist", employer=DIGG, title="HR-strateg", duty=DutyKind.CONTACT),
    Role(name="Mona Falk", employer=DIGG, title="HR-chef", duty=DutyKind.HEAD_OF_HR),
    Role(name="Jens Björk", employer=DIGG, title="Ekonom", duty=DutyKind.FINANCE),
    Role(name="Eva-Lena Sten", employer=LST, title="Miljöhandläggare", manager="Rolf Hägg"),
    Role(name="Rolf Hägg", employer=LST, title="Enhetschef"),
    Role(name="Camilla Brandt", employer=LST, title="HR-specialist", duty=DutyKind.CONTACT),
    Role(name="Stig Alm", employer=LST, title="HR-chef", duty=DutyKind.HEAD_OF_HR),
    Role(name="Berit Lång", employer=LST, title="Ekonom", duty=DutyKind.FINANCE),
    Role(name="Johan Vide", employer=MIUN, title="Prefekt"),
    Role(name="Lisa Thor", employer=MIUN, title="HR-generalist", duty=DutyKind.CONTACT),
    Role(name="Margit Ek", employer=MIUN, title="HR-chef", duty=DutyKind.HEAD_OF_HR),
    Role(name="Inga Berglund", employer=SUNDSVALL, title="Kommundirektör"),
    Role(name="Yusuf Demir", employer=SUNDSVALL, title="HR-strateg", duty=DutyKind.CONTACT),
    Role(name="Per Strand", employer=HBG, title="Upphandlingschef"),
    Role(name="Anna Rask", employer=HBG, title="HR-direktör", duty=DutyKind.HEAD_OF_HR),
    Role(name="Leif Torn", employer=HBG, title="Ekonom", duty=DutyKind.FINANCE),
    Role(name="Birgit Åhl", employer=PERSTORP, title="Kommunchef"),
    Role(name="Ola Grahn", employer=PERSTORP, title="HR-chef", duty=DutyKind.HEAD_OF_HR),
    Role(name="Moa Rydh", employer=PERSTORP, title="HR-konsult", duty=DutyKind.CONTACT),
    Role(name="Siv Kron", employer=PERSTORP, title="Ekonom", duty=DutyKind.FINANCE),
    Role(name="Ellen Fors", employer="", title=""),
    Role(name="Ahmed Saleh", employer="", title=""),
    Role(name="Märta Ceder", employer="", title=""),
]
EVERYONE = [role for _, rows in STORY for role in rows] + OTHERS
