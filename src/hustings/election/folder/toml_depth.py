"""TOML that no reader should be given: a key of thousands of names takes its square in time, minutes for 40 KB."""

from __future__ import annotations

import re

DEEPEST = 30
NOBODY_WROTE = "this is not TOML that anybody wrote: its values are nested too deeply"
# Texts and notes, in which full stops mean nothing.
_TEXT = re.compile(r'"""(?:\\.|[^\\])*?"""|' r"'''.*?'''|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'|#[^\n]*", re.DOTALL)
_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST}}}")


def too_deep(text: str) -> bool:
    """Whether a key names a table in a table in a table… deeper than any file of an election."""
    return text.count(".") >= DEEPEST and bool(_KEY.search(_TEXT.sub("s", text)))
