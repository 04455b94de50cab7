"""What someone says when they follow a search."""

from django import forms

from kollega.following.terms import Rhythm


class FollowForm(forms.Form):
    """The name of a search, and how often it is told of."""

    name = forms.CharField(label="Vad ska sökningen heta?", max_length=120,
                           error_messages={"required": "Skriv ett namn, så att du känner igen den."})  # fmt: skip
    rhythm = forms.ChoiceField(label="Hur ofta vill du ha mejl?", choices=Rhythm.choices, initial=Rhythm.DAILY,
                               widget=forms.RadioSelect)  # fmt: skip
