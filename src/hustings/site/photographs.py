"""Photographs of candidates: checked, cut square, made small, and written anew without anything that a camera adds."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, Problem

KINDS = ("JPEG", "PNG", "WEBP")
# Widths in pixels: for lists on a telephone and on a sharp screen, for a candidate's own page, for sharing.
WIDTHS = (96, 192, 384, 640)
LEAST = 320
MOST_PIXELS = 60_000_000
MOST_BYTES = 30_000_000
# A logo is shown small; so much is sharp on every screen.
MOST_LOGO = 512
# A face stands in the upper part of a picture: of what is cut off from a tall one, so much is cut at the top.
TOP = 0.25
PAPER = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Photograph:
    """A candidate's photograph as the site has it. stem: its path without width and kind. alt: what it shows.

    widths: in pixels, all squares. files: by path, with their content.
    """

    stem: str
    alt: str
    widths: tuple[int, ...]
    files: tuple[tuple[str, bytes], ...]

    @property
    def share(self) -> str:
        """The path of the largest, for those who share a candidate's page."""
        return f"{self.stem}-{self.widths[-1]}.jpg"

    def sources(self, kind: str, root: str = "") -> str:
        """What a browser may choose from, as a srcset."""
        return ", ".join(f"{root}{self.stem}-{width}.{kind} {width}w" for width in self.widths)


def photograph(path: Path, stem: str, alt: str) -> Photograph:
    """The photograph in a file, for the site. Raises BadInput for what is no picture of a kind that is taken."""
    picture = _square(_opened(path))
    widths = tuple(width for width in WIDTHS if width <= picture.width)
    files = []
    for width in widths:
        small = picture.resize((width, width), Image.Resampling.LANCZOS)
        for kind, save in (("webp", _webp), ("jpg", _jpeg)):
            files.append((f"{stem}-{width}.{kind}", save(small)))
    return Photograph(stem, alt, widths, tuple(files))


def resized(path: Path, widths: tuple[int, ...]) -> list[tuple[int, int, dict[str, bytes]]]:
    """A picture in several sizes, none larger than it is: width, height, and the files by kind. Raises BadInput."""
    picture = _on_paper(_read(path, KINDS, "photograph"))
    most = min(picture.width, widths[-1])
    found = []
    for width in (*(each for each in widths if each < most), most):
        height = max(1, round(picture.height * width / picture.width))
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        found.append((width, height, {"webp": _webp(small), "jpg": _jpeg(small)}))
    return found


def bare_png(path: Path) -> bytes:
    """A PNG logo with its pixels alone, no wider or higher than MOST_LOGO. Raises BadInput for what is no picture."""
    picture = _read(path, ("PNG",), "logo").convert("RGBA")
    picture.thumbnail((MOST_LOGO, MOST_LOGO), Image.Resampling.LANCZOS)
    plain = Image.new("RGBA", picture.size)
    plain.paste(picture)
    return _saved(lambda out: plain.save(out, "PNG", optimize=True))


def _opened(path: Path) -> Image.Image:
    found = _read(path, KINDS, "photograph")
    if min(found.size) < LEAST:
        raise _bad(
            path, f"the photograph has {found.width} × {found.height} pixels; each side should have {LEAST} or more"
        )
    return _on_paper(found)


def _read(path: Path, kinds: tuple[str, ...], what: str) -> Image.Image:
    """The picture in a file, upright. what: as problems name it."""
    data = read_bytes(path)
    if len(data) > MOST_BYTES:
        raise _bad(path, f"the {what} has {len(data) // 1_000_000} MB; it should have at most 30")
    try:
        with Image.open(io.BytesIO(data), formats=kinds) as found:
            if found.width * found.height > MOST_PIXELS:
                size = f"the {what} has {found.width} × {found.height} pixels"
                raise _bad(path, f"{size}; at most 60 million are taken")
            found.load()
            return ImageOps.exif_transpose(found)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        struct.error,
        zlib.error,
        Image.DecompressionBombError,
    ):
        right = {"photograph": "a JPEG, PNG or WebP", "logo": "an SVG or PNG"}[what]
        raise _bad(path, f"this is not a {what} that can be read; it should be {right} file") from None


def _bad(path: Path, said: str) -> BadInput:
    return BadInput(Problem(str(path), said))


def _on_paper(picture: Image.Image) -> Image.Image:
    """The pixels alone, in plain colours: what is transparent becomes white."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        paper = Image.new("RGB", coloured.size, PAPER)
        paper.paste(coloured, mask=coloured.getchannel("A"))
        return paper
    plain = Image.new("RGB", picture.size)
    plain.paste(picture.convert("RGB"))
    return plain


def _square(picture: Image.Image) -> Image.Image:
    side = min(picture.size)
    left, top = (picture.width - side) // 2, int((picture.height - side) * TOP)
    return picture.crop((left, top, left + side, top + side))


def _webp(picture: Image.Image) -> bytes:
    return _saved(lambda out: picture.save(out, "WEBP", quality=78, method=4))


def _jpeg(picture: Image.Image) -> bytes:
    return _saved(lambda out: picture.save(out, "JPEG", quality=82, optimize=True, progressive=True))


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()
