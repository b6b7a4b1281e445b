"""The lines of keys and values in a TOML text."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from hustings.election.folder.toml_lines import lines_of

TRICKY = '''\
# a comment with = and [brackets] and "quotes
title = "one # no comment \\" = still"
'quoted key' = 'C:\\path'  # after it
text = """
line one
[not.a.table]
key = "no"
ends with a quote\\""""
raw = \'\'\'
two \'\' quotes\'\'\'
a.b."c d" = 1
inline = {x = 1, y = {z = [1, 2]}}
when = 2027-03-28T01:30:00Z
list = [
  # a comment, with a ]
  "first",   "second",
  [1,
   2],
]

[table.of.tables]
key = true
[[array]]
name = "zero"
[array.sub]
deep = 1
[[array]]
name = "one"
[[array.inner]]
x = 1
[[array.inner]]
x = 2
'''


def test_every_key_and_element_has_its_line() -> None:
    tomllib.loads(TRICKY)
    lines = lines_of(TRICKY)
    wanted = {
        ("title",): "title = ",
        ("quoted key",): "'quoted key'",
        ("text",): "text = ",
        ("raw",): "raw = ",
        ("a", "b", "c d"): "a.b.",
        ("inline", "y", "z", 1): "inline",
        ("when",): "when",
        ("list", 1): '  "first"',
        ("list", 2): "  [1,",
        ("list", 2, 1): "   2],",
        ("table", "of", "tables", "key"): "key = true",
        ("array", 0, "name"): 'name = "zero"',
        ("array", 0, "sub", "deep"): "deep",
        ("array", 1): "[[array]]",
        ("array", 1, "name"): 'name = "one"',
        ("array", 1, "inner", 1, "x"): "x = 2",
    }
    text = TRICKY.splitlines()
    assert {path: text[lines[path] - 1][: len(start)] for path, start in wanted.items()} == wanted
    assert ("key",) not in lines
    assert lines["array", 1] > lines["array", 0]


NAMES = st.text("abc-_ é\"'#=.[]", min_size=1, max_size=5)
VALUES = st.recursive(
    st.sampled_from(["1", "true", "-2.5e3", "2027-01-01", '"a#]}"', "'[{,'", '"""\n\\" x\n"""', "'''\n]\n'''", '""']),
    lambda inner: st.lists(inner, max_size=3).map(lambda some: "".join(["[\n", *(v + " , # ]\n" for v in some), "]"])),
    max_leaves=6,
)


@given(st.dictionaries(NAMES, VALUES, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_keys_are_found_whatever_stands_before_them(pairs: dict[str, str], newline: str) -> None:
    """Each key is written on a line of its own, whose number is counted here."""
    text, wanted = "", {}
    for name, value in pairs.items():
        wanted[name] = text.count("\n") + 1
        quoted = name.replace('"', '\\"')
        text += f'"{quoted}" = {value} # comment = "\n'
    text = text.replace("\n", newline)
    tomllib.loads(text)
    lines = lines_of(text)
    assert {name: lines[name,] for name in pairs} == wanted
