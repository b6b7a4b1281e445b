"""One template of typst: what it shows comes as JSON, and what does not fit has a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal

import typst

from hustings.election.problems import shown


class Overfull(Exception):
    """Something does not fit; the message says what, None where only its page is known."""

    def __init__(self, text: str | None = None) -> None:
        super().__init__(f"shorten {shown(text)}" if text is not None else "shorten its longest text")


@cache
def template(*names: str) -> bytes:
    """The templates of these names, one after the other."""
    folder = resources.files("hustings.print") / "templates"
    return "".join((folder / f"{name}.typ").read_text("utf-8") for name in names).encode()


def fonts(paths: Sequence[str]) -> typst.Fonts:
    """The fonts in these folders, and no others."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(paths))


class Template:
    """A template with its fonts, compiled as often as there is something to show."""

    def __init__(self, source: bytes, paths: Sequence[str]) -> None:
        self._source = source
        self._compiler = typst.Compiler(font_paths=fonts(paths))

    def pages(self, told: str, kind: Literal["pdf", "png"]) -> list[bytes]:
        """Its pages as PNG, a point a pixel; or one PDF. told: JSON, its sys.inputs.shown. Raises Overfull."""
        inputs = {"shown": told}
        try:
            made = (
                self._compiler.compile(self._source, format="png", ppi=72.0, sys_inputs=inputs)
                if kind == "png"
                else self._compiler.compile(self._source, format="pdf", sys_inputs=inputs, timestamp=0)
            )
        except typst.TypstError as error:
            _, found, text = str(error).partition("overfull:")
            if not found:
                raise
            raise Overfull(text.rstrip(chr(34))) from None
        return [made] if isinstance(made, bytes) else list(made or ())
