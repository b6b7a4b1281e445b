"""Python and JavaScript give, from the same bytes, what the directory says of every postcode.

The whole directory is looked up in the long tests, whole postcode areas of it in the ordinary ones.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

import hustings.places
from hustings.places.areas import Areas, areas_from, route
from hustings.places.build import build
from hustings.places.contents import narrowed
from hustings.places.districts import bundled, shortened
from hustings.places.finder import Finder
from hustings.places.index import companion
from hustings.places.postcode import UNIT_LETTERS
from hustings.places.regions import REGIONS, constituencies
from hustings.site.theme import lighter

MODULES = Path(hustings.places.__file__).parent
# Aberdeen and its abolished postcodes, Chester and Tweed on national borders, a dense one, one of a few islands.
SAMPLE = re.compile("(?:AB|CH|TD|N|ZE|IM)[0-9]")
# Regions as areas, but for London and Wales, which have several.
AREAS = areas_from(
    [
        *((name, [code]) for code, name in REGIONS.items()),
        *((name, [code]) for code, (name, _) in constituencies().items() if re.match("Isling|Hack|Clwyd|Alyn", name)),
        ("Abroad", ["@overseas", "@crown", "@forces"]),
    ]
)

pytestmark = pytest.mark.data


@dataclass(frozen=True)
class Known:
    """A directory's rows as the csv module reads them, the index built from it, and its finder."""

    rows: list[dict[str, str]]
    index: Path
    finder: Finder

    @cached_property
    def live(self) -> dict[str, tuple[str, str]]:
        """Live postcodes with a location → constituency and region, the nation where there is no region."""
        return {
            row["pcds"]: (row["pcon24cd"], row["rgn25cd"] if row["rgn25cd"].startswith("E12") else row["ctry25cd"])
            for row in self.rows
            if not row["doterm"] and row["pcon24cd"]
        }


