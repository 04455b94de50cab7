"""What people ask for and what they should find: listings judged by hand, and questions by the way they are written.

A listing carries the words of what it is about, judged from its title and text by a reader; a question names the words
that a right answer must carry. Real ads are named by their number only; their texts stay with who brought them.
"""

OWN = """
Bygglovshandläggare | Sundsvalls kommun | 2281 | handläggare bygglov bygglovshandläggare sundsvall
Handläggare inom bygglov och tillsyn | Timrå kommun | 2262 | handläggare bygglov tillsyn bygglovshandläggare timrå
Lovhandläggare till stadsbyggnadskontoret | Helsingborgs kommun | 1283 | handläggare bygglov bygglovshandläggare
Miljöhandläggare | Härnösands kommun | 2280 | handläggare miljö miljöhandläggare miljöinspektör
Miljöinspektör med inriktning mot avlopp | Kramfors kommun | 2282 | miljö inspektör miljöinspektör avlopp
Miljö- och hälsoskyddsinspektör | Örnsköldsviks kommun | 2284 | miljö inspektör miljöinspektör hälsoskydd
Livsmedelsinspektör | Sundsvalls kommun | 2281 | inspektör livsmedel
Handläggare pension | Statens tjänstepensionsverk | 2281 | handläggare pension spv
Pensionshandläggare till kundcenter | Statens tjänstepensionsverk | 2281 | handläggare pension spv kundtjänst
Studiemedelshandläggare | Centrala studiestödsnämnden | 2281 | handläggare studiemedel csn
Utredare till rättsavdelningen | Centrala studiestödsnämnden | 2281 | utredare csn
Verksjurist | Bolagsverket | 2281 | jurist bolagsverket
Förvaltningsjurist med upphandlingserfarenhet | Region Västernorrland | 2280 | jurist upphandling
Upphandlingsjurist | Örebro kommun | 1880 | jurist upphandling upphandlingsjurist
Upphandlare | Sundsvalls kommun | 2281 | upphandlare upphandling
Strategisk inköpare | Umeå kommun | 2480 | upphandlare inköp strateg
IT-arkitekt | Bolagsverket | 2281 | itarkitekt arkitekt it bolagsverket
Lösningsarkitekt inom IT | Skatteverket | 0184 | arkitekt it skatteverket
Stadsarkitekt | Timrå kommun | 2262 | arkitekt stadsarkitekt
Planarkitekt till detaljplaneenheten | Gävle kommun | 2180 | arkitekt planarkitekt plan
Systemutvecklare Java | Försäkringskassan | 2281 | systemutvecklare utvecklare försäkringskassan it
Mjukvaruutvecklare .NET och C# | Skatteverket | 0180 | systemutvecklare utvecklare csharp skatteverket it
Webbutvecklare till digitala kanaler | Kriminalvården | 0581 | utvecklare webb
Verksamhetsutvecklare digitalisering | Arbetsförmedlingen | 0180 | verksamhetsutvecklare utvecklare digitalisering
Organisationsutvecklare | Länsstyrelsen Västernorrland | 2280 | organisationsutvecklare utvecklare länsstyrelsen
Digitaliseringsstrateg | Ånge kommun | 2260 | digitalisering strateg
Informationssäkerhetsspecialist | Myndigheten för samhällsskydd och beredskap | 1780 | informationssäkerhet säkerhet specialist
Säkerhetssamordnare | Sollefteå kommun | 2283 | säkerhet samordnare
Beredskapssamordnare | Härnösands kommun | 2280 | beredskap samordnare
IT-tekniker servicedesk | Region Jämtland Härjedalen | 2380 | ittekniker it tekniker
Supporttekniker | Luleå kommun | 2580 | ittekniker tekniker
Systemförvaltare Platina | Statens servicecenter | 2180 | systemförvaltare förvaltare
Förvaltningsledare för HR-system | Helsingborgs kommun | 1283 | systemförvaltare hr
Testledare | Lantmäteriet | 2180 | testledare it
Databasadministratör | Statistiska centralbyrån | 1880 | dba it scb
Statistiker | Statistiska centralbyrån | 1880 | statistiker scb
Analytiker inom öppna data | Myndigheten för digital förvaltning | 2281 | analytiker data digg
Projektledare för gemensam e-arkivupphandling | Centrala studiestödsnämnden | 2281 | projektledare earkiv upphandling csn arkiv
Arkivarie med ansvar för e-arkiv | Mittuniversitetet | 2281 | arkivarie earkiv arkiv mittuniversitetet
Registrator | Bolagsverket | 2281 | registrator bolagsverket
Registrator och arkivarie | Ragunda kommun | 2303 | registrator arkivarie arkiv
Nämndsekreterare | Lunds kommun | 1281 | sekreterare nämndsekreterare
Administratör till kansliet | Malmö kommun | 1280 | administratör
HR-specialist | Polismyndigheten | 0180 | hrspecialist hr polisen
Personalspecialist med arbetsrätt | Region Skåne | 1281 | hrspecialist hr arbetsrätt
HR-chef | Ängelholms kommun | 1292 | hrchef chef hr
Personalchef | Bjuvs kommun | 1260 | hrchef chef hr
Löneadministratör | Statens servicecenter | 2180 | lön löneadministratör
Lönespecialist | Höganäs kommun | 1284 | lön löneadministratör
Redovisningsekonom | Landskrona kommun | 1282 | ekonom redovisning redovisningsekonom
Controller | Region Västerbotten | 2480 | controller ekonom
Ekonomiassistent | Klippans kommun | 1276 | ekonomi ekonomiassistent assistent
Nationalekonom | Konjunkturinstitutet | 0180 | ekonom nationalekonom
Enhetschef inom äldreomsorgen | Sundsvalls kommun | 2281 | chef enhetschef äldreomsorg
Enhetschef hemtjänst | Östersunds kommun | 2380 | chef enhetschef hemtjänst
Avdelningschef till kundavdelningen | Pensionsmyndigheten | 0180 | chef avdelningschef
Rektor till Björkskolan | Timrå kommun | 2262 | rektor skola
Förskollärare | Umeå kommun | 2480 | förskollärare lärare förskola
Barnskötare på förskola | Perstorps kommun | 1275 | barnskötare förskola
Lärare i svenska och engelska, årskurs 7–9 | Åstorps kommun | 1277 | lärare grundskola
Speciallärare | Svalövs kommun | 1214 | lärare speciallärare
Specialpedagog | Falu kommun | 2080 | pedagog specialpedagog
Museipedagog | Länsstyrelsen Västernorrland | 2280 | pedagog museum
Studie- och yrkesvägledare | Karlstads kommun | 1780 | syv vägledare
Elevassistent till gymnasiesärskola | Kalmar kommun | 0880 | elevassistent assistent
Universitetslektor i informatik | Mittuniversitetet | 2281 | lektor mittuniversitetet informatik
Doktorand i datavetenskap | Umeå universitet | 2480 | doktorand
Socialsekreterare barn och unga | Norrköpings kommun | 0581 | socialsekreterare barn
Socialsekreterare ekonomiskt bistånd | Härnösands kommun | 2280 | socialsekreterare bistånd
Biståndshandläggare | Båstads kommun | 1278 | bistånd handläggare biståndshandläggare
Kurator till ungdomsmottagning | Region Gävleborg | 2180 | kurator ungdomsmottagning
Skolkurator | Sollefteå kommun | 2283 | kurator skolkurator skola
Psykolog inom barn- och ungdomspsykiatri | Region Uppsala | 0380 | psykolog psykiatri barn
Undersköterska till särskilt boende | Kramfors kommun | 2282 | undersköterska äldreomsorg
Undersköterska natt, hemtjänsten | Ånge kommun | 2260 | undersköterska hemtjänst natt
Specialistsjuksköterska intensivvård | Region Västernorrland | 2281 | sjuksköterska specialistsjuksköterska iva sundsvall
Distriktssköterska | Region Jämtland Härjedalen | 2380 | distriktssköterska sköterska
Fysioterapeut | Region Dalarna | 2080 | fysioterapeut
Arbetsterapeut inom rehabilitering | Region Skåne | 1290 | arbetsterapeut
Lokalvårdare | Örkelljunga kommun | 1257 | lokalvårdare
Vaktmästare | Bromölla kommun | 1272 | vaktmästare fastighet
Fastighetstekniker | Helsingborgs kommun | 1283 | vaktmästare fastighet tekniker
Kock till skolkök | Hässleholms kommun | 1293 | kock kök
Måltidsbiträde | Sjöbo kommun | 1265 | måltidsbiträde kök
Brandingenjör | Räddningstjänsten Medelpad | 2281 | brandingenjör ingenjör brand
VA-ingenjör | Nordvästra Skånes Vatten och Avlopp AB (NSVA) | 1283 | vaingenjör ingenjör nsva
Trafikingenjör | Trafikverket | 2281 | ingenjör trafik trafikverket
GIS-ingenjör | Lantmäteriet | 2180 | gisingenjör ingenjör gis
Samhällsplanerare | Gotlands kommun | 0980 | samhällsplanerare planerare
Kommunikatör | Länsstyrelsen Västernorrland | 2280 | kommunikatör länsstyrelsen
Webbredaktör | Folkhälsomyndigheten | 0184 | webbredaktör webb
Pressekreterare | Trafikverket | 2081 | press pressekreterare trafikverket sekreterare
Bibliotekarie med barn i fokus | Härnösands kommun | 2280 | bibliotekarie barn
Kulturstrateg | Region Gotland | 0980 | strateg kultur
Kundtjänstmedarbetare | Bolagsverket | 2281 | kundtjänst bolagsverket
Receptionist | Kronofogdemyndigheten | 2281 | receptionist kronofogden
Traineeprogram för nyexaminerade | Region Västernorrland | 2280 | trainee
Mentor i mentorprogrammet | Länsstyrelsen Västernorrland | 2280 | mentor
Adept sökes till mentorprogram | Centrala studiestödsnämnden | 2281 | mentor adept csn
Sommarvikarie inom vård och omsorg | Kalix kommun | 2514 | sommar vård
Timvikarie till förskola | Kiruna kommun | 2584 | timvikarie förskola
Projektledare, kundmöten i gemensam kundtjänst | Skatteverket | 2281 | projektledare kundtjänst skatteverket
Ersätt vår ärendehandläggare, 50 % | Migrationsverket | 0581 | handläggare ärende halvtid migrationsverket
Häktesvårdare | Kriminalvården | 2380 | kriminalvård häkte
Skogshandläggare | Skogsstyrelsen | 0680 | handläggare skog
Domstolshandläggare | Domstolsverket | 0680 | handläggare domstol
""".strip().splitlines()
"""Title, employer, municipality, and what it is about: titles as public employers write them, typed by us."""

