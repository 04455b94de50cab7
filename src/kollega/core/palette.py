"""A network's colours: three hex values become every colour of the design system, light and dark.

Each step of a colour has a fixed luminance, whatever the hue, so that text keeps its contrast with any choice. The
steps and the arithmetic follow Designsystemet's own generator, whose output is reproduced to the last digit.
"""

import hashlib
import math
import re
from functools import lru_cache
from pathlib import Path

Rgb = tuple[float, float, float]
NEUTRAL = "#4C4230"
MEANINGS = {"success": "#068718", "warning": "#EA9B1B", "danger": "#C01B1B", "info": "#0A71C0"}
"""Colours that carry a meaning are the same in every network."""
LUMINANCE = {
    "background-default": (1.0, 0.009),
    "background-tinted": (0.9, 0.014),
    "surface-default": (1.0, 0.021),
    "surface-tinted": (0.81, 0.027),
    "surface-hover": (0.7, 0.036),
    "surface-active": (0.59, 0.056),
    "border-subtle": (0.5, 0.08),
    "border-default": (0.19, 0.22),
    "border-strong": (0.11, 0.39),
    "text-subtle": (0.11, 0.39),
    "text-default": (0.0245, 0.84),
}
"""The relative luminance of each step in light and dark."""
READABLE = 4.5
SURFACES = ("background-default", "background-tinted", "surface-default", "surface-tinted", "surface-hover")
TEXT_PAIRS = (
    *(("text-default", surface) for surface in (*SURFACES, "surface-active")),
    *(("text-subtle", surface) for surface in SURFACES),
    *(("base-contrast-default", base) for base in ("base-default", "base-hover", "base-active")),
)
"""The pairs of text and background that pages use. Subtle text is never put on surface-active."""
OWN_LIGHT = {
    "page": "#faf7f1",
    "foot": "#f0eadf",
    "demo": "var(--ds-color-neutral-text-default)",
    "demo-ink": "var(--ds-color-neutral-background-default)",
    "hero": "var(--ds-color-accent-base-default)",
    "hero-ink": "var(--ds-color-accent-base-contrast-default)",
    "p-ground": "var(--ds-color-accent-base-hover)",
    "p-0": "var(--ds-color-brand2-base-default)",
    "p-1": "var(--ds-color-brand1-base-default)",
    "p-2": "var(--ds-color-accent-surface-active)",
    "p-3": "var(--ds-color-accent-base-active)",
    "p-4": "var(--ds-color-brand2-surface-tinted)",
    "p-5": "var(--ds-color-brand1-surface-active)",
}
"""Colours of our own pages, from the steps: the paper, the foot, the demo's bar, the hero, and the pattern's six."""
OWN_DARK = {
    "page": "var(--ds-color-neutral-background-default)",
    "foot": "var(--ds-color-neutral-background-tinted)",
    "demo": "var(--ds-color-neutral-surface-hover)",
    "demo-ink": "var(--ds-color-neutral-text-default)",
    "hero": "var(--ds-color-accent-surface-tinted)",
    "hero-ink": "var(--ds-color-accent-text-default)",
    "p-ground": "var(--ds-color-accent-surface-hover)",
    "p-0": "var(--ds-color-brand2-border-strong)",
    "p-1": "var(--ds-color-brand1-border-default)",
    "p-2": "var(--ds-color-accent-border-default)",
    "p-3": "var(--ds-color-accent-border-subtle)",
    "p-4": "var(--ds-color-brand2-border-subtle)",
    "p-5": "var(--ds-color-brand1-border-subtle)",
}
EDITION = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
"""Changes when the arithmetic does, so that a theme may be kept for a year by whoever fetched it."""


def why_not_colour(colour: str) -> str | None:
    """Return why the colour cannot be a network's, or None if every text stays readable with it."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return "Skriv färgen som # och sex tecken, till exempel #0B5F6B."
    for mode in ("light", "dark"):
        steps = scale(colour, mode)
        if any(contrast(steps[text], steps[ground]) < READABLE for text, ground in TEXT_PAIRS):
            return "Text på knappar blir svår att läsa med den färgen. Välj en lite mörkare eller ljusare."
    return None


@lru_cache(maxsize=64)
def theme_css(*, accent: str, brand1: str, brand2: str) -> str:
    """Return the style sheet that gives the pages a network's colours, light and dark."""
    colours = {"accent": accent, "brand1": brand1, "brand2": brand2, "neutral": NEUTRAL, **MEANINGS}
    light, dark = (_block(colours, mode) for mode in ("light", "dark"))
    return (
        "@layer k-base, ds, kollega;\n"
        f'@layer ds.theme.colours {{\n:root, [data-color-scheme="light"] {{\n{light}\n}}\n'
        f'@media screen {{ [data-color-scheme="dark"] {{\n{dark}\n}} }}\n'
        f'@media screen and (prefers-color-scheme: dark) {{ [data-color-scheme="auto"] {{\n{dark}\n}} }}\n}}\n'
    )


