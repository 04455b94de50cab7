"""Places as people say them: a municipality, a county, near somewhere, at a distance, the whole of Sweden.

`places.csv` holds the 290 municipalities with where the main town lies, typed to a hundredth of a degree: enough to
tell who are neighbours, not to find a house. Near is as far as one travels to work by day.
"""

import csv
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kollega.words.likeness import allowed, slips
from kollega.words.tokens import clean

FILE = Path(__file__).with_name("places.csv")
COUNTIES = {
    "01": "Stockholms län", "03": "Uppsala län", "04": "Södermanlands län", "05": "Östergötlands län",
    "06": "Jönköpings län", "07": "Kronobergs län", "08": "Kalmar län", "09": "Gotlands län", "10": "Blekinge län",
    "12": "Skåne län", "13": "Hallands län", "14": "Västra Götalands län", "17": "Värmlands län", "18": "Örebro län",
    "19": "Västmanlands län", "20": "Dalarnas län", "21": "Gävleborgs län", "22": "Västernorrlands län",
    "23": "Jämtlands län", "24": "Västerbottens län", "25": "Norrbottens län",
}  # fmt: skip
ALSO = {"sörmland": "04", "västergötland": "14", "jämtland härjedalen": "23", "visby": "0980", "kista": "0180",
        "arlanda": "0191", "landvetter": "1401", "mjölby": "0586"}  # fmt: skip
DAY_TRIP, WITHIN_COUNTY, LEAST, FURTHEST = 50, 80, 3, 130
"""Kilometres as the crow flies: to neighbours whatever their county, farther within the county, whose buses and trains
are one system with one ticket; where fewer than three towns lie so near, the three nearest within the furthest."""
NEAR = re.compile(r"^(?:nära|närheten av|i närheten av|kring|runt|omkring|vid|cirka)\s+(.+)$")
ISLAND = "0980"
"""Gotland: nobody travels over the sea to work by day."""
REMOTE = frozenset({"distans", "på distans", "distansarbete", "hemifrån", "remote", "hela sverige", "sverige"})


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a person means by a place: codes of municipalities and counties, or work at a distance."""

    name: str
    municipalities: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    is_remote: bool = False


@cache
def _towns() -> dict[str, tuple[str, float, float]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["name"], float(row["north"]), float(row["east"])) for row in csv.DictReader(file)}


@cache
def _called() -> dict[str, str]:
    """Return every name of a place with its code; a county gives way to a town of the same name."""
    names: dict[str, str] = {}
    for code, full in COUNTIES.items():
        short = full.removesuffix(" län").lower()
        names |= {
            full.lower(): code,
            short: code,
            short.removesuffix("s"): code,
            f"region {short.removesuffix('s')}": code,
        }
    names |= {name.lower(): code for code, (name, _, _) in _towns().items()}
    names |= {f"{name.lower()} kommun": code for code, (name, _, _) in _towns().items()}
    names |= {f"{name.lower()}s kommun": code for code, (name, _, _) in _towns().items()}
    return names | ALSO


def place_name(code: str) -> str:
    """Return the name of a municipality or a county, or an empty text where there is none by that code."""
    return _towns()[code][0] if code in _towns() else COUNTIES.get(code, "")


def code_of(name: str) -> str:
    """Return the code of the place that has exactly this name, or an empty text."""
    return _called().get(" ".join(clean(name).split()), "")


def municipality_in(line: str) -> str:
    """Return the code of the first municipality that a line such as "Sundsvall, delvis distans" names, or nothing."""
    code = code_of(re.split(r"[,(/]", line)[0])
    return code if len(code) == 4 else ""


@lru_cache(512)
def near(code: str) -> tuple[str, ...]:
    """Return the municipality and those one travels to work from, the nearest first."""
    towns = _towns()
    if code not in towns:
        return ()
    _, north, east = towns[code]
    away = sorted((_kilometres(north, east, n, e), other) for other, (_, n, e) in towns.items())
    if code == ISLAND:
        return (code,)
    away = [(km, other) for km, other in away if other != ISLAND]
    return tuple(
        other for number, (km, other) in enumerate(away)
        if km <= (WITHIN_COUNTY if other[:2] == code[:2] else DAY_TRIP) or (number <= LEAST and km <= FURTHEST)
    )  # fmt: skip


def _kilometres(north: float, east: float, other_north: float, other_east: float) -> float:
    narrow = math.cos(math.radians((north + other_north) / 2))
    return 111.2 * math.hypot(north - other_north, (east - other_east) * narrow)


def place(said: str, *, and_near: bool = False) -> Place | None:
    """Return what a typed place means, forgiving a slip or two; None where no place is meant."""
    said = " ".join(clean(said).split()).strip(",. ")
    if said in REMOTE:
        return Place(name="Hela Sverige och distans" if "sverige" in said else "Distans", is_remote=True)
    if found := NEAR.match(said):
        said, and_near = found[1], True
    begun = beginning(said) if len(said) > 2 else []
    code = code_of(said) or (begun[0][0] if len(begun) == 1 else "") or _nearest(said)
    if not code:
        return None
    name = place_name(code)
    if len(code) == 2:
        return Place(name=name, counties=(code,))
    if and_near:
        return Place(name=f"{name} och nära", municipalities=near(code))
    return Place(name=name, municipalities=(code,))


def _nearest(said: str) -> str:
    if len(said) < 4:
        return ""
    most = min(allowed(said), 2)
    away = [(slips(said, name, most), name) for name in _called() if abs(len(name) - len(said)) <= most]
    found = sorted(pair for pair in away if pair[0] <= most)
    return _called()[found[0][1]] if found and (len(found) == 1 or found[0][0] < found[1][0] or _same(found)) else ""


def _same(found: list[tuple[int, str]]) -> bool:
    codes = {_called()[name] for slips_made, name in found if slips_made == found[0][0]}
    return len(codes) == 1


def beginning(text: str, most: int = 5) -> list[tuple[str, str]]:
    """Return code and name of the places whose names begin so, counties last."""
    text = " ".join(clean(text).split())
    if len(text) < 2:
        return []
    towns = [(code, name) for code, (name, _, _) in _towns().items() if name.lower().startswith(text)]
    counties = [(code, name) for code, name in COUNTIES.items() if name.lower().startswith(text)]
    return (sorted(towns, key=lambda pair: pair[1]) + counties)[:most]
