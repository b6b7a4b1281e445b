"""People with faces: photographs are checked, cut, made small, and written anew without what a camera adds."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hustings import publish, read_election
from hustings.election.problems import BadInput
from hustings.site.photographs import bare_png, photograph
from pictures import CAMERA, GPS, LATITUDE, picture
from seasons import MOMENTS, league


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_square_in_four_sizes_and_two_kinds_without_metadata(tmp_path: Path, kind: str) -> None:
    path = picture(tmp_path / "ann", kind=kind)
    with Image.open(path) as taken:
        taken.load()
        assert taken.getexif()[CAMERA] == "A camera"  # so that the check below can fail
    found = photograph(path, "photos/ann", "Ann, laughing")
    assert found.widths == (96, 192, 384, 640)
    assert len(found.files) == 8
    for name, content in found.files:
        with Image.open(io.BytesIO(content)) as image:
            assert image.size[0] == image.size[1] == int(name.rpartition("-")[2].partition(".")[0])
            assert not image.getexif()
            assert image.format == {"jpg": "JPEG", "webp": "WEBP"}[name.rpartition(".")[2]]
        assert b"Exif" not in content


def test_a_picture_that_was_taken_upside_down_stands_upright(tmp_path: Path) -> None:
    """Turned by its own note, the blue quarter is below; the square of 800 reaches from line 50 to line 850."""
    found = dict(photograph(picture(tmp_path / "ann.jpg", turned=True), "photos/ann", "Ann").files)
    with Image.open(io.BytesIO(found["photos/ann-640.jpg"])) as image:
        top, bottom = image.getpixel((320, 5)), image.getpixel((320, 635))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 150 > bottom[0]
    assert bottom[2] > 150 > top[2]


def test_the_same_photograph_gives_the_same_bytes(tmp_path: Path) -> None:
    path = picture(tmp_path / "ann.jpg")
    assert photograph(path, "photos/ann", "Ann") == photograph(path, "photos/ann", "Ann")


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", b"\xff\xd8\xff\xe0 cut short", b"GIF89a", b""],
    ids=["svg", "cut", "gif", "empty"],
)  # fmt: skip
def test_what_is_no_photograph_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ann.jpg"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="is not a photograph that can be read; it should be a JPEG, PNG or WebP file"):
        photograph(path, "photos/ann", "Ann")


def test_a_picture_cut_short_or_damaged_anywhere_is_refused_or_harmless(tmp_path: Path) -> None:
    """Never another exception; and what is taken is written anew, so that nothing of the damage is published."""
    path = picture(tmp_path / "ann.jpg", (330, 330))
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        for content in (whole[:place], whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :]):
            path.write_bytes(content)
            with suppress(BadInput):
                assert b"<script" not in dict(photograph(path, "p", "Ann").files)["p-96.jpg"]


@pytest.mark.parametrize("size", [(100_000, 100_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_huge_dimensions_is_refused_before_it_is_unpacked(tmp_path: Path, size: tuple[int, int]) -> None:
    path = picture(tmp_path / "ann.png", kind="PNG")
    data = bytearray(path.read_bytes())
    data[16:24] = struct.pack(">II", *size)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    path.write_bytes(data)
    with pytest.raises(BadInput, match=r"at most 60 million are taken|not a photograph that can be read"):
        photograph(path, "photos/ann", "Ann")
    with pytest.raises(BadInput, match=r"at most 60 million are taken|not a logo that can be read"):
        bare_png(path)


def test_a_png_logo_keeps_its_picture_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    image, about, exif = Image.new("RGBA", (64, 32), (200, 30, 10, 128)), PngInfo(), Image.Exif()
    about.add_text("Comment", "drawn by <script>alert(1)</script>")
    exif.get_ifd(GPS)[LATITUDE] = (51.5, 7.0, 39.0)
    image.save(path, "PNG", pnginfo=about, exif=exif, icc_profile=b"profile")
    path.write_bytes(path.read_bytes() + b"<script>behind the picture</script>")
    made = bare_png(path)
    kinds, at = [], 8
    while at < len(made):
        length, kind = struct.unpack(">I4s", made[at : at + 8])
        kinds.append(kind)
        at += length + 12
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]
    with Image.open(io.BytesIO(made)) as shown:
        assert (shown.size, shown.getpixel((5, 5))) == ((64, 32), (200, 30, 10, 128))


@pytest.mark.parametrize("cut", [8, 20, 60])
def test_a_logo_that_is_cut_short_is_refused_in_one_line(tmp_path: Path, cut: int) -> None:
    path = picture(tmp_path / "logo.png", kind="PNG")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(
        BadInput, match=r"logo\.png: this is not a logo that can be read; it should be an SVG or PNG file"
    ):
        bare_png(path)


def test_a_small_photograph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="300 × 400 pixels; each side should have 320 or more"):
        photograph(picture(tmp_path / "ann.jpg", (300, 400)), "photos/ann", "Ann")


def with_photo(folder: Path, more: str) -> Path:
    """The fictional election whose first candidate has a photograph, links and a pronoun."""
    league(folder)
    lines = (folder / "candidates.csv").read_text("utf-8").splitlines()
    rows = [f"{lines[0]},photo,alt,links,pronoun", f"{lines[1]},{more}", *(f"{line},,,," for line in lines[2:])]
    (folder / "candidates.csv").write_text("\n".join(rows) + "\n", "utf-8")
    picture(folder / "bryony.jpg")
    return folder


def test_a_face_stands_in_lists_and_on_the_candidates_page_with_its_words(tmp_path: Path) -> None:
    links = "https://bsky.app/profile/bryony.example.org https://bryony.example.org/"
    folder = with_photo(tmp_path / "folder", f"bryony.jpg,Bryony Hawthorn beside a hedge,{links},she")
    publish(folder, tmp_path / "site", datetime.fromisoformat(MOMENTS["voting"]), slate="green-lanes")
    page = (tmp_path / "site/candidates/bryony-hawthorn.html").read_text("utf-8")
    assert 'alt="Bryony Hawthorn beside a hedge"' in page
    assert "../photos/bryony-hawthorn-640.webp 640w" in page
    assert '<span class="note">(she)</span>' in page
    assert '<a href="https://bsky.app/profile/bryony.example.org" rel="noreferrer">Bluesky</a>' in page
    assert '<a href="https://bryony.example.org/" rel="noreferrer">bryony.example.org</a>' in page
    shown = "https://hedgerow-league.example.org/photos/bryony-hawthorn-640.jpg"
    assert f'<meta property="og:image" content="{shown}">' in page
    home = (tmp_path / "site/index.html").read_text("utf-8")
    # Beside the name, the picture says nothing more.
    assert 'src="photos/bryony-hawthorn-192.jpg"' in home
    assert home.count("<picture") == 1
    assert len(list((tmp_path / "site/photos").iterdir())) == 8


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("bryony.jpg,,,", "the photo has no alt"),
        ("nobody.jpg,Bryony,,", "there is no file “nobody.jpg” in this folder"),
        ("../../etc/passwd,Bryony,,", "in this folder; the photo is a JPEG, PNG or WebP file"),
        (",,javascript:alert(1),", "“javascript:alert(1)” is not a web address"),
    ],
)
def test_a_photograph_needs_its_words_and_links_are_addresses(tmp_path: Path, more: str, said: str) -> None:
    folder = with_photo(tmp_path / "folder", more)
    assert said in "\n".join(str(problem) for problem in read_election(folder).problems)


def test_organisations_and_people_who_support_the_slate_stand_apart_with_dates_in_a_fold(tmp_path: Path) -> None:
    publish(
        league(tmp_path / "folder"), tmp_path / "site", datetime.fromisoformat(MOMENTS["voting"]), slate="green-lanes"
    )
    home = (tmp_path / "site/index.html").read_text("utf-8").partition("Who supports the slate")[2]
    bodies, _, rest = home.partition("<h3>People</h3>")
    people, _, fold = rest.partition("<details>")
    assert "<h3>Organisations</h3>" in bodies
    assert "<bdi>Guild of Hedge Layers</bdi></li>" in bodies
    assert "supports Bryony Hawthorn, Marigold Sedge" in bodies
    assert "Old Man Willowherb (past president)" in people
    assert "Old Man Willowherb" not in bodies
    assert "since 1 February 2027" in fold
    assert "since" not in bodies + people
