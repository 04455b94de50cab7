"""The question of which group in the network something is for."""

from typing import Any

from django import forms

from kollega.networks.models import Group


class GroupField(forms.ModelChoiceField):
    """A choice among a network's groups, which `choose_among` gives; without groups it is not asked."""

    def __init__(self, **more: Any) -> None:
        super().__init__(Group.objects.none(), **{"label": "Vem ska se det?", "required": False} | more)


def choose_among(form: forms.Form, groups: Any) -> None:
    """Let the form's `group` be one of these; a form without groups to choose among does not ask."""
    field = form.fields["group"]
    assert isinstance(field, GroupField)
    field.queryset = groups
    if not groups.exists():
        del form.fields["group"]
