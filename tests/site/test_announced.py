"""A result that was announced, where there is no count: the page says who, when and where, and no votes."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from hustings import BadInput, read_election
from hustings import publish as published
from seasons import league, record

SAID = """
[contest.result]
elected = ["Bryony Hawthorn", "clover wagtail", "Alder Fieldfare"]
announced = 2027-08-18
source = "https://results.example.org/"
"""
# The timetable of the fictional election: voting closes on 16 August, the result comes on 18 August at 5 pm.
COUNTING, KNOWN = "2027-08-18T16:59", "2027-08-18T17:00"


def folder(tmp_path: Path, said: str = SAID) -> Path:
    made = league(tmp_path / "folder")
    file = made / "election.toml"
    first, *others = file.read_text("utf-8").split("\n[[contest]]")
    file.write_text(first + "\n[[contest]]" + others[0] + said + "".join(f"\n[[contest]]{each}" for each in others[1:]))
    return made


def publish(folder: Path, out: Path, moment: str, slate: str | None = "green-lanes") -> dict[str, str]:
    published(folder, out, datetime.fromisoformat(moment), slate=slate)
    return {each.relative_to(out).as_posix(): each.read_text("utf-8") for each in out.rglob("*.html")}


def test_an_announced_result_comes_first_on_every_page(tmp_path: Path) -> None:
    pages = publish(folder(tmp_path), tmp_path / "site", KNOWN)
    told = "2 of our 6 candidates are elected: Bryony Hawthorn, Alder Fieldfare."
    for path in ("index.html", "areas/london.html", "candidates.html", "result.html"):
        assert 'data-phase="result"' in pages[path]
        assert told in pages[path]
    home = pages["index.html"]
    assert "Thank you to everybody who voted" in home
    assert home.index("2 of our 6 elected") < home.index("Our candidates")
    result = pages["result.html"]
    # Whoever it is, as candidates.csv has the name; when, and where; and nothing that only a count would know.
    assert re.findall(r'<bdi class="name">([^<]*)', result) == ["Bryony Hawthorn", "Clover Wagtail", "Alder Fieldfare"]
    assert "This is the result as it was known on Wednesday 18 August 2027." in result
    assert 'href="https://results.example.org/"' in result
    assert not re.search("quota|votes went|[0-9] votes|count sheet", result, re.IGNORECASE)
    assert not any(path.startswith("results/") for path in pages)
    assert "Elected" in pages["candidates/bryony-hawthorn.html"]
    assert "Not elected" in pages["candidates/juniper-goldcrest.html"]


def test_one_is_elected_and_two_are(tmp_path: Path) -> None:
    one = SAID.replace(', "Alder Fieldfare"', "")
    pages = publish(folder(tmp_path, one), tmp_path / "site", KNOWN)
    assert "1 of our 6 candidates is elected: Bryony Hawthorn." in pages["index.html"]
    assert "1 of the 6 candidates of Green Lanes is elected" in pages["result.html"]


def test_nothing_of_it_is_in_a_file_before_its_moment(tmp_path: Path) -> None:
    pages = publish(folder(tmp_path), tmp_path / "site", COUNTING)
    assert 'data-phase="counting"' in pages["index.html"]
    assert "result.html" not in pages
    assert not any("elected:" in page or "results.example.org" in page for page in pages.values())


def test_the_neutral_site_names_everybody(tmp_path: Path) -> None:
    home = publish(folder(tmp_path), tmp_path / "site", KNOWN, None)["index.html"]
    assert "Elected: Bryony Hawthorn, Clover Wagtail, Alder Fieldfare." in home


def test_a_record_that_elects_others_is_refused(tmp_path: Path) -> None:
    """The record elects six: Larkspur, Hawthorn, Wagtail, Fieldfare, Nightjar and Sedge."""
    made, at = folder(tmp_path), datetime.fromisoformat(KNOWN)
    with pytest.raises(
        BadInput, match=r"by election\.toml these were announced: Alder Fieldfare, Bryony Hawthorn, Clover"
    ):
        published(made, tmp_path / "site", at, slate="green-lanes", records=[record(tmp_path)], trust_record=True)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("Bryony Hawthorn", "Bryony Hawthorne", "there is no candidate “Bryony Hawthorne” in candidates.csv"),
        ("clover wagtail", "Bryony Hawthorn", "Bryony Hawthorn stands here twice"),
        ("2027-08-18", "2027-08-01", "it was announced on 2027-08-01, before voting closes on 2027-08-16"),
        ("elected = [", "elected = [" + '"Ann Ash", ' * 7, "10 people are elected, and there are 9 places"),
        ("https://results.example.org/", "ftp://x", "a web address"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    found = [str(each) for each in read_election(folder(tmp_path, SAID.replace(right, wrong))).problems]
    assert any(said in each and re.search(r"election\.toml:\d+", each) for each in found), found
