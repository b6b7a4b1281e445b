"""Fonts for names beyond Latin, of the extra «fonts»: Greek, Cyrillic, Arabic, Hebrew, Chinese, Japanese, Korean.

They are looked at only for characters that neither the bundled font nor the folder's own fonts have, so that a folder
gives the same files whether they are installed or not, or names the character that no font has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from hustings.look.typeface import characters_of


class Installed(NamedTuple):
    """A font of a package. family: as typesetting names it. path: its file."""

    family: str
    path: Path


# Persian and languages of India write with them.
JOINERS = (0x200C, 0x200D)
# Packages of the extra, with the files in them and their families. All are under the SIL Open Font License.
PACKAGES = {
    "fontpkg_noto_sans": ("files/NotoSans[wdth,wght].ttf", "Noto Sans"),
    "fontpkg_noto_sans_arabic": ("files/NotoSansArabic[wdth,wght].ttf", "Noto Sans Arabic"),
    "fontpkg_heebo": ("files/Heebo[wght].ttf", "Heebo"),
    "manimgx_fonts_cjk": ("NotoSansCJK-VF.otf.ttc", "Noto Sans CJK SC"),
}


def installed() -> Iterator[Installed]:
    """The fonts of the extra that are here."""
    for package, (name, family) in PACKAGES.items():
        spec = find_spec(package)
        path = Path(spec.origin or "").parent / name if spec else None
        if path is not None and path.is_file():
            yield Installed(family, path)


def fonts_for(characters: Collection[int]) -> tuple[tuple[Installed, ...], set[int]]:
    """The fonts of the extra that have any of these characters which no font before them has; and those that none has.

    Signs that nobody sees are no letters, whatever a font has for them, but for the two that join and part letters.
    """
    unseen = {each for each in characters if unicodedata.category(chr(each))[0] in "CZ" and each not in JOINERS}
    lacking, found = set(characters) - unseen, []
    for font in installed() if lacking else ():
        if has := lacking & characters_of(font.path):
            lacking -= has
            found.append(font)
    return tuple(found), lacking | unseen
