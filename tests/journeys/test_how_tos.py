"""The how-tos are true: their commands print what they show, and their Python answers as they say."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from journeys.played import HOW_TOS, played, with_examples

pytestmark = pytest.mark.kernel
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


@pytest.mark.parametrize("page", HOW_TOS, ids=lambda page: page.stem)
def test_every_command_prints_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    for block, said in played(page.read_text(encoding="utf-8"), with_examples(tmp_path)):
        assert said == block[3]


@pytest.mark.parametrize("page", HOW_TOS, ids=lambda page: page.stem)
def test_every_line_of_python_answers_as_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(with_examples(tmp_path))
    results = doctest.testfile(str(page), module_relative=False, optionflags=OPTIONS, parser=Fenced())
    assert results.failed == 0


def test_the_how_tos_have_commands_and_python() -> None:
    """But for those of the office, which are of a browser: its journeys are in `tests/office`."""
    texts = [page.read_text(encoding="utf-8") for page in HOW_TOS if not page.stem.startswith("office")]
    assert len(texts) == len(HOW_TOS) - 2 == 4
    assert all(re.search(r"^(\$|>>>) ", text, re.M) for text in texts)


class Fenced(doctest.DocTestParser):
    """Reads examples in Markdown, where the fence ends what is expected."""

    def get_examples(self, string: str, name: str = "<string>") -> list[doctest.Example]:
        return super().get_examples(re.sub(r"^```.*$", "", string, flags=re.M), name)

    def parse(self, string: str, name: str = "<string>") -> list[str | doctest.Example]:
        return super().parse(re.sub(r"^```.*$", "", string, flags=re.M), name)
