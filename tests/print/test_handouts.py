"""What is handed on: a leaflet for every branch, pictures in three shapes, texts for chats, letters beyond Latin."""

from __future__ import annotations

import re
import shutil
import struct
from datetime import datetime
from pathlib import Path

import pytest

from hustings.look.typeface import characters_of
from journeys.program import hustings
from journeys.sites import NAMES
from seasons import MOMENTS, league

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
BRANCHES = 'code,name,area,event\n1,Elderley,wales,"Phone bank, Friday 7 pm"\n2,Sedgeworth,london,\n3,Nowhere,,\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The fictional league with an order everywhere and three branches, one of which is in no area."""
    folder = league(tmp_path / "folder")
    (folder / "branches.csv").write_text(BRANCHES, "utf-8")
    (folder / "nominations.csv").unlink()
    return folder


def publish(folder: Path, *more: object, phase: str = "voting") -> tuple[Path, str]:
    out = folder.parent / "site"
    done = hustings("publish", folder, "--slate", "green-lanes", "--out", out, "--as-of", MOMENTS[phase], *more)
    assert done.returncode in (0, 2), done.stderr
    return out, done.stderr


def size(png: Path) -> tuple[int, int]:
    """Width and height of a PNG (its header, IHDR)."""
    width, height = struct.unpack_from(">II", png.read_bytes(), 16)
    return width, height


def test_every_branch_in_an_area_has_a_leaflet_of_its_own(folder: Path) -> None:
    site, _ = publish(folder, "--branch-leaflets")
    assert sorted(path.name for path in (site / "leaflets/branches").iterdir()) == ["elderley.pdf", "sedgeworth.pdf"]
    assert not list((site / "leaflets").glob("*.pdf")), "areas have none unless --leaflets asks for them"
    page = (site / "print-and-share.html").read_text("utf-8")
    assert 'href="leaflets/branches/elderley.pdf"' in page
    assert "Nowhere" not in page


def test_what_a_branch_invites_to_stands_on_its_leaflet_or_stops_the_publication(folder: Path) -> None:
    path = folder / "branches.csv"
    path.write_text(BRANCHES.replace("Phone bank", "Phone bank " * 400), "utf-8")
    site, said = publish(folder, "--branch-leaflets")
    assert "leaflet of Elderley: it does not fit one page" in said
    assert "Sedgeworth" not in said
    assert not site.exists()


def test_pictures_come_wide_square_and_upright(folder: Path) -> None:
    site, _ = publish(folder, "--cards", "--base-url", "https://league.example.org")
    sizes = {shape: size(site / f"cards/wales{shape}.png") for shape in ("", "-square", "-story")}
    assert sizes == {"": (1200, 630), "-square": (1080, 1080), "-story": (1080, 1920)}


def test_home_and_finder_have_cards_of_their_own_and_other_pages_the_home_pages(folder: Path) -> None:
    site, _ = publish(folder, "--cards", "--base-url", "https://league.example.org")
    shown = {
        name: re.findall(r'og:image" content="([^"]+)', (site / f"{name}.html").read_text("utf-8"))
        for name in ("index", "finder", "stv", "areas/wales")
    }
    cards = "https://league.example.org/cards"
    assert shown == {
        "index": [f"{cards}/site/index.png"],
        "finder": [f"{cards}/site/finder.png"],
        "stv": [f"{cards}/site/index.png"],
        "areas/wales": [f"{cards}/wales.png"],
    }
    assert {size(site / f"cards/site/{name}.png") for name in ("index", "finder")} == {(1200, 630)}
    assert 'href="cards/site/index-story.png"' in (site / "print-and-share.html").read_text("utf-8")


def test_several_processes_make_the_same_leaflets_and_cards_as_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hustings import publish as published
    from hustings.print import typesetting

    made = []
    for batch, out in ((1000, "one"), (10, "several")):
        monkeypatch.setattr(typesetting, "BATCH", batch)
        at = datetime.fromisoformat(MOMENTS["voting"])
        address = "https://league.example.org"
        published(folder, tmp_path / out, at, slate="green-lanes", leaflets=True, cards=True, base_url=address)
        made.append((tmp_path / out).resolve().name)  # the digest of all files
    assert made[0] == made[1]


