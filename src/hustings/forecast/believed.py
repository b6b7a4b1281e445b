"""What a forecast believes, as a person reads it: middles and intervals of 80 %, and the source of each number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hustings.election.nouns import Election
from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import SIMULATE, Floats, draws, generator

DRAWS, SEED = 2000, 1
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
# A table or a key of forecast.toml, and the source beside it.
_TABLE = re.compile(r"\[+\s*([^\]]*?)\s*\]+\s*(?:#\s*source:\s*(.*))?$")
_KEY = re.compile(r"([A-Za-z_]+)\s*=.*?#\s*source:\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Interval:
    """Half of the draws are below the middle; 80 of 100 are from low to high."""

    low: float
    middle: float
    high: float

    @property
    def half(self) -> float:
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Believed:
    """Parts of 1.

    shares: of first preferences in the whole contest, by slate. support: the planning slate's, by area code. known: of
    the slate's first preferences among those who follow no order, by name. adherence: of the slate's supporters.
    sources: key of forecast.toml → the words beside it. stated: by name, whether it is said how well it is known.
    """

    shares: Mapping[str, Interval]
    support: Mapping[str, Interval]
    known: Mapping[str, Interval]
    stated: Mapping[str, bool]
    adherence: Interval
    sources: Mapping[str, str]

    def source(self, *keys: str) -> str:
        """Where these come from; "" where nothing is written beside them."""
        return "; ".join(dict.fromkeys(self.sources[key] for key in keys if key in self.sources))


def believed(forecast: Forecast, sources: Mapping[str, str]) -> Believed:
    """From draws of the forecast; always the same ones."""
    drawn = draws(forecast, [generator(SEED, SIMULATE, number) for number in range(1, DRAWS + 1)])
    voters = drawn.voters / drawn.voters.sum(axis=1, keepdims=True)
    whole = np.einsum("da,daf->df", voters, drawn.shares)
    own = forecast.followings[forecast.planning]
    columns = [number - 1 for number in own.names]
    weights = drawn.recognition[:, :, columns]
    supporters = voters * drawn.shares[:, :, forecast.planning]
    known = np.einsum("da,dan->dn", supporters, weights / weights.sum(axis=2, keepdims=True))
    known /= known.sum(axis=1, keepdims=True)
    adhering = (supporters * drawn.adherence).sum(axis=1) / supporters.sum(axis=1)
    names = [forecast.names[column] for column in columns]
    return Believed(
        shares={each.slate: interval(whole[:, place]) for place, each in enumerate(forecast.followings)},
        support={
            area.code: interval(drawn.shares[:, place, forecast.planning]) for place, area in enumerate(forecast.areas)
        },
        known={name: interval(known[:, place]) for place, name in enumerate(names)},
        stated=dict(zip(names, own.said, strict=True)),
        adherence=interval(adhering),
        sources=sources,
    )


def interval(values: Floats) -> Interval:
    low, middle, high = np.quantile(values, (LOW, MIDDLE, HIGH)).tolist()
    return Interval(low, middle, high)


def sources_written(election: Election, forecast: Forecast) -> dict[str, str]:
    """What stands beside numbers in the forecast's table after «# source:», by key; the commands write it there."""
    found: dict[str, str] = {}
    tables = (election.folder / "forecast.toml").read_text("utf-8-sig").split("[[forecast]]")[1:]
    for text in tables:
        if re.search(rf'^contest\s*=\s*"{re.escape(forecast.contest)}"', text, re.M) and re.search(
            rf'^slate\s*=\s*"{re.escape(forecast.slate)}"', text, re.M
        ):
            found |= _beside(text)
    return found


def _beside(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    inside = False
    for line in text.splitlines():
        if (table := _TABLE.match(line.strip())) and "=" not in line.split("#")[0]:
            inside = True
            if table[2]:
                found.setdefault(table[1].split(".")[1] if "." in table[1] else table[1], table[2].strip())
        elif not inside and (key := _KEY.match(line.strip())):
            found.setdefault(key[1], key[2].strip())
    return found
