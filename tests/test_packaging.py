"""What is installed is enough to run the demo: the examples and every file that is read travel with the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from journeys.program import ROOT


def test_the_wheel_has_every_file_of_the_project_and_checks_an_example_away_from_it(tmp_path: Path) -> None:
    source, wheels, installed = tmp_path / "source", tmp_path / "wheels", tmp_path / "installed"
    leave = shutil.ignore_patterns(".*", "build", "demo-site", "target", "tests", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, source, ignore=leave)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", wheels, source], check=True, capture_output=True, text=True)
    (wheel,) = wheels.glob("hustings-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(installed)
    package = installed / "hustings"
    for folder, within in ((source / "src/hustings", package), (source / "examples", package / "examples")):
        needed = {file.relative_to(folder) for file in folder.rglob("*") if file.is_file() and file.name != "README.md"}
        assert needed
        assert not {file for file in needed if not (within / file).is_file()}
    asked = "from hustings.cli.main import main; from hustings.election.examples import example;"
    asked += "import sys; sys.argv[1:] = ['check', str(example('labour-nec-2022'))]; main()"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(ROOT) not in done.stdout + done.stderr