@pytest.fixture(
    scope="module",
    params=[pytest.param("sample", id="sample"), pytest.param("whole", id="whole", marks=pytest.mark.long)],
)
def known(request: pytest.FixtureRequest, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Known:
    folder = tmp_path_factory.mktemp("places")
    source = data / "postcodes" / "onspd_shaped_gb.csv.gz"
    if request.param == "sample":
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            header = next(lines)
            text = header + "".join(line for line in lines if SAMPLE.match(line))
        source = folder / "sample.csv"
        source.write_text(text)
    else:
        text = gzip.decompress(source.read_bytes()).decode()
    wanted = {"pcds", "doterm", "pcon24cd", "rgn25cd", "ctry25cd", "east1m", "north1m"}
    rows = [{name: row[name] for name in wanted} for row in csv.DictReader(io.StringIO(text))]
    build(source, folder / "postcodes.idx")
    return Known(rows, folder / "postcodes.idx", Finder.load(folder / "postcodes.idx"))


def python_lines(finder: Finder, texts: Sequence[str]) -> list[str]:
    lines = []
    for typed in texts:
        answer = finder.find(typed)
        routing = route(answer, AREAS)
        fields = [
            *(answer.state, answer.postcode, answer.constituency, answer.region),
            ",".join(f"{code},{region}" for code, region in answer.near),
            "repaired" if answer.repaired else "",
            ",".join(answer.candidates),
            ",".join(region for region, _ in answer.regions),
            *(routing.outcome, routing.area or "", ",".join(routing.choices), ""),
        ]
        lines.append("|".join(fields))
    return lines


def javascript_lines(texts: Sequence[str], areas: Areas = AREAS, **files: Path) -> list[str]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed; lookup.js is tested with it")
    told = {"modules": str(MODULES), "cover": areas.compact, "texts": texts}
    told |= {name: str(path) for name, path in files.items()}
    program = Path(__file__).with_name("ask.mjs")
    done = subprocess.run([node, program], input=json.dumps(told), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")


def both_say(known: Known, texts: Sequence[str]) -> list[str]:
    """What Python says of the texts, having seen that JavaScript says the same."""
    lines = python_lines(known.finder, texts)
    javascript = javascript_lines(texts, index=known.index, terminated=companion(known.index))
    different = [pair for pair in zip(lines, javascript, strict=True) if pair[0] != pair[1]]
    assert not different, different[:5]
    return lines


def test_every_live_located_postcode_has_the_constituency_and_region_of_its_row(known: Known) -> None:
    said = both_say(known, list(known.live))
    wrong = [
        line
        for line, (postcode, place) in zip(said, known.live.items(), strict=True)
        if line.split("|")[:4] != ["found", postcode, *place]
    ]
    assert not wrong, wrong[:5]


def test_every_other_postcode_has_its_special_state(known: Known) -> None:
    others = [row for row in known.rows if row["pcds"] not in known.live]
    expected = {
        row["pcds"]: "crown dependency"
        if row["pcds"].startswith("IM")
        else "terminated"
        if row["doterm"]
        else "no location"
        for row in others
    }
    assert {"crown dependency", "terminated", "no location"} == set(expected.values())
    said = both_say(known, list(expected))
    assert [line.split("|")[0] for line in said] == list(expected.values())


def test_well_formed_postcodes_that_are_not_in_the_directory_are_not_in_the_list(known: Known) -> None:
    chance = random.Random(2024)
    there = {row["pcds"] for row in known.rows}
    districts = sorted({postcode.split(" ")[0] for postcode in there if not postcode.startswith("IM")})
    absent: set[str] = set()
    while len(absent) < 100_000:
        unit = str(chance.randrange(10)) + "".join(chance.choices(UNIT_LETTERS, k=2))
        # One in ten in a district that nobody has: no area begins with Q, V or X.
        made_up = f"{chance.choice('QVX')}{chance.choice('AEFHRTU')}{chance.randrange(1, 30)}"
        district = chance.choice(districts) if chance.random() < 0.9 else made_up
        if f"{district} {unit}" not in there:
            absent.add(f"{district} {unit}")
    said = both_say(known, sorted(absent))
    assert {line.split("|")[0] for line in said} == {"not in list"}


def test_messy_spellings_of_real_postcodes_resolve_to_them(known: Known) -> None:
    chance = random.Random(31337)
    meant = chance.sample(sorted(known.live), 2_000)
    said = both_say(known, [messy(postcode, chance) for postcode in meant])
    assert [line.split("|")[:2] for line in said] == [["found", postcode] for postcode in meant]


def messy(postcode: str, chance: random.Random) -> str:
    """As somebody in a hurry might type it."""
    look_alike = {"O": "0", "0": "O", "I": "1", "1": "I"}
    text = postcode.replace(" ", chance.choice(["", " ", "   ", "-", ".", "\N{NO-BREAK SPACE}", "\t"]))
    if chance.random() < 0.5:
        text = "".join(look_alike.get(c, c) if chance.random() < 0.5 else c for c in text)
    if chance.random() < 0.3:
        text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    text = chance.choice([str.lower, str.upper, str.title, str.swapcase])(text)
    return chance.choice(["", " ", "“", "("]) + text + chance.choice(["", " ", ".", "”", ")", ","])


ODD = ["", " ", "SW1A", "N1 1", "London", "ЅN1 1AA", "BT1 5AB", "JE2 3AA", "BF1 2AA", "BFPO 57", "GIR 0AA", "N10 05L"]
ODD += ["A" * 1000, "<b>", "\x00", "ﬁN1 1AA", "ß1 1AA", "Ⅻ1 1AA", "N1\u20111AA", "N1 1A\u0301A", "1\ufe0f\u20e3"]


def test_odd_texts_are_the_same_to_both(known: Known) -> None:
    both_say(known, ODD)


def test_without_an_index_both_ask_where_a_district_straddles_areas(tmp_path: Path) -> None:
    finder = Finder(districts=bundled())
    texts = [*ODD, *(f"{district} 1AA" for district in bundled()), "S014 0AA", "P11 1AA", "ZZ1 1AA"]
    said = python_lines(finder, texts)
    table = tmp_path / "districts.txt"
    table.write_text(shortened((MODULES / "districts.txt").read_text("utf-8")), "utf-8")
    assert said == javascript_lines(texts, districts=table)
    assert {line.split("|")[8] for line in said} == {"found", "straddle", "special", "unknown"}


def test_the_browser_is_told_when_terminated_postcodes_would_settle_it(known: Known) -> None:
    typed = ["AB1 0AA", "AB10 1AA", "N1 9ZZ", "Southampton", "N1"]
    said = [line.split("|") for line in javascript_lines(typed, index=known.index)]
    states = [known.finder.find(text).state for text in typed]
    for text, line, state in zip(typed, said, states, strict=True):
        assert line[0] == state or line[-1] == "more", text
    assert said[0][0] == "not in list"
    assert said[0][-1] == "more"


def test_boundary_flags_are_those_of_a_comparison_with_every_postcode(known: Known) -> None:
    located = [row for row in known.rows if row["pcds"] in known.live]
    points = np.array([(int(row["east1m"]), int(row["north1m"])) for row in located])
    places = np.array([row["pcon24cd"] for row in located])
    chance = random.Random(100)
    flagged = [i for i, row in enumerate(located) if known.finder.find(row["pcds"]).near]
    for i in [*chance.sample(range(len(located)), 100), *chance.sample(flagged, 100)]:
        within = ((points - points[i]) ** 2).sum(axis=1) <= 100**2
        near = set(places[within].tolist()) - {places[i]}
        assert {place.constituency for place in known.finder.find(located[i]["pcds"]).near} == near


def test_an_index_narrowed_to_the_areas_leads_every_postcode_to_the_same_areas(known: Known, tmp_path: Path) -> None:
    assert known.finder.live
    live, ended = narrowed(known.finder.live, known.finder.terminated, AREAS)
    (tmp_path / "narrow.idx").write_bytes(live)
    companion(tmp_path / "narrow.idx").write_bytes(ended)
    finder = Finder.load(tmp_path / "narrow.idx")
    texts = [row["pcds"] for row in known.rows] + ODD
    for text in texts:
        before, after = known.finder.find(text), finder.find(text)
        assert (after.state, after.postcode) == (before.state, before.postcode)
        assert route(after, AREAS) == route(before, AREAS), text
    assert len(live) < 0.9 * known.index.stat().st_size


def test_the_index_is_small_enough_to_travel(known: Known) -> None:
    # The whole directory's, that is; a sample's is smaller.
    assert known.index.stat().st_size <= 300_000
    assert len(lighter((MODULES / "lookup.js").read_bytes())) <= 6 * 1024
    assert len(shortened((MODULES / "districts.txt").read_text("utf-8"))) <= 8 * 1024


@pytest.mark.parametrize("which", ["live", "terminated"])
def test_javascript_names_what_is_wrong_with_an_index(known: Known, tmp_path: Path, which: str) -> None:
    good = {"index": known.index, "terminated": companion(known.index)}
    key = "index" if which == "live" else "terminated"
    whole = good[key].read_bytes()
    broken = tmp_path / "broken.idx"

    def fault(content: bytes) -> str:
        broken.write_bytes(content)
        return javascript_lines(["N1 1AA"], AREAS, **{**good, key: broken})[0]

    assert fault(whole[:-1]) == "fault: cut short"
    assert fault(whole[:60]) == "fault: cut short"
    assert fault(whole[:10]) == fault(b"") == fault(b"<!doctype html>" * 100) == "fault: not an index"
    assert fault(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]) == "fault: altered"
    assert fault(whole + b" ") == "fault: altered"
    assert fault(whole.replace(b"postcodes/2", b"postcodes/3", 1)) == "fault: other version"
    assert fault(good["terminated" if which == "live" else "index"].read_bytes()) == "fault: other edition"
