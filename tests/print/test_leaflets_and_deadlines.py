"""Leaflets, cards, and what people are told of dates: right, reproducible, and never too early."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from journeys.program import ROOT, hustings

NEC, LEAGUE = ROOT / "examples/labour-nec-2022", ROOT / "examples/hedgerow-league"
SLATE = ("--slate", "grassroots-5", "--as-of", "2022-08-10T12:00:00+01:00")


def contents(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_leaflets_and_cards_have_the_same_bytes_twice(tmp_path: Path) -> None:
    for out in ("one", "two"):
        done = hustings("publish", NEC, "--out", tmp_path / out, *SLATE, "--leaflets", "--cards")
        assert done.returncode == 0, done.stderr
    one = contents(tmp_path / "one")
    assert one == contents(tmp_path / "two")
    assert one["leaflets/labour-international.pdf"].startswith(b"%PDF-")
    assert one["cards/labour-international.png"].startswith(b"\x89PNG")


def test_without_a_base_address_there_is_no_card_and_the_program_says_so(tmp_path: Path) -> None:
    folder = shutil.copytree(NEC, tmp_path / "folder")
    settings = (folder / "site.toml").read_text("utf-8").splitlines()
    (folder / "site.toml").write_text("\n".join(x for x in settings if not x.startswith("base_address")), "utf-8")
    done = hustings("publish", folder, "--out", tmp_path / "site", *SLATE, "--leaflets", "--cards")
    assert done.returncode == 0, done.stderr
    assert "no QR codes and no cards" in done.stderr
    assert (tmp_path / "site/leaflets/labour-international.pdf").exists()
    assert not (tmp_path / "site/cards").exists()


def test_a_deadline_that_ends_a_day_is_told_as_that_day(tmp_path: Path) -> None:
    """election.toml of 2022: voting_closes = 2022-08-30, which means the end of that day."""
    assert hustings("publish", NEC, "--out", tmp_path / "site", *SLATE).returncode == 0
    page = (tmp_path / "site/areas/labour-international.html").read_text("utf-8")
    assert "Voting is open until Tuesday 30 August 2022." in page
    assert "31 August" not in page


def test_orders_stay_unseen_until_the_moment_set_for_them(tmp_path: Path) -> None:
    """The timetable of the fictional election publishes orders on 5 July 2027 at 10 am, British summer time."""
    names = "Bryony Hawthorn,Alder Fieldfare,Marigold Sedge,Rowan Quickset,Tansy Bullfinch,Juniper Goldcrest"
    plan = tmp_path / "plan.csv"
    plan.write_text(f"contest,slate,area,list,1,2,3,4,5,6\ncouncil,green-lanes,london,A,{names}\n", "utf-8")
    shown = []
    for moment in ("2027-07-05T09:59:00+01:00", "2027-07-05T10:00:00+01:00"):
        out = ("--plan", plan, "--out", tmp_path / "site")
        done = hustings("publish", LEAGUE, "--slate", "green-lanes", *out, "--as-of", moment)
        assert done.returncode == 0, done.stderr
        shown.append("Put these numbers" in (tmp_path / "site/areas/london.html").read_text("utf-8"))
    assert shown == [False, True]


def test_an_order_is_promised_for_a_day_only_before_that_day(tmp_path: Path) -> None:
    """5 July 2027, at 10 am."""
    shown = []
    for moment in ("2027-07-01T12:00", "2027-07-06T12:00"):
        done = hustings("publish", LEAGUE, "--slate", "green-lanes", "--out", tmp_path / "site", "--as-of", moment)
        assert done.returncode == 0, done.stderr
        page = (tmp_path / "site/areas/london.html").read_text("utf-8")
        shown.append("It will be here on Monday 5 July 2027" in page)
        assert "The order for London is not published yet." in page
    assert shown == [True, False]


def test_an_order_of_the_past_that_nobody_knows_is_not_awaited(tmp_path: Path) -> None:
    """Which order London had in 2022 is not public; that of Labour International is."""
    assert hustings("publish", NEC, "--out", tmp_path / "site", *SLATE).returncode == 0
    page = (tmp_path / "site/areas/london.html").read_text("utf-8")
    assert "No order for London is publicly known." in page
    assert "not published yet" not in page


@pytest.mark.parametrize("option", ["--leaflets", "--cards"])
def test_a_character_that_the_font_lacks_fails_the_publication_by_name(tmp_path: Path, option: str) -> None:
    folder = shutil.copytree(NEC, tmp_path / "folder")
    for file in ("candidates.csv", "slates.toml", "election.toml"):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text.replace("Yasmine Dar", "Yasmine Dar Ꮳ"), "utf-8")
    done = hustings("publish", folder, "--out", tmp_path / "site", *SLATE, option)
    assert done.returncode == 2
    assert "U+13E3" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_leaflet_that_does_not_fit_its_page_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(NEC, tmp_path / "folder")
    text = (folder / "slates.toml").read_text("utf-8")
    assert "[slate.candidates]" in text
    after = f'[slate.after]\nnec-clp = "{"as you like " * 600}"\n\n[slate.candidates]'
    (folder / "slates.toml").write_text(text.replace("[slate.candidates]", after, 1), "utf-8")
    done = hustings("publish", folder, "--out", tmp_path / "site", *SLATE, "--leaflets")
    assert done.returncode == 2
    assert "does not fit one page" in done.stderr


def society(folder: Path, names: list[str], imprint: str = "Published by A. Ash, 1 High Street") -> Path:
    """An election of two areas in which a slate of these candidates has an order for each."""
    folder.mkdir()
    quoted = [f'"{name}"' for name in names]
    files = {
        "election.toml": '[[contest]]\nid = "board"\ntitle = "Board"\nseats = 9\nrules = "scottish"\n',
        "candidates.csv": "name\n" + "\n".join(quoted),
        "slates.toml": f'[[slate]]\nid = "s"\nname = "Slate"\n[slate.candidates]\nboard = [{", ".join(quoted)}]\n',
        "areas.csv": 'code,name\na,"Dwyfor Meirionnydd, Ynys Môn and the Isles"\nb,Leeds\n',
        "plan.csv": f"contest,slate,area,list,{','.join(str(n + 1) for n in range(len(names)))}\n"
        + "".join(f"board,s,{area},A,{','.join(quoted)}\n" for area in "ab"),
        "site.toml": f'imprint = "{imprint}"\nbase_address = "https://example.org/"\n',
    }
    files["election.toml"] = (
        'title = "Board election"\n[timetable]\ntime_zone = "Europe/London"\n' + files["election.toml"]
    )
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


PRINTED = ("--slate", "s", "--as-of", "2027-03-20T12:00", "--leaflets", "--cards")


def test_a_ballot_of_42_names_with_long_ones_among_them_has_its_leaflets_and_cards(tmp_path: Path) -> None:
    names = [f"Candidate Number {n}" for n in range(3, 43)]
    long = ["Bartholomew Featherstonehaugh", "Llŷr Ŵyn ap Gwilym o Fôn"]
    done = hustings("publish", society(tmp_path / "folder", long + names), "--out", tmp_path / "site", *PRINTED)
    assert done.returncode == 0, done.stderr
    # A PNG's width and height are its bytes 16 to 24. Two areas and the home page, three shapes; the finder's wide one.
    sizes = [struct.unpack(">II", card.read_bytes()[16:24]) for card in (tmp_path / "site/cards").rglob("*.png")]
    assert sorted(sizes) == [(1080, 1080)] * 3 + [(1080, 1920)] * 3 + [(1200, 630)] * 4


def test_a_name_that_fits_nowhere_is_named(tmp_path: Path) -> None:
    names = ["Pneumonoultramicroscopicsilicovolcanoconiosis" * 6, "Ben Birch"]
    done = hustings("publish", society(tmp_path / "folder", names), "--out", tmp_path / "site", *PRINTED)
    assert done.returncode == 2
    assert "leaflet of leeds: it does not fit one page; shorten “Pneumono" in done.stderr
    assert "card of leeds: it does not fit one card; shorten “Pneumono" in done.stderr
    assert len(done.stderr.splitlines()) == 11, "two areas: a leaflet and three cards each; three of the home page"
    assert not (tmp_path / "site").exists()


def test_an_imprint_is_on_every_leaflet_and_card_and_never_too_small_to_read(tmp_path: Path) -> None:
    """The same but for one letter of the imprint: each of them is another file. Far too long: it is refused."""
    made = []
    for n, imprint in enumerate(("Published by A. Ash, 1 High Street", "Published by B. Ash, 1 High Street")):
        folder = society(tmp_path / f"folder-{n}", ["Ann Ash", "Ben Birch"], imprint)
        assert hustings("publish", folder, "--out", tmp_path / f"site-{n}", *PRINTED).returncode == 0
        made.append(contents(tmp_path / f"site-{n}"))
    printed = [path for path in made[0] if path.endswith((".pdf", ".png"))]
    assert len(printed) == 12, "two areas: a leaflet and three cards each; three of the home page, the finder's"
    assert all(made[0][path] != made[1][path] for path in printed)
    folder = society(tmp_path / "folder-long", ["Ann Ash", "Ben Birch"], "Published by A. Ash, 1 High Street. " * 20)
    done = hustings("publish", folder, "--out", tmp_path / "site-long", *PRINTED)
    assert done.returncode == 2
    assert "card of leeds: it does not fit one card; shorten “Imprint. Published by A. Ash" in done.stderr


@pytest.mark.parametrize("name", ["ᏣᎳᎩ", "Ann \u200bAsh"])
def test_a_name_the_font_cannot_set_is_refused_with_its_characters(tmp_path: Path, name: str) -> None:
    """Cherokee; a space of no width: never a box in the place of a letter."""
    done = hustings("publish", society(tmp_path / "folder", [name, "Ben"]), "--out", tmp_path / "site", *PRINTED)
    assert done.returncode == 2
    assert "U+" in done.stderr
    assert "Traceback" not in done.stderr
