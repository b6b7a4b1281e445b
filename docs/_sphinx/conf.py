"""How Sphinx builds the documentation: `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import generated
import parameters
from sphinx.application import Sphinx

import hustings

project = "Hustings"
author = "the Hustings authors"
release = version = hustings.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["_sphinx"]
default_role = "code"
smartquotes = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
highlight_language = "none"
pygments_style = "bw"
# A fence may name a ballots format, which a test reads and no highlighter knows.
suppress_warnings = ["misc.highlighting_failure"]

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
python_use_unqualified_type_names = True
python_display_short_literal_types = True
add_module_names = False

html_theme = "ballot"
html_theme_path = [str(Path(__file__).parent / "themes")]
html_title = "Hustings"
html_copy_source = False
html_show_sphinx = False
html_domain_indices = False
html_use_index = False
FONTS = Path(hustings.__file__).parent / "look" / "fonts"
html_static_path = [str(FONTS / f"hustings-{weight}.woff2") for weight in ("regular", "bold")]


def write_generated(_app: Sphinx, page: str, source: list[str]) -> None:
    """Put what is made from the program into the pages that ask for it."""
    source[0] = generated.filled(source[0], page)


def without_constructor(_app: Sphinx, what: str, *_more: object) -> tuple[str, None] | None:
    """Values are made by functions; how a program could make one itself tells a reader nothing."""
    return ("", None) if what == "class" else None


def reached_by_keyboard(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """What can be wider than a phone scrolls by itself, so the keyboard must reach it."""
    body = context.get("body", "").replace("<pre>", '<pre tabindex="0">')
    context["body"] = body.replace('<table class="docutils', '<table tabindex="0" class="docutils')


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", reached_by_keyboard)
    app.connect("source-read", write_generated)
    app.connect("autodoc-process-signature", without_constructor)
    app.connect("autodoc-process-docstring", parameters.as_list)
