"""Builds the wheel and the source package, and tries the wheel as its users will.

It is installed into empty environments, away from the source. The base counts and verifies, and says in one line what
planning needs; with every extra it plans and publishes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
DIST = ROOT / "build" / "dist"
MODEL, LEAGUE = "ers97-model-election.blt", "hedgerow-league"


def main() -> None:
    shutil.rmtree(DIST, ignore_errors=True)
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", DIST, ROOT]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    (wheel,), (source,) = DIST.glob("hustings-*.whl"), DIST.glob("hustings-*.tar.gz")
    print(f"{wheel.name} ({wheel.stat().st_size:,} bytes), {source.name} ({source.stat().st_size:,} bytes)")
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        shutil.copytree(ROOT / "examples" / LEAGUE, home / LEAGUE)
        shutil.copy(ROOT / "examples" / MODEL, home)
        counts(home, wheel)
        plans_and_publishes(home, wheel)


def counts(home: Path, wheel: Path) -> None:
    """The base alone."""
    run = installed(home / "base", str(wheel))
    run(home, "count", MODEL, "--rules", "ers97", "--json", "record.json", "--html", "sheet.html")
    assert "Confirmed" in run(home, "verify", "record.json", MODEL)
    told = run(home, "plan", LEAGUE, status=2)
    assert told.count("\n") == 1, told
    assert 'pip install "hustings[' in told, told
    print("base: counts, verifies, and says what planning needs")


def plans_and_publishes(home: Path, wheel: Path) -> None:
    """With every extra."""
    run = installed(home / "all", f"hustings[all] @ {wheel.as_uri()}")
    run(home, "plan", LEAGUE, "--draws", "50", "--rounds", "1", "--out", "plan.csv")
    run(
        home,
        "publish",
        LEAGUE,
        "--slate",
        "green-lanes",
        "--plan",
        "plan.csv",
        "--out",
        "site",
        "--leaflets",
        "--cards",
    )
    assert (home / "site" / "index.html").exists()
    run(home, "rules", "scottish")
    print("all: plans and publishes")


def installed(environment: Path, package: str) -> Callable[..., str]:
    """The program of this package in an environment of its own: a function of where it runs and its words."""
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    subprocess.run([environment / "bin" / "pip", "install", "--quiet", package], check=True)

    def run(place: Path, *words: str, status: int = 0) -> str:
        done = subprocess.run(
            [environment / "bin" / "hustings", *words], cwd=place, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, f"hustings {' '.join(words)}: status {done.returncode}: {done.stderr}"
        return done.stdout + done.stderr

    return run


if __name__ == "__main__":
    main()
