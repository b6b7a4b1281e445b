"""Where a package of an extra is not installed, one clear line names the extra; counting needs none of them."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest

from hustings.election.extras import EXTRAS
from hustings.look.more_fonts import PACKAGES as FONTS

ROOT = Path(__file__).parent.parent.parent
# Modules that are called otherwise than the package which brings them.
PACKAGES = {
    "allauth": "django-allauth",
    "axes": "django-axes",
    "linkify_it": "linkify-it-py",
    "csp": "django-csp",
    "dask": "distributed",
    "django_htmx": "django-htmx",
    "markdown_it": "markdown-it-py",
    "PIL": "pillow",
    "python_calamine": "python-calamine",
    "vl_convert": "vl-convert-python",
}


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The program as it runs where no extra is installed."""
    blocked = f"import sys; sys.modules.update(dict.fromkeys({list(EXTRAS)}))"
    program = [sys.executable, "-c", f"{blocked}; from hustings.cli import program; program()"]
    return subprocess.run([*program, *words], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.kernel
def test_a_count_needs_no_extra(tmp_path: Path) -> None:
    sheet, record = tmp_path / "sheet.html", tmp_path / "record.json"
    outputs = ["--html", str(sheet), "--json", str(record)]
    done = run("count", "examples/ers97-model-election.blt", "--rules", "ers97", *outputs)
    assert done.returncode == 0, done.stderr
    assert sheet.stat().st_size
    confirmed = run("verify", str(record), "examples/ers97-model-election.blt")
    assert confirmed.returncode == 0, confirmed.stderr


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (["plan", "examples/hedgerow-league"], "all"),
        (["publish", "examples/hedgerow-league", "--out", "/nowhere/site"], "all"),
        (["nominations", "examples/hedgerow-league", "--charts", "/tmp"], "publish"),
        (["postcodes", "find", "SW1A 1AA"], "all"),
    ],
    ids=lambda each: each if isinstance(each, str) else each[0],
)
def test_one_line_names_the_extra(words: list[str], extra: str) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.endswith(f'install it with: pip install "hustings[{extra}]"')


def test_every_module_of_an_extra_is_in_it() -> None:
    declared = [each.replace(" ", "") for each in requires("hustings") or []]
    for module, extra in EXTRAS.items():
        package = PACKAGES.get(module, module)
        of = {extra} if extra != "all" else {"plan", "publish"}
        assert all(any(each.startswith(package) and f'extra=="{one}"' in each for each in declared) for one in of), (
            module
        )


def test_every_package_of_an_extra_is_known() -> None:
    """Planted: an extra gets a package whose absence would end in “No module named …”. Of fonts nothing is imported:
    where they are not installed, a letter that no font has is told by name."""
    known = {PACKAGES.get(module, module) for module in EXTRAS} | {name.replace("_", "-") for name in FONTS}
    for each in requires("hustings") or []:
        name = re.match(r"[\w.-]+", each)
        assert name
        assert "extra ==" not in each or name[0] in {*known, "hustings"}, each
