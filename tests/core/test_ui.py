from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from kollega.core import clock, gallery
from kollega.core.icons import DRAWINGS
from kollega.core.pattern import pattern

EVIL = '"><script>alert(1)</script>'


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


@dataclass
class Thing:
    id: object
    initials: str = "AW"

    def __str__(self) -> str:
        return EVIL


@pytest.mark.parametrize(
    "source",
    [
        '{% button txt="Skicka" %}',
        "{% button %}",
        '{% button "Skicka" %}',
        "{% state on=x %}",
        "{% panel titel='x' %}{% endpanel %}",
        "{% panel title='x' %}",
        "{% moment text='x' %}{% endmoment %}",
        "{% field form.name %}",
        "{% fact label='x' %}",
        "{% table %}{% endtable %}",
        "{% task of=x %}",
        "{% pagination pages=x %}",
    ],
)
def test_a_misspelt_or_missing_argument_stops_the_template(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


def hostile_form():
    class Hostile(forms.Form):
        text = forms.CharField(label=EVIL, help_text=EVIL, max_length=5, widget=forms.Textarea)
        choice = forms.ChoiceField(label=EVIL, choices=[(EVIL, EVIL)], widget=forms.RadioSelect)
        many = forms.MultipleChoiceField(label=EVIL, choices=[(EVIL, EVIL)], widget=forms.CheckboxSelectMultiple)
        one = forms.ChoiceField(label=EVIL, choices=[(EVIL, EVIL)])
        yes = forms.BooleanField(label=EVIL, help_text=EVIL)

        def clean(self):
            raise forms.ValidationError(EVIL)

    return Hostile({"text": EVIL, "choice": "", "many": [], "one": "x"})


SHOWN = [
    "{% button text=evil url=evil sr=evil %}{% button text=evil name=evil value=evil %}",
    "{% panel title=evil %}{{ evil }}{% endpanel %}",
    "{% state of=matter %}{% tag text=evil %}",
    "{% notice_box title=evil %}{{ evil }}{% endnotice_box %}",
    "{% timeline %}{% moment title=evil text=evil when=evil %}{{ evil }}{% endmoment %}{% endtimeline %}",
    "{% facts %}{% fact label=evil value=evil url=evil change_url=evil %}{% endfacts %}",
    "{% table caption=evil cards=True %}<tbody><tr><td>{{ evil }}</td></tr></tbody>{% endtable %}",
    "{% for f in form %}{% field of=f descriptions=said %}{% endfor %}{% error_summary of=form %}",
    "{% empty title=evil text=evil url=evil link=evil %}",
    "{% task task=chore %}",
    "{% avatar of=thing %}{% org_tile of=thing %}{% pattern seed=evil %}",
    "{% tabs items=items label=evil %}{% pagination page=page text=evil %}{% crumbs items=pairs here=evil %}",
    "{% track steps=pairs label=evil %}{% progress done=1 of=2 text=evil start=evil end=evil %}",
    "{% parties lender=thing receiver=thing lender_text=evil receiver_text=evil %}{{ evil }}{% endparties %}",
    "{% kpi number=evil text=evil note=evil %}",
    "{% step take=way url=evil reason_label=evil note=evil %}",
]


@pytest.mark.parametrize("source", SHOWN)
def test_whatever_people_write_is_shown_as_text(source):
    html = render(
        source, evil=EVIL, thing=Thing(EVIL, EVIL), form=hostile_form(), said={EVIL: EVIL},
        matter=gallery.Matter(EVIL, "ok"), items=[{"url": EVIL, "text": EVIL, "count": EVIL}],
        page={"next": EVIL, "previous": EVIL}, pairs=[(EVIL, EVIL)], way=gallery.Way(EVIL, EVIL, needs_reason=True),
        chore=gallery.Chore(EVIL, EVIL, EVIL, "star", "now", date(2026, 1, 1), EVIL), csrf_token=EVIL,
    )  # fmt: skip
    assert "<script" not in html
    assert " style=" not in html


def test_the_state_is_said_with_word_icon_and_tone():
    html = render("{% state of=matter %}", matter=gallery.Matter("Underskrivet", "ok"))
    assert 'class="tag ok"' in html
    assert "<svg" in html
    assert "Underskrivet" in html
    plain = render("{% state of=matter %}", matter=SimpleNamespace(get_state_display=lambda: "Utkast"))
    assert 'class="tag"' in plain


def test_each_form_shown_has_its_own_key():
    assert render("{% once %}") != render("{% once %}")


def test_a_step_posts_its_token_and_key_and_asks_for_the_reason_it_needs():
    html = render("{% step take=way url='/x/' %}", way=gallery.Way("support", "Tillstyrk"), csrf_token="abc")
    assert 'name="csrfmiddlewaretoken" value="abc"' in html
    assert 'name="once"' in html
    assert "textarea" not in html
    html = render("{% step take=way url='/x/' %}", way=gallery.Way("decline", "Avstyrk", True), csrf_token="abc")
    assert 'name="reason"' in html
    assert "<details" in html


def test_a_field_ties_its_hint_and_error_to_the_input():
    html = render("{% field of=form.why %}", form=gallery.Questions({"why": "x" * 1600}))
    assert 'aria-describedby="id_why-hint id_why-limit id_why-error"' in html
    assert 'aria-invalid="true"' in html
    for part in ("hint", "limit", "error"):
        assert f'id="id_why-{part}"' in html
    assert "maxlength" not in html


def test_what_may_be_left_out_says_so():
    form = gallery.Questions()
    assert "(frivilligt)" in render("{% field of=form.percent %}", form=form)
    assert "(frivilligt)" not in render("{% field of=form.name %}", form=form)


def test_errors_say_what_to_do_and_lead_to_the_place():
    form = gallery.Questions({"name": "", "starts_on": "snart", "why": "x" * 1600, "percent": "många", "email": "x"})
    html = render("{% error_summary of=form %}", form=form)
    for row in (
        '<a href="#id_name">Fyll i rubrik</a>',
        '<a href="#id_share_0">Svara på frågan ”Hur mycket kan du arbeta i uppdraget?”</a>',
        '<a href="#id_starts_on">Skriv dagen som 1 mars 2027 eller 2027-03-01.</a>',
        '<a href="#id_why">Korta texten. Högst 1\N{NO-BREAK SPACE}500 tecken får plats.</a>',
        '<a href="#id_place">Välj plats</a>',
        '<a href="#id_percent">Skriv ett tal med siffror.</a>',
        '<a href="#id_email">Skriv e-postadressen som namn@exempel.se.</a>',
    ):
        assert row in html
    assert "Det är åtta saker du behöver ändra" in html


def test_a_forms_own_words_win():
    class Own(forms.Form):
        name = forms.CharField(error_messages={"required": "Skriv varför du är intresserad"})

    assert "Skriv varför du är intresserad" in render("{% field of=form.name %}", form=Own({}))


def test_no_summary_when_all_is_well():
    assert render("{% error_summary of=form %}", form=forms.Form({})).strip() == ""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ x|kronor }}", "46 200 kronor"),
        ('{{ x|kronor:"ore" }}', "46 200,00 kronor"),
        ('{{ x|kronor:"bare" }}', "46 200"),
        ("{{ half|kronor }}", "1 234,50 kronor"),
        ("{{ less|kronor }}", "−12 kronor"),
        ("{{ none|kronor }}{{ none|day }}", ""),
        ("{{ first|day }}", "1 mars 2027"),
        ('{{ first|day:"short" }}', "1 mars"),
        ("{{ first|period:last }}", "1 mars–30 april 2027"),
        ("{{ first|period:month_end }}", "1–31 mars 2027"),
        ("{{ first|period:next_year }}", "1 mars 2027–2 januari 2028"),
        ("{{ first|period:first }}", "1 mars 2027"),
        ("{{ first|period:none }}", "från 1 mars 2027"),
    ],
)
def test_sums_and_days_are_written_in_swedish(source, text):
    context = {
        "x": 46200, "half": Decimal("1234.5"), "less": Decimal(-12), "none": None, "first": date(2027, 3, 1),
        "last": date(2027, 4, 30), "month_end": date(2027, 3, 31), "next_year": date(2028, 1, 2),
    }  # fmt: skip
    assert render(source, **context).replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 11, 21), "Skulle ha varit klart 21 november"),
        (date(2026, 11, 22), "I dag"),
        (date(2026, 11, 23), "I morgon"),
        (date(2026, 12, 4), "Om 12 dagar"),
        (date(2026, 12, 24), "24 december"),
        (date(2027, 3, 1), "1 mars 2027"),
    ],
)
def test_a_task_says_when_it_is_due(due, said):
    with clock.at(date(2026, 11, 22)):
        html = render("{% task task=t %}", t=gallery.Chore("Svara", "", "Svara", "star", "now", due))
    assert said in html.replace("\N{NO-BREAK SPACE}", " ")


def test_the_same_seed_draws_the_same_pattern():
    assert pattern("msn", cols=3, rows=3) == pattern("msn", cols=3, rows=3) != pattern("msf", cols=3, rows=3)


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_is_whole(name):
    assert f"{DRAWINGS[name]}</svg>" in render("{% icon name %}", name=name)


@pytest.mark.parametrize("page", ["not_found", "forbidden", "broken", "old_form"])
def test_the_pages_that_say_no_need_nothing_around_them(page):
    from django.template.loader import render_to_string

    html = render_to_string(f"pages/{page}.html")
    assert "<h1>" in html
    assert "Gå till startsidan" in html
    assert " style=" not in html
    assert "<style" not in html


@pytest.mark.django_db
def test_the_gallery_shows_every_building_block(client):
    html = client.get("/designguide/").content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
    assert "tegn" not in html


def test_a_page_out_of_frame_still_stands(rf: RequestFactory):
    html = render('{% extends "base.html" %}{% block main %}<h1>Hej</h1>{% endblock %}')
    assert "Hoppa till innehållet" in html
    assert "Kollega" in html
