"""Says what to do instead of what was wrong, where a form has not said it in its own words."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinLengthValidator, MinValueValidator

from kollega.core.swedish import number

DAY = "Skriv dagen som 1 mars 2027 eller 2027-03-01."
BY_CODE = {
    "max_length": "Korta texten. Högst {limit} tecken får plats.",
    "min_length": "Skriv lite mer, minst {limit} tecken.",
    "max_value": "Skriv ett tal som är högst {limit}.",
    "min_value": "Skriv ett tal som är minst {limit}.",
    "invalid_choice": "Välj något av alternativen.",
}
VALIDATORS = (MaxLengthValidator, MaxValueValidator, MinLengthValidator, MinValueValidator)


def sentences(of: forms.BoundField) -> list[str]:
    """Return the errors of one field, in plain words."""
    return [
        _plain(of, error) or message
        for error in of.form.errors.as_data().get(of.name, [])
        for message in error.messages
    ]


def _plain(of: forms.BoundField, error: ValidationError) -> str | None:
    """Return our words for an error that still has the framework's, or None."""
    if not _is_standard(of.field, error):
        return None
    if error.code == "required":
        return _missing(of)
    if error.code == "invalid":
        return _not_understood(of.field)
    words = BY_CODE.get(error.code or "")
    return words and words.format(limit=number((error.params or {}).get("limit_value") or 0))


def _is_standard(field: forms.Field, error: ValidationError) -> bool:
    if error.code in field.error_messages:
        return any(
            field.error_messages[error.code] == getattr(kind, "default_error_messages", {}).get(error.code)
            for kind in type(field).__mro__
        )
    return any(error.message == validator.message for validator in VALIDATORS) or error.code in {
        "max_length",
        "invalid",
    }


def _missing(of: forms.BoundField) -> str:
    """Return the request to answer: the label as it stands where it is a question, otherwise with its verb."""
    label = str(of.label)
    if label.endswith("?"):
        return f"Svara på frågan ”{label}”"
    if isinstance(of.field.widget, forms.CheckboxInput):
        return f"Kryssa i rutan ”{label}”"
    verb = "Välj" if isinstance(of.field, forms.ChoiceField) else "Fyll i"
    return f"{verb} {label[:1].lower()}{label[1:]}"


def _not_understood(field: forms.Field) -> str | None:
    if isinstance(field, forms.DateField):
        return DAY
    if isinstance(field, forms.EmailField):
        return "Skriv e-postadressen som namn@exempel.se."
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return "Skriv ett tal med siffror."
    return None
