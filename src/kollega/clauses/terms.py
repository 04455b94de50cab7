"""The words of clauses."""

from django.db import models


class LegalForm(models.TextChoices):
    """The forms of lending that an agreement is written in; which one fits is decided by `lending.rules.legal_form`."""

    STAFF_LOAN = "staff_loan", "Personallån mellan myndigheter"
    MUNICIPAL = "municipal", "Utlåning mellan kommuner, regioner och deras bolag"


class Language(models.TextChoices):
    SWEDISH = "sv", "Svenska"
    ENGLISH = "en", "Engelska"


LONGEST = 4000
"""Characters of one clause: a page."""

EVERYWHERE = {
    Language.SWEDISH: (
        ("post", "Anställningen", "Medarbetaren är kvar i sin anställning hos utlånaren med samma lön och villkor. Utlånaren betalar lönen. "
         "Ingen anställning uppstår hos mottagaren."),
        ("lead", "Arbetsledning och arbetsmiljö", "Mottagaren leder och fördelar arbetet och ansvarar för arbetsmiljön på arbetsplatsen. Utlånaren behåller "
         "det övergripande arbetsmiljöansvaret. Sjukfrånvaro anmäls till båda."),
        ("cost", "Ersättning", "Mottagaren ersätter utlånaren månadsvis i efterskott enligt kostnaderna ovan. Ändras medarbetarens lön ändras ersättningen "
         "från samma dag. Frånvaro som utlånaren inte betalar lön för debiteras inte."),
        ("secrecy", "Sekretess och utrustning", "Medarbetaren omfattas av den sekretess som gäller hos mottagaren. Behörigheter och utrustning som "
         "mottagaren lämnar ut återlämnas senast sista dagen."),
        ("change", "Ändring och förlängning", "Avtalet ändras bara skriftligt, som en ny version som alla tre skriver under. En förlängning är en "
         "ny version."),
        ("end", "Avslut i förtid", "Var och en av parterna kan begära att lånet avslutas i förtid. Parterna kommer överens om sista dagen. Kan de inte enas "
         "upphör lånet en månad efter begäran."),
        ("yes", "Samtycke", "Lånet är frivilligt. Medarbetarens underskrift är också samtycke till att lånas ut på de här villkoren."),
    ),
    Language.ENGLISH: (
        ("post", "Employment", "The employee remains employed by the lender on the same pay and terms. The lender pays the salary. No employment with the "
         "receiver arises."),
        ("lead", "Direction of work and work environment", "The receiver directs the work and is responsible for the work environment at the workplace. The "
         "lender keeps its overall responsibility. Sick leave is reported to both."),
        ("cost", "Reimbursement", "The receiver reimburses the lender monthly in arrears at the costs above. If the salary changes, the reimbursement changes "
         "from the same day. Absence without pay is not charged."),
        ("secrecy", "Secrecy and equipment", "The employee is bound by the secrecy that applies at the receiver. Access and equipment are returned on the "
         "last day at the latest."),
        ("change", "Changes and extension", "The agreement is changed only in writing, as a new version that all three sign. An extension is a new version."),
        ("end", "Early end", "Each party may ask that the loan ends early. The parties agree on the last day. If they cannot, the loan ends one month after the "
         "request."),
        ("yes", "Consent", "The loan is voluntary. The employee's signature is also consent to being lent on these terms."),
    ),
}  # fmt: skip
OF_A_FORM = {
    (LegalForm.STAFF_LOAN, Language.SWEDISH): (
        ("limit", "Personallånets längd", "Ett personallån är högst sex månader på heltid eller motsvarande. Ett längre lån kräver att behovet har bedömts på "
         "nytt och att bedömningen är dokumenterad."),
    ),
    (LegalForm.STAFF_LOAN, Language.ENGLISH): (
        ("limit", "Length of the staff loan", "A staff loan lasts at most six months of full time or its equivalent. A longer one requires that the need has been "
         "assessed anew and that the assessment is recorded."),
    ),
    (LegalForm.MUNICIPAL, Language.SWEDISH): (
        ("insurance", "Försäkring", "Utlånarens försäkringar gäller under lånet. Parterna har kontrollerat före start att arbetet hos mottagaren omfattas."),
    ),
    (LegalForm.MUNICIPAL, Language.ENGLISH): (
        ("insurance", "Insurance", "The lender's insurance applies during the loan. Before the start the parties have checked that the work at the receiver is "
         "covered."),
    ),
}  # fmt: skip
"""What only one legal form says. Sources: Arbetsgivarverket on personallån; SKR on lending between municipalities."""


def standard(form: str, language: str) -> tuple[tuple[str, str, str], ...]:
    """Return the product's own clauses of the form: key, heading and text, in the order they stand."""
    own = OF_A_FORM.get((LegalForm(form), Language(language)), ())
    return (*EVERYWHERE[Language(language)], *own)