REAL = {
    "jobsearch": """
30016621 sjuksköterska psykiatri psykiatrisjuksköterska katrineholm sörmland
30016593 sjuksköterska akutmottagning hässleholm
30016577 sjuksköterska cytostatika gällivare
30016464 lektor företagsekonomi trollhättan ekonomi
30016462 sjuksköterska infektion gävle
30016438 måltidsbiträde kök stockholm förskola
30016430 controller ekonom värmdö
30016413 socialsekreterare norrköping
30016401 skolsköterska sköterska skola järfälla
30016359 sjuksköterska psykiatri umeå
30016599 projektledare
30016591 sjuksköterska haninge
30016585 underhållsplanerare planerare
30016415 barnledare barn
30016579 distriktssköterska sjuksköterska sköterska varberg deltid
30016575 läkare norrtälje
30016550 läkare stläkare göteborg
30016561 säljare uppsala
30016539 chef enhetschef avesta
30016545 säljare stockholm
30016541 ortoped läkare halmstad
30016530 säljare malmö
30016515 säljare stockholm solceller
30016496 assistent personligassistent haninge
30016509 tvätteriarbetare tvätteri
30016474 säljare stockholm solceller
30016455 solceller
30016452 säljare stockholm
30016466 säljare innesäljare stockholm
30016436 däckmontör montör malmö
30016432 säljare stockholm
30016397 chef enhetschef avdelningschef driftchef primärvård
30016411 barnvakt
30016409 lärare gymnasielärare göteborg engelska
30016407 säljare
30016390 kock hotell sandviken
30016482 systemutvecklare utvecklare
""",
    "scraped": """
49947 kommunikatör
19433 sjuksköterska barnsjuksköterska uppsala
43636 sjuksköterska sundsvall
16674 sjuksköterska sundsvall
17507 sjuksköterska uppsala
17901 sjuksköterska ortopedi uppsala
16393 sjuksköterska iva hudiksvall
18921 sjuksköterska östersund
18924 sjuksköterska lunga östersund
19769 barnmorska örnsköldsvik
19764 barnmorska sundsvall
18922 sjuksköterska infektion östersund
17136 sjuksköterska östersund
43320 sjuksköterska operationssjuksköterska östersund
17181 sjuksköterska hjärta gävle
43620 sköterska ivasköterska iva gävle
43655 barnmorska uppsala
43639 sjuksköterska anestesi örnsköldsvik
43600 sjuksköterska anestesi östersund
10709 lärare matematik
46807 sommar vård timvikarie omsorg
27840 snickare
13689 bilmekaniker mekaniker
13926 billackerare järfälla
47157 lärare grundskola katrineholm
47653 mentor samordnare programmentor
47325 lärare katrineholm engelska
46453 lärare gymnasielärare matematik katrineholm
20352 kock
20721 säljare restaurangbiträde
2261 projektledare umeå
15799 omvårdnadspersonal omvårdnad
3887 assistent personligassistent huddinge
27571 ingenjör underhållsingenjör mekanik
13547 svetsare plåtslagare
22152 säljare västerås
45671 tandsköterska sköterska umeå
14662 tandsköterska sköterska
14171 tandsköterska sköterska assistent
35613 chaufför
""",
    "jobstream": """
23905080 trädgårdsarbetare trädgård härnösand
23841251 sommar lss huddinge serviceboende
23905979 sjuksköterska sjöbo natt
""",
}
"""For each file of real ads: the number of an ad, and what it is about."""

