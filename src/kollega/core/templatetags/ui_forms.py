"""Building blocks of forms: every field has a label, and its hint and error are tied to it."""

import uuid
from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kollega.core.plain_errors import sentences
from kollega.core.swedish import number

register = template.Library()
ASKS_FOR_DAY = "Till exempel 1 mars 2027 eller 2027-03-01."


@register.simple_tag
def once() -> SafeString:
    """The form's one-time key: sent twice, the form counts once. Every POST form of ours needs it."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


@register.inclusion_tag("ui/step.html")
def step(
    *, take: Any, url: str, reason_label: str = "Skriv varför", kind: str = "primary", icon: str = "", note: str = ""
) -> dict:
    """A button that takes one step of a matter; where the step needs a reason, the button opens its box.

    :param note: what happens when it is pressed, in one sentence.
    """
    return {"step": take, "url": url, "reason_label": reason_label, "kind": kind, "icon": icon, "note": note,
            "id": f"{take.name}-reason", "key": once()}  # fmt: skip


@register.simple_tag
def field(*, of: forms.BoundField, descriptions: dict | None = None, label: str = "", big: bool = False) -> SafeString:
    """One question: `{% field of=form.share %}`.

    :param descriptions: a sentence for each choice of a radio group; the form field's own `descriptions` otherwise.
    :param big: shows the label as a heading, for pages with few questions.
    """
    kind = _kind(of)
    about: dict[str, Any] = {
        "name": of.html_name,
        "label": label or of.label,
        "optional": not of.field.required and kind != "check" and not getattr(of.field, "is_asked", False),
        "hint": of.help_text or (ASKS_FOR_DAY if isinstance(of.field, forms.DateField) else ""),
        "errors": sentences(of),
        "big": big,
        "limit": _limit(of, kind),
        "limit_text": number(_limit(of, kind) or 0),
        "id": of.auto_id,
    }
    if of.is_hidden:
        return of.as_widget()
    if kind in {"radio", "boxes"}:
        said = descriptions or getattr(of.field, "descriptions", {})
        about["options"] = [_option(widget, said) for widget in of.subwidgets]
    else:
        about["input"] = of.as_widget(attrs=_attributes(of, kind, about))
    return render_to_string(f"ui/field_{kind}.html", about)


def _kind(of: forms.BoundField) -> str:
    """Return which of the four shapes the question has."""
    widget = of.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "boxes"
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    return "check" if isinstance(widget, forms.CheckboxInput) else "text"


def _limit(of: forms.BoundField, kind: str) -> int | None:
    """Return how many characters fit, where it is worth saying."""
    is_long = kind == "text" and isinstance(of.field.widget, forms.Textarea)
    return getattr(of.field, "max_length", None) if is_long else None


def _attributes(of: forms.BoundField, kind: str, about: dict) -> dict[str, Any]:
    """Return the attributes that tie the input to its hint and error."""
    own = of.field.widget.attrs.get("class", "")
    attributes: dict[str, Any] = {"class": f"{'' if kind == 'check' else 'ds-input'} {own}".strip()}
    described = [f"{about['id']}-{part}" for part in ("hint", "limit", "error")
                 if about[{"hint": "hint", "limit": "limit", "error": "errors"}[part]]]  # fmt: skip
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if about["errors"]:
        attributes["aria-invalid"] = "true"
    if about["limit"]:
        # A box that stops taking letters loses the end of what is pasted: we count aloud instead.
        attributes |= {"data-limit": about["limit"], "maxlength": False}
    if isinstance(of.field, forms.DateField):
        attributes |= {"class": f"{attributes['class']} w-date", "autocomplete": "off"}
    elif isinstance(of.field, forms.IntegerField | forms.DecimalField):
        attributes |= {"class": f"{attributes['class']} w-number", "inputmode": "decimal"}
    return {name: value for name, value in attributes.items() if value not in ("", None)}


def _option(widget: Any, descriptions: dict) -> dict[str, Any]:
    data = widget.data
    value = "" if data["value"] is None else str(data["value"])
    return {
        "name": data["name"],
        "value": value,
        "text": data["label"],
        "id": data["attrs"].get("id", ""),
        "checked": data["selected"],
        "description": descriptions.get(data["value"], descriptions.get(value, "")),
    }


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*, of: forms.BaseForm, focus: bool = True) -> dict:
    """What has to be changed, first on the page, with a link to each place. Shows nothing when all is well.

    :param focus: False where the summary is not the reason for the page, as in the design guide.
    """
    rows: list[tuple[str, Any]] = [
        (_place(of[name]), said) for name in of.errors if name in of.fields for said in sentences(of[name])
    ]
    rows += [("", error) for error in of.non_field_errors()]
    title = "Det är en sak du behöver ändra" if len(rows) == 1 else f"Det är {count(len(rows))} saker du behöver ändra"
    return {"rows": rows, "title": title, "focus": focus}


def _place(of: forms.BoundField) -> str:
    """Return the id of the input that the error is about: the first choice of a group."""
    return f"{of.auto_id}_0" if _kind(of) in {"radio", "boxes"} else of.auto_id


def count(how_many: int) -> str:
    """Return a small number as a word."""
    words = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
    return words[how_many] if how_many < len(words) else number(how_many)
