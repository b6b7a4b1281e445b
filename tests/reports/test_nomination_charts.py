"""The two charts of a tally, and its tables in the terminal."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from rich.console import Console

from election_folders import COMMITTEE, folder
from hustings.cli.nomination_tables import print_tally
from hustings.election.reading import read_branches, read_election, read_nominations
from hustings.nominations.tally import Tally, tallies
from hustings.reports.nomination_charts import charts
from hustings.reports.progress_chart import progress_chart
from hustings.reports.ranking_chart import ranking_chart

ROWS = (
    "date,branch,candidate\n2027-01-20,1,Ann Ash\n2027-01-21,2,Ann Ash\n2027-01-25,1,Ben Birch\n2027-02-01,2,Ed Elm\n"
)


def made(path: Path, **files: str) -> Tally:
    election = read_election(folder(path, None, **({"nominations_csv": ROWS} | files)))
    branches = read_branches(election)
    return tallies(election, branches, read_nominations(election, branches))[0]


def words(svg: str) -> list[str]:
    """The texts of an SVG, without the marks of isolation."""
    texts = [" ".join(node.itertext()) for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    return [re.sub("[\u2068\u2069]", "", text) for text in texts]


def texts(svg: str) -> dict[str, tuple[float, float]]:
    """Where each text of an SVG begins or ends, in pixels from its left and its top."""
    found: dict[str, tuple[float, float]] = {}

    def walk(node: ElementTree.Element, x: float, y: float) -> None:
        for moved in re.findall(r"translate\(([-0-9.]+),([-0-9.]+)\)", node.get("transform", "")):
            x, y = x + float(moved[0]), y + float(moved[1])
        if node.tag.endswith("}text"):
            found[re.sub("[\u2068\u2069]", "", "".join(node.itertext()))] = (x, y)
        for child in node:
            walk(child, x, y)

    walk(ElementTree.fromstring(svg), 0, 0)
    return found


def fills(svg: str, text: str) -> set[str]:
    """The colours in which a text is set."""
    nodes = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return {node.get("fill", "") for node in nodes if text in "".join(node.itertext())}


def test_the_ranking_states_its_finding_names_slates_beside_their_bars_and_marks_the_threshold(tmp_path: Path) -> None:
    tally = made(tmp_path)
    said = words(ranking_chart(tally))
    assert "Together holds 2 of the top 3 places" in " ".join(said)  # Ben and Ed have one each
    assert "Ann Ash" in said
    assert "2 · Together" in said
    assert "2 needed" in said


COLOURED = COMMITTEE["slates.toml"].replace('name = "Together"', 'name = "Together"\ncolour = "#5b3a8c"')


def test_slates_are_drawn_in_their_own_colours(tmp_path: Path) -> None:
    tally = made(tmp_path, slates_toml=COLOURED)
    for svg in (ranking_chart(tally), progress_chart(tally) or ""):
        assert "#5b3a8c" in fills(svg, "Together")
        assert "#5b3a8c" not in fills(svg, "Onward")


def test_a_line_stops_short_of_the_labels_in_its_way(tmp_path: Path) -> None:
    """Behind each label lies the same text with a broad border in the colour of the paper, drawn after the line."""
    svg = ranking_chart(made(tmp_path))
    behind = [
        node for node in re.findall("<text[^>]*>", svg) if 'stroke="#fffdf8"' in node and 'stroke-width="6"' in node
    ]
    assert len(behind) == 5
    assert svg.rindex("stroke-dasharray") < svg.index(behind[0])


def test_the_progress_has_those_first_who_reached_the_threshold_first_and_last_those_who_lack_most(
    tmp_path: Path,
) -> None:
    """Two are needed: Cy and Ann have two (21 January and 1 February), Ben and Ed one, Di none."""
    rows = "1,Cy Cedar\n2027-01-21,2,Cy Cedar\n2027-01-22,1,Ann Ash\n2027-02-01,2,Ann Ash\n2027-02-02,3,Ann Ash\n"
    rows += "2027-02-02,1,Ben Birch\n2027-01-30,2,Ed Elm\n"
    svg = progress_chart(made(tmp_path, nominations_csv=f"date,branch,candidate\n2027-01-20,{rows}")) or ""
    found = texts(svg)
    names = ["Cy Cedar", "Ann Ash", "2 nominations needed: reached above, short below", "Ben Birch", "Ed Elm"]
    places = [found[name][1] for name in [*names, "Di Dogwood"]]
    assert places == sorted(places)
    said = words(svg)
    assert {"21 Jan · Onward", "1 Feb · Together", "1 short · Together", "1 short", "2 short · Onward"} <= set(said)
    assert "2 of 5 candidates have reached the 2 nominations needed; 3 are short" in " ".join(said)
    assert (
        found["21 Jan · Onward"][0]
        < found["1 short"][0]
        < found["1 Feb · Together"][0]
        < found["1 short · Together"][0]
    )


def test_the_threshold_is_named_where_all_or_none_have_reached_it(tmp_path: Path) -> None:
    for rows, said in (("", "not yet reached"), ("2027-01-20,1,Ann Ash\n2027-01-21,2,Ann Ash\n", "reached by all")):
        people = "name\nAnn Ash\nBen Birch,\n" if not rows else "name\nAnn Ash\n"
        text = COMMITTEE["election.toml"].replace("at_least = {women = 1}\n", "").replace("seats = 3", "seats = 1")
        slates = '[[slate]]\nid = "alone"\nname = "Alone"\ncandidates.committee = ["Ann Ash"]\n'
        written = {"election_toml": text, "candidates_csv": people, "slates_toml": slates}
        election = read_election(folder(tmp_path, None, nominations_csv=f"date,branch,candidate\n{rows}", **written))
        tally = tallies(election, (), read_nominations(election, ()))[0]
        assert f"2 nominations needed: {said}" in words(progress_chart(tally) or "")


def test_charts_are_as_wide_as_a_telephone_and_nothing_in_them_is_cut_off(tmp_path: Path) -> None:
    """A letter of 12 pixels is here held to be 6 wide; the pictures must leave room for that."""
    for svg in (ranking_chart(made(tmp_path)), progress_chart(made(tmp_path)) or ""):
        size = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
        assert size
        assert int(size[1]) <= 400
        for text, (x, y) in texts(svg).items():
            assert 0 < y < int(size[2]), text
            assert 0 < x < int(size[1]), text
            if " · " in text:
                assert x + 6 * len(text) <= int(size[1]), text


def test_without_a_threshold_there_is_no_progress_towards_it(tmp_path: Path) -> None:
    text = COMMITTEE["election.toml"].replace("nominations_needed = 2\n", "")
    assert progress_chart(made(tmp_path, election_toml=text)) is None


def test_the_same_tally_gives_the_same_bytes_whatever_the_hash_seed_and_time_zone(tmp_path: Path) -> None:
    made(tmp_path)
    code = (
        "import sys; from hustings.election.reading import *; from hustings.nominations.tally import tallies;"
        "from hustings.reports.ranking_chart import ranking_chart;"
        "from hustings.reports.progress_chart import progress_chart;"
        "from hustings.reports.nominations_json import report;"
        "e = read_election(sys.argv[1]); b = read_branches(e); t = tallies(e, b, read_nominations(e, b));"
        "print(ranking_chart(t[0]), progress_chart(t[0]), report(t))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }
    assert len(outputs) == 1


def test_names_from_outside_do_no_harm_in_a_chart(tmp_path: Path) -> None:
    people = COMMITTEE["candidates.csv"].replace("Ed Elm", "<script>alert(1)</script> & \u202eevil")
    rows = ROWS.replace("Ed Elm", "<script>alert(1)</script> & \u202eevil")
    election = read_election(folder(tmp_path, candidates_csv=people))
    (tmp_path / "nominations.csv").write_text(rows, encoding="utf-8")
    tally = tallies(election, (), read_nominations(election, ()))[0]
    for svg in (ranking_chart(tally), progress_chart(tally) or ""):
        assert "<script" not in svg
        assert "\u202e" not in svg


def test_charts_are_named_by_their_contests_names(tmp_path: Path) -> None:
    tally = made(tmp_path)
    assert list(charts([tally])) == ["committee-ranking.svg", "committee-progress.svg"]


def test_the_tables_fit_into_a_hundred_columns_and_report_what_was_not_counted(tmp_path: Path) -> None:
    people = COMMITTEE["candidates.csv"].replace("Ann Ash", "Annabella Ash-Underwood of the Far Meadows Beyond")
    slates = COMMITTEE["slates.toml"].replace("Ann Ash", "Annabella Ash-Underwood of the Far Meadows Beyond")
    out = Console(file=io.StringIO(), width=100, highlight=False)
    tally = made(tmp_path, candidates_csv=people, slates_toml=slates)
    print_tally([tally], out)
    text = out.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(len, text.splitlines())) <= 100
    assert "Not counted: 2" in text
    assert "line 2: Ann Ash by 1: no candidate Ann Ash is known" in text