QUESTIONS = """
exact | registrator | registrator
exact | bygglovshandläggare | bygglovshandläggare
exact | verksjurist | jurist+bolagsverket
exact | upphandlare | upphandlare
exact | it-arkitekt | itarkitekt
exact | stadsarkitekt | stadsarkitekt
exact | lokalvårdare | lokalvårdare
exact | socialsekreterare | socialsekreterare
exact | psykiatrisjuksköterska | psykiatrisjuksköterska
exact | skolsköterska | skolsköterska
exact | barnmorska | barnmorska
exact | däckmontör | däckmontör
exact | tandsköterska | tandsköterska
exact | controller | controller
exact | undersköterska | undersköterska
exact | projektledare | projektledare
exact | brandingenjör | brandingenjör
exact | doktorand i datavetenskap | doktorand
exact | trädgårdsarbetare | trädgårdsarbetare
exact | personlig assistent | personligassistent
exact | bilmekaniker | bilmekaniker
exact | lektor i informatik | lektor+informatik
inflected | registratorer | registrator
inflected | registratorn | registrator
inflected | bygglovshandläggaren | bygglovshandläggare
inflected | socialsekreterarna | socialsekreterare
inflected | barnmorskor | barnmorska
inflected | sjuksköterskor | sjuksköterska
inflected | mentorer | mentor
inflected | mentorn | mentor
inflected | mentorernas | mentor
inflected | kommunikatörer | kommunikatör
inflected | juristen | jurist
inflected | upphandlingar | upphandling
inflected | analytikern | analytiker
inflected | statistikern | statistiker
inflected | förskollärarna | förskollärare
inflected | säljaren | säljare
inflected | projektledarna | projektledare
inflected | psykologer | psykolog
inflected | arkivarier | arkivarie
inflected | bibliotekarien | bibliotekarie
inflected | undersköterskan | undersköterska
inflected | kockar | kock
inflected | ingenjörer | ingenjör
inflected | enhetschefen | enhetschef
inflected | läkaren | läkare
inflected | inspektörerna | inspektör
head | handläggare | handläggare
head | jurist | jurist
head | arkitekt | arkitekt
head | inspektör | inspektör
head | ingenjör | ingenjör
head | strateg | strateg
head | samordnare | samordnare
head | sköterska | sköterska, sjuksköterska, undersköterska
head | chef | chef
head | pedagog | pedagog
head | assistent | assistent
head | kurator | kurator
head | sekreterare | sekreterare
head | planerare | planerare
head | tekniker | tekniker
head | montör | montör
head | lärare | lärare
head | mekaniker | mekaniker
head | säljare | säljare
head | ekonom | ekonom
modifier | bygglov | bygglov
modifier | miljö | miljö
modifier | pension | pension
modifier | studiemedel | studiemedel
modifier | upphandling | upphandling
modifier | digitalisering | digitalisering
modifier | säkerhet | säkerhet
modifier | beredskap | beredskap
modifier | bistånd | bistånd
modifier | psykiatri | psykiatri
modifier | redovisning | redovisning
modifier | livsmedel | livsmedel
modifier | lön | lön
modifier | kundtjänst | kundtjänst
modifier | trafik | trafik
modifier | anestesi | anestesi
modifier | tvätteri | tvätteri
modifier | trädgård | trädgård
modifier | infektion | infektion
modifier | domstol | domstol
modifier | skog | skog
modifier | kultur | kultur
split | bygglovs handläggare | bygglovshandläggare
split | bygglov handläggare | bygglovshandläggare
split | itarkitekt | itarkitekt
split | it arkitekt | itarkitekt
split | e arkiv | earkiv
split | earkiv | earkiv
split | e-arkiv | earkiv
split | hr chef | hrchef
split | hrchef | hrchef
split | social sekreterare | socialsekreterare
split | system utvecklare | systemutvecklare
split | projekt-ledare | projektledare
split | va ingenjör | vaingenjör
split | vaingenjör | vaingenjör
split | gisingenjör | gisingenjör
split | barn morska | barnmorska
split | upphandlings jurist | upphandlingsjurist
split | psykiatri sjuksköterska | psykiatri+sjuksköterska
split | st läkare | stläkare
split | miljöinspektör | miljöinspektör
typo | registator | registrator
typo | handlägare pension | handläggare+pension
typo | bygglovshandlägare | bygglovshandläggare
typo | sjukskoterska | sjuksköterska
typo | sjuksköterksa | sjuksköterska
typo | socialsekretare | socialsekreterare
typo | projektledre | projektledare
typo | upphandalre | upphandlare
typo | kommunikator | kommunikatör
typo | komunikatör | kommunikatör
typo | barnmoska | barnmorska
typo | undersköteska | undersköterska
typo | bibliotikarie | bibliotekarie
typo | ekonomiasistent | ekonomiassistent
typo | lokalvårdre | lokalvårdare
typo | vaktmastare | vaktmästare
typo | arkivare | arkivarie
typo | systemutveclare | systemutvecklare
typo | miljoinspektor | miljöinspektör
typo | psykolg | psykolog
typo | förskolärare | förskollärare
typo | tandsköterka | tandsköterska
typo | fysioteraput | fysioterapeut
typo | controler | controller
typo | ingenjor | ingenjör
typo | recptionist | receptionist
synonym | programmerare | systemutvecklare
synonym | utvecklare java | systemutvecklare+försäkringskassan
synonym | personalspecialist | hrspecialist
synonym | pa-konsult | hrspecialist
synonym | personalchef | hrchef
synonym | städare | lokalvårdare
synonym | fastighetsskötare | vaktmästare
synonym | sjukgymnast | fysioterapeut
synonym | inköpare | upphandlare
synonym | informatör | kommunikatör
synonym | lönekonsult | löneadministratör
synonym | ssk | sjuksköterska
synonym | soc sek | socialsekreterare
synonym | syv | syv
synonym | usk | undersköterska
synonym | köksbiträde | måltidsbiträde
synonym | dba | dba
synonym | biståndsbedömare | biståndshandläggare
synonym | it-support | ittekniker
synonym | skolledare | rektor
synonym | kundservice | kundtjänst
synonym | applikationsförvaltare | systemförvaltare
nickname | spv | spv
nickname | csn | csn
nickname | csn handläggare | csn+handläggare
nickname | digg | digg
nickname | scb | scb
nickname | kronofogden | kronofogden
nickname | polisen | polisen
nickname | nsva | nsva
nickname | miun | mittuniversitetet
nickname | tjänstepensionsverket | spv
nickname | bolagsverket | bolagsverket
nickname | skatteverket utvecklare | skatteverket+utvecklare
place | sjuksköterska östersund | sjuksköterska+östersund
place | sjuksköterskor sundsvall | sjuksköterska+sundsvall
place | lärare katrineholm | lärare+katrineholm
place | barnmorska i uppsala | barnmorska+uppsala
place | säljare stockholm | säljare+stockholm
place | bygglovshandläggare nära sundsvall | bygglovshandläggare+sundsvall, bygglovshandläggare+timrå
place | sjuksköterska i gävle | sjuksköterska+gävle
place | tandsköterska umeå | tandsköterska+umeå
place | handläggare timrå | handläggare+timrå
place | socialsekreterare norrköping | socialsekreterare+norrköping
place | läkare halmstad | läkare+halmstad
place | enhetschef avesta | enhetschef+avesta
""".strip().splitlines()
"""How it is written, what is typed, and what a right answer is about; several sets of words are each right."""
HELD_OUT = """
inflected | kuratorer | kurator
inflected | lokalvårdarna | lokalvårdare
inflected | receptionisten | receptionist
inflected | doktorander | doktorand
inflected | skolsköterskor | skolsköterska
inflected | vaktmästarna | vaktmästare
inflected | svetsaren | svetsare
inflected | chaufförer | chaufför
head | utvecklare | utvecklare
head | förvaltare | förvaltare
head | mottagning | akutmottagning, ungdomsmottagning
head | arbetare | trädgårdsarbetare, tvätteriarbetare
modifier | hemtjänst | hemtjänst
modifier | avlopp | avlopp
modifier | brand | brand
modifier | häkte | häkte
modifier | operation | operationssjuksköterska
modifier | museum | museum
split | hälsoskydds inspektör | hälsoskydd
split | hr specialist | hrspecialist
split | webb utvecklare | utvecklare+webb
split | stads-arkitekt | stadsarkitekt
split | sommar vikarie | sommar
typo | jursit | jurist
typo | löneadminstratör | löneadministratör
typo | kuratorr | kurator
typo | tradgardsarbetare | trädgårdsarbetare
typo | elevasistent | elevassistent
typo | informationssäkerhetspecialist | informationssäkerhet
typo | studievägledre | syv
typo | arkitket | arkitekt
synonym | diarieförare | registrator
synonym | doktor | läkare
synonym | brandman | brand
synonym | personalman | hr
synonym | datatekniker | ittekniker
synonym | dagisfröken | förskollärare
nickname | trafikverket ingenjör | trafikverket+ingenjör
nickname | länsstyrelsen | länsstyrelsen
nickname | försäkringskassan | försäkringskassan
place | arkitekt timrå | arkitekt+timrå
place | lärare i göteborg | lärare+göteborg
place | kurator sollefteå | skolkurator
place | sjuksköterskor i norrland | sjuksköterska+umeå
""".strip().splitlines()
"""Written when the search was done, and never used to change it: what it finds of what nobody prepared for."""


def own() -> list[tuple[str, str, str, set[str]]]:
    """Return title, employer, municipality and what it is about, for each of our own listings."""
    rows = [[part.strip() for part in line.split("|")] for line in OWN]
    return [(title, employer, code, set(about.split())) for title, employer, code, about in rows]


def real(source: str) -> dict[str, set[str]]:
    """Return what each real ad of a file is about, by its number."""
    rows = [line.split() for line in REAL[source].strip().splitlines()]
    return {number: set(about) for number, *about in rows}


def questions(lines: list[str] = QUESTIONS) -> list[tuple[str, str, list[set[str]]]]:
    """Return how it is written, what is typed, and the sets of words of which a right answer has one."""
    rows = [[part.strip() for part in line.split("|")] for line in lines]
    return [(way, typed, [set(one.split("+")) for one in right.split(", ")]) for way, typed, right in rows]