def test_an_order_comes_as_text_for_chats(folder: Path) -> None:
    site, _ = publish(folder, "--base-url", "https://league.example.org")
    first = (folder / "plan.csv").read_text("utf-8").splitlines()[1].split(",")
    text = (site / "share" / f"{first[2]}.txt").read_text("utf-8")
    order = "\n".join(f"{place} {name}" for place, name in enumerate(NAMES, 1))
    assert f"Put these numbers next to these names:\n{order}\n" in text
    assert "Voting closes on Monday 16 August 2027, noon." in text
    assert f"https://league.example.org/areas/{first[2]}.html" in text
    assert text.startswith("Fictional example: nobody in it is real\n")
    assert text.rstrip().splitlines()[-1].startswith("Imprint. ")


def test_once_voting_has_closed_there_is_nothing_to_hand_out(folder: Path) -> None:
    site, said = publish(folder, "--leaflets", "--branch-leaflets", "--cards", phase="counting")
    assert not any((site / name).exists() for name in ("share", "leaflets", "cards", "print-and-share.html"))
    assert "Voting has closed, so there are no leaflets and cards" in said


def test_while_no_order_is_published_one_line_says_that_there_are_no_leaflets(folder: Path) -> None:
    slates = (folder / "slates.toml").read_text("utf-8")
    nothing_settled = re.sub(r"\[\[slate\.fixed\]\].*?\n\n", "", slates, flags=re.DOTALL)
    (folder / "slates.toml").write_text(nothing_settled, "utf-8")
    site, said = publish(folder, "--leaflets", phase="between")
    assert not (site / "leaflets").exists()
    assert said.splitlines() == ["No area's order is published, so there are no leaflets, and no card of an area"]


def test_a_name_that_no_font_has_letters_for_stops_the_publication_by_name(folder: Path) -> None:
    path = folder / "branches.csv"
    path.write_text(BRANCHES.replace("Elderley", "ᏣᎳᎩ"), "utf-8")
    _, said = publish(folder, "--branch-leaflets")
    assert "leaflet of ᏣᎳᎩ: no font has U+13E3 CHEROKEE LETTER TSA, U+13B3" in said
    assert "into the election folder's folder “fonts”" in said


@pytest.mark.skipif(not DEJAVU.exists(), reason="needs DejaVu Sans (Debian: fonts-dejavu-core)")
def test_the_folders_own_font_has_the_letters_that_the_bundled_one_lacks(folder: Path) -> None:
    (folder / "branches.csv").write_text(BRANCHES.replace("Elderley", "Εύβοια").replace("Sedgeworth", "שדה"), "utf-8")
    (folder / "fonts").mkdir()
    shutil.copy(DEJAVU, folder / "fonts")
    site, said = publish(folder, "--branch-leaflets")
    made = sorted((site / "leaflets/branches").iterdir())
    assert len(made) == 2, said
    assert all(b"DejaVuSans" in path.read_bytes() for path in made)
    assert {ord("Ω"), ord("ש"), ord("A")} <= characters_of(DEJAVU)


def test_a_file_that_is_no_font_is_named(folder: Path) -> None:
    (folder / "fonts").mkdir()
    (folder / "fonts/mine.ttf").write_bytes(b"not a font")
    _, said = publish(folder, "--branch-leaflets")
    assert "mine.ttf: this is not a font; it should be a TTF or OTF file" in said


@pytest.mark.parametrize(
    ("name", "package", "font"),
    [
        ("Εύβοια Ελευθερίου", "fontpkg_noto_sans", b"NotoSans"),
        ("Юлия Петрова", "fontpkg_noto_sans", b"NotoSans"),
        ("محمد الفارسي", "fontpkg_noto_sans_arabic", b"NotoSansArabic"),
        ("יעל כהן", "fontpkg_heebo", b"Heebo"),
        ("王小明 山田太郎 김민준", "manimgx_fonts_cjk", b"NotoSansCJK"),
    ],
)
def test_fonts_of_the_extra_have_the_letters_of_other_scripts(
    folder: Path, name: str, package: str, font: bytes
) -> None:
    """Only for what the bundled font lacks: the other leaflet is as it would be without them."""
    pytest.importorskip(package)
    plain, _ = publish(folder, "--branch-leaflets")
    before = {path.name: path.read_bytes() for path in (plain / "leaflets/branches").iterdir()}
    (folder / "branches.csv").write_text(BRANCHES.replace("Elderley", name), "utf-8")
    site, said = publish(folder, "--branch-leaflets")
    made = {path.name: path.read_bytes() for path in (site / "leaflets/branches").iterdir()}
    assert len(made) == 2, said
    assert [font in content for content in made.values()].count(True) == 1
    assert {path: made[path] == before[path] for path in made.keys() & before.keys()} == {"sedgeworth.pdf": True}
