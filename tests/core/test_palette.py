import re

import pytest

from kollega.core.palette import LUMINANCE, scale, theme_css, why_not_colour

GOLDEN = {
    ("#0062BA", "light"): (
        "#ffffff #eef4fa #ffffff #ddeaf6 #c7ddf0 #afcee9 #99c0e3 #2a7cc5 #005db1 #005db1 #002c54"
        " #0062ba #004f96 #003d75 #dbe9f5 #ffffff"
    ),
    ("#EA9B1B", "dark"): (
        "#1e160d #281e11 #322616 #3a2b19 #43321d #543f24 #654b2b #a37a46 #d39e5b #d39e5b #f7ebdb"
        " #60400b #7a510e #946211 #e6e2d9 #ffffff"
    ),
    ("#24272B", "dark"): (
        "#17181a #1e2022 #26282b #2c2e31 #343538 #414346 #4e5052 #808183 #a7a8a9 #a7a8a9 #ececec"
        " #aaabad #959698 #7f8184 #1b1b1b #000000"
    ),
}
"""What Designsystemet's own generator gives, copied from the theme sheets it ships (theme 1.11.0, css 1.22.0)."""
STEPS = [*LUMINANCE, "base-default", "base-hover", "base-active", "base-contrast-subtle", "base-contrast-default"]
EXTREMES = ["#FFE600", "#FFC0DA", "#111111", "#000000", "#FFFFFF", "#0B5F6B", "#C4481F", "#E9A820"]
SURFACES = ["background-default", "background-tinted", "surface-default", "surface-tinted", "surface-hover"]


def ratio(one: str, other: str) -> float:
    """The contrast of WCAG 2.2, written here from its definition and nothing of ours."""

    def light(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([light(one), light(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("colour", "mode"), GOLDEN)
def test_every_step_equals_the_design_systems_own(colour, mode):
    assert scale(colour, mode) == dict(zip(STEPS, GOLDEN[colour, mode].split(), strict=True))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("colour", EXTREMES)
def test_text_stays_readable_whatever_the_colour(colour, mode):
    steps = scale(colour, mode)
    pairs = [("text-default", s) for s in [*SURFACES, "surface-active"]] + [("text-subtle", s) for s in SURFACES]
    pairs += [("base-contrast-default", f"base-{name}") for name in ("default", "hover", "active")]
    assert {
        pair: ratio(steps[pair[0]], steps[pair[1]]) for pair in pairs if ratio(*(steps[s] for s in pair)) < 4.5
    } == {}
    assert why_not_colour(colour) is None


@pytest.mark.parametrize("colour", EXTREMES)
def test_the_edge_of_an_input_is_seen(colour):
    for mode in ("light", "dark"):
        steps = scale(colour, mode)
        assert ratio(steps["border-default"], steps["surface-default"]) >= 3
        assert ratio(steps["border-strong"], steps["surface-default"]) >= 3


@pytest.mark.parametrize(
    ("colour", "begins"),
    [("blå", "Skriv färgen"), ("#0B5F6", "Skriv färgen"), ("#0B5F6B;}", "Skriv färgen"), ("0B5F6B", "Skriv färgen"),
     ("", "Skriv färgen"), ("#0b5f6b\n", "Skriv färgen"), ("#757575", "Text på knappar")],
)  # fmt: skip
def test_a_colour_that_cannot_be_used_is_refused_with_a_sentence(colour, begins):
    assert why_not_colour(colour).startswith(begins)


def test_the_sheet_has_every_variable_in_light_dark_and_by_the_readers_choice():
    sheet = theme_css(accent="#0B5F6B", brand1="#C4481F", brand2="#E9A820")
    light, dark, auto = re.split(r"@media ", sheet)
    names = [set(re.findall(r"(--[\w-]+):", part)) for part in (light, dark, auto)]
    assert names[0] == names[1] == names[2]
    assert len([n for n in names[0] if n.startswith("--ds-color-")]) == 8 * 16 + 2
    assert "prefers-color-scheme: dark" in auto


@pytest.mark.django_db
def test_the_address_answers_with_the_sheet_and_only_for_usable_colours(client):
    answer = client.get("/tema/ffe600-ffc0da-111111.css")
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert "--ds-color-accent-base-default: #ffe600" in answer.content.decode()
    assert client.get("/tema/757575-ffc0da-111111.css").status_code == 404
    assert client.get("/tema/FFE600-ffc0da-zzzzzz.css").status_code == 404
