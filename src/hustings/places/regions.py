"""The constituencies of 2024, their regions and nations, by their official codes.

`constituencies.csv`: names and codes of the 650 constituencies and the region (England) or nation that each is in.
Source: Office for National Statistics, under the Open Government Licence v3.0; contains OS data © Crown copyright
and database right 2024.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

ENGLAND = "E92000001"
NORTHERN_IRELAND = "N92000002"
NATIONS = {
    ENGLAND: "England",
    "S92000003": "Scotland",
    "W92000004": "Wales",
    NORTHERN_IRELAND: "Northern Ireland",
}
# Regions of England, and the other nations, which have none.
REGIONS = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
    **{code: name for code, name in NATIONS.items() if code != ENGLAND},
}
# What a postcode can tell besides: a dependency of the Crown.
DEPENDENCIES = {"L93000001": "Channel Islands", "M83000003": "Isle of Man"}


@cache
def constituencies() -> Mapping[str, tuple[str, str]]:
    """Code → (name, region) of all 650, in order of code."""
    text = resources.files(__package__).joinpath("constituencies.csv").read_text("utf-8")
    return MappingProxyType({row["code"]: (row["name"], row["region"]) for row in csv.DictReader(io.StringIO(text))})


def nation_of(region: str) -> str:
    """The nation that a region of REGIONS is in: itself, outside England."""
    return region if region in NATIONS else ENGLAND


def name_of(code: str) -> str:
    """The name of a constituency, region, nation or dependency; "" for a code not known here."""
    name, _ = constituencies().get(code, ("", ""))
    return name or REGIONS.get(code) or NATIONS.get(code) or DEPENDENCIES.get(code, "")
