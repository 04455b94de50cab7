"""What kinds of files are taken, how large, and what is said to someone whose file is not."""

from django.db import models


class FileKind(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    ODT = "odt", "OpenDocument"
    PNG = "png", "Bild (PNG)"
    JPEG = "jpeg", "Bild (JPEG)"
    TEXT = "text", "Text"


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TEXT: "text/plain",
}
ENDINGS = {
    FileKind.PDF: ("pdf",), FileKind.DOCX: ("docx",), FileKind.ODT: ("odt",), FileKind.PNG: ("png",),
    FileKind.JPEG: ("jpg", "jpeg"), FileKind.TEXT: ("txt",),
}  # fmt: skip
"""What a file of the kind is called, whatever its sender called it; the first is given to one that has another."""
ACCEPTED = ".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt"
LIMIT = 10_000_000
"""security.md: ten megabytes."""
READ_OUT = 50_000_000
"""How much of a body that is too large is read and thrown away, so that its form can be shown again with what was
typed; of one that is larger still nothing is read."""
LONGEST_NAME = 120
SECONDS = 20
"""How long one file may take by the clock; its process ends itself after half as many seconds of work."""
AT_ONCE = 2
"""How many files one web process reads at the same time: each may take 768 MB for a moment."""

HELP = "PDF, Word eller bild, högst 10 MB"
MISSING = "Välj en fil. PDF, Word och bilder går bra."
AS_PDF = "Spara den som PDF och välj den i stället."
SENTENCES = {
    "empty": "Filen är tom. Kontrollera att du valde rätt fil, och välj den igen.",
    "large": "Filen är större än 10 MB. Spara den i mindre storlek, eller dela upp den, och välj den igen.",
    "busy": "Många skickar filer just nu. Vänta en minut och välj filen igen.",
    "slow": "Filen tog för lång tid att läsa. Öppna den, skriv ut den som PDF och välj den nya filen.",
    "broken": "Filen går inte att läsa. Öppna den på din dator, spara den på nytt och välj den igen.",
    "unknown": "Filen är varken PDF, Word, OpenDocument, bild eller text. Spara den som PDF och välj den i stället.",
    "markup": "Filen är en webbsida eller en ritning och kan köra kod. Skriv ut den som PDF och välj den i stället.",
    "program": "Filen är ett program, vad den än heter. Välj dokumentet i stället.",
    "two_kinds": "Filen är två sorters filer på en gång. Öppna den, skriv ut den som PDF och välj den nya filen.",
    "old_word": "Filen är i ett äldre Word-format eller låst med lösenord. Spara den som PDF utan lösenord och välj "
                "den i stället.",
    "rich_text": "Filen är i formatet RTF, som kan bära andra filer. Spara den som PDF och välj den i stället.",
    "other_office": "Filen är ett kalkylblad eller en presentation. Spara den som PDF och välj den i stället.",
    "archive": "Filen är ett packat arkiv. Packa upp det och välj dokumentet i stället.",
    "pdf_broken": "PDF-filen går inte att läsa. Öppna den, skriv ut den som PDF på nytt och välj den nya filen.",
    "pdf_locked": "PDF-filen är låst med lösenord eller rättigheter. Spara den utan lås och välj den igen.",
    "pdf_script": "PDF-filen innehåller JavaScript. Skriv ut den som PDF, så försvinner det, och välj den nya filen.",
    "pdf_launch": "PDF-filen kan starta program eller hämta annat. Skriv ut den som PDF och välj den nya filen.",
    "pdf_opens": "PDF-filen gör något av sig själv när den öppnas. Skriv ut den som PDF och välj den nya filen.",
    "pdf_carries": "PDF-filen har andra filer inuti. Spara den utan bilagor, eller skriv ut den som PDF, och välj den "
                   "nya filen.",
    "pdf_form": "PDF-filen är ett formulär som kan köra kod (XFA). Skriv ut den som PDF och välj den nya filen.",
    "pdf_media": "PDF-filen innehåller film, ljud eller 3D. Skriv ut den som PDF och välj den nya filen.",
    "pdf_long": "PDF-filen har fler än 200 sidor. Dela upp den, eller ta med det viktigaste, och välj den igen.",
    "pdf_tail": "PDF-filen har något annat än PDF efter slutet. Skriv ut den som PDF och välj den nya filen.",
    "zip_broken": "Dokumentet är skadat. Öppna det, spara det på nytt och välj det igen.",
    "zip_locked": "Dokumentet är låst med lösenord. Spara det utan lösenord och välj det igen.",
    "zip_bomb": "Dokumentet blir orimligt stort när det packas upp. " + AS_PDF,
    "zip_many": "Dokumentet består av orimligt många delar. " + AS_PDF,
    "zip_path": "Dokumentet har delar som pekar utanför sig självt. " + AS_PDF,
    "macro": "Dokumentet innehåller makron. Spara det utan makron, som docx, odt eller PDF, och välj det igen.",
    "outside": "Dokumentet hämtar en mall, bild eller fil från en annan plats. " + AS_PDF,
    "object": "Dokumentet har andra filer inbäddade. Ta bort dem, eller spara det som PDF, och välj det igen.",
    "field": "Dokumentet har fält som hämtar från andra program eller filer. " + AS_PDF,
    "markup_inside": "Dokumentet har delar skrivna på ett sätt som inte hör hemma i Word. " + AS_PDF,
    "picture_broken": "Bilden går inte att läsa. Öppna den, spara den på nytt som PNG eller JPEG och välj den igen.",
    "picture_large": "Bilden är större än 40 megapixlar. Förminska den och välj den igen.",
    "not_text": "Textfilen innehåller tecken som inte hör hemma i text. Spara den som UTF-8, eller som PDF, och välj "
                "den igen.",
}  # fmt: skip
"""One sentence for each reason; the process that reads answers with the reason's name and nothing that people read."""