def _block(colours: dict[str, str], mode: str) -> str:
    lines = [
        f"--ds-color-{name}-{step}: {value};"
        for name, colour in colours.items()
        for step, value in scale(colour, mode).items()
    ]
    neutral = scale(NEUTRAL, mode)
    own = OWN_LIGHT if mode == "light" else OWN_DARK
    lines += [f"--k-{name}: {value};" for name, value in own.items()]
    lines += [f"--ds-color-focus-inner: {neutral['background-default']};"]
    lines += [f"--ds-color-focus-outer: {neutral['text-default']};", f"color-scheme: {mode};"]
    return "\n".join(lines)


@lru_cache(maxsize=256)
def scale(colour: str, mode: str) -> dict[str, str]:
    """Return the sixteen steps of one colour in `light` or `dark`."""
    base = _parse(colour)
    tint = base
    if mode == "dark":
        lightness, chroma, hue = _to_oklch(base)
        tint = _from_oklch(lightness, chroma * 0.7, hue)
    at = 0 if mode == "light" else 1
    steps = {name: _write(_with_luminance(tint, levels[at])) for name, levels in LUMINANCE.items()}
    own = _lightness(base)
    level = own if mode == "light" else (70 if own <= 30 else 100 - own)
    away = -8 if level <= 30 or 49 <= level <= 65 else 8
    filled = base if mode == "light" else _with_luminance(base, _luminance_at(level))
    steps["base-default"] = _write(filled)
    steps["base-hover"] = _write(_with_luminance(base, _luminance_at(level - away)))
    steps["base-active"] = _write(_with_luminance(base, _luminance_at(level - 2 * away)))
    is_dark = 1.05 / (luminance(filled) + 0.05) >= (luminance(filled) + 0.05) / 0.05
    filled_level = _lightness(_parse(steps["base-default"]))
    apart = 60 if filled_level <= 40 or filled_level >= 60 else 50
    ink = _luminance_at(filled_level + apart if is_dark else filled_level - apart)
    steps["base-contrast-subtle"] = _write(_with_luminance(_parse(steps["base-default"]), ink))
    steps["base-contrast-default"] = "#ffffff" if is_dark else "#000000"
    return steps


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours, as WCAG measures it: 1 to 21."""
    low, high = sorted((luminance(_parse(one)), luminance(_parse(other))))
    return (high + 0.05) / (low + 0.05)


def luminance(rgb: Rgb) -> float:
    """Return the relative luminance of a colour, 0 to 1, with the threshold that WCAG writes."""
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parse(colour: str) -> Rgb:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))  # type: ignore[return-value]


def _write(rgb: Rgb) -> str:
    return "#" + "".join(f"{math.floor(value + 0.5):02x}" for value in rgb)


def _with_luminance(rgb: Rgb, wanted: float) -> Rgb:
    """Return the colour mixed with black or white until it has the wanted luminance."""
    if wanted in (0, 1):
        return (255.0 * wanted,) * 3  # type: ignore[return-value]
    low, high = ((0.0, 0.0, 0.0), rgb) if luminance(rgb) > wanted else (rgb, (255.0, 255.0, 255.0))
    for _ in range(21):
        middle: Rgb = tuple((a + b) / 2 for a, b in zip(low, high, strict=True))  # type: ignore[assignment]
        found = luminance(middle)
        if abs(wanted - found) < 1e-7:
            break
        low, high = (low, middle) if found > wanted else (middle, high)
    return middle


def _linear(value: float) -> float:
    value /= 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _lightness(rgb: Rgb) -> float:
    """Return the perceived lightness of CIE, 0 to 100."""
    weights = (0.21263900587151, 0.71516867876775, 0.07219231536073)
    whole = sum(weight * _linear(value) for weight, value in zip(weights, rgb, strict=True))
    return 116 * whole ** (1 / 3) - 16 if whole > 0.0088564516 else whole * 903.2962962


def _luminance_at(lightness: float) -> float:
    """Return the luminance of the grey that has this perceived lightness."""
    level = max(0.0, min(100.0, lightness))
    whole = ((level + 16) / 116) ** 3 if level > 8 else level / 903.2962962
    grey = round(_gamma(whole) * 255)
    return luminance((grey, grey, grey))


def _to_oklch(rgb: Rgb) -> tuple[float, float, float]:
    r, g, b = (_linear(value) for value in rgb)
    cones = (
        0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
        0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
        0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
    )
    x, y, z = (math.copysign(abs(cone) ** (1 / 3), cone) for cone in cones)
    lightness = 0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z
    green_red = 1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z
    blue_yellow = 0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z
    return lightness, math.hypot(green_red, blue_yellow), math.atan2(blue_yellow, green_red)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    x = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    y = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    z = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    red = 4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z
    green = -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z
    blue = -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z
    return _parse(_write(tuple(max(0.0, min(255.0, _gamma(value) * 255)) for value in (red, green, blue))))  # type: ignore[arg-type]
