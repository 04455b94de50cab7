"""The question that is answered with a file."""

from typing import Any

from django import forms

from kollega.core.workflow import Refused
from kollega.documents.reader import Examined, examine
from kollega.documents.terms import ACCEPTED, HELP, MISSING


class UploadField(forms.FileField):
    """A file that someone sends in; its answer is the file as it was examined, ready to be kept."""

    widget = forms.FileInput

    def __init__(self, *, help_text: str = HELP, **kwargs: Any) -> None:
        super().__init__(help_text=help_text, error_messages={"required": MISSING, "invalid": MISSING}, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ACCEPTED}

    def to_python(self, data: Any) -> Examined | None:
        if data in self.empty_values:
            return None
        try:
            return examine(data)
        except Refused as refused:
            raise forms.ValidationError(str(refused), code="refused") from refused

    def clean(self, data: Any, initial: Any = None) -> Examined | None:
        """Return the examined file, or None where none was sent and none is needed."""
        examined = self.to_python(data)
        if examined is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return examined
