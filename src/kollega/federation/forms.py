"""What people type in between networks."""

from django import forms

from kollega.federation.terms import STATEMENT


class LinkForm(forms.Form):
    """Who may read our list."""

    name = forms.CharField(label="Vilket nätverk får läsa?", max_length=120,
                           error_messages={"required": "Skriv nätverkets namn."})  # fmt: skip


class SubscribeForm(forms.Form):
    """Whose list we read."""

    name = forms.CharField(label="Vilket nätverk är det?", max_length=120,
                           error_messages={"required": "Skriv nätverkets namn."})  # fmt: skip
    address = forms.CharField(
        label="Länken ni har fått", max_length=500, widget=forms.URLInput,
        help_text="Den börjar med https:// och slutar med lista.json. Den är hemlig.",
        error_messages={"required": "Klistra in länken."},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Why one is interested in another network's call."""

    statement = forms.CharField(
        label="Varför är du intresserad?", max_length=STATEMENT, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Din chef läser det först. Skriv inte personnummer eller uppgifter om hälsa.",
        error_messages={"required": "Skriv varför du är intresserad.",
                        "max_length": f"Korta texten till högst {STATEMENT} tecken."},
    )  # fmt: skip
    phone = forms.CharField(label="Telefon", max_length=30, required=False)
