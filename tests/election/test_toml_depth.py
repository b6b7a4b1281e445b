"""Keys that go too deep are found before a reader meets them, and texts with full stops are no keys."""

from __future__ import annotations

from pathlib import Path

import pytest

import hustings
from hustings.election.folder.toml_depth import too_deep


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 30 + " = 1",
        "[" + "a.b-c." * 20 + "d]",
        "x = { " + "\"a b\" . 'c' . " * 16 + "d = 1 }",
        'x = """ text """\n' + "a." * 31 + "a = 1",
    ],
)
def test_a_key_of_more_than_thirty_names_is_too_deep(text: str) -> None:
    assert too_deep(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 29 + " = 1",
        'about = "' + "And. " * 100 + '"',
        'about = """\n' + "e.g. " * 100 + '\n"""\n# ' + "i.e." * 100,
        "about = '''" + "a.b." * 100 + "'''",
        "\n".join(f"a.b.c{n} = 1.5" for n in range(100)),
    ],
)
def test_texts_notes_and_many_keys_are_not(text: str) -> None:
    assert not too_deep(text)


def test_a_first_line_of_fifty_thousand_columns_is_a_bad_first_line(tmp_path: Path) -> None:
    """Each was once looked for among all the others: 2,500,000,000 comparisons."""
    (tmp_path / "election.toml").write_text('title = "A"\n[[contest]]\nid = "a"\ntitle = "A"\nseats = 1\n')
    (tmp_path / "candidates.csv").write_text("name,contest\nAnn,a\n")
    (tmp_path / "nominations.csv").write_text(f"date,branch,candidate{',zz' * 50_000}\n")
    said = [problem.message for problem in hustings.read_election(tmp_path).problems]
    assert any("“zz” stands twice" in each for each in said)
