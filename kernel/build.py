"""Builds the compiled counter beside its Python files, src/hustings/kernel; cargo keeps what is built. For `make`.

Without an option: builds; where that is not possible everything else goes on to work, and it says so.
--check: its format, lint and tests. --format: puts it into its format.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import toolchain

ROOT = Path(__file__).parent.parent
CHECKS = (
    ("fmt", "--check"),
    ("clippy", "--quiet", "--release", "--all-targets", "--locked", "--", "--deny", "warnings"),
    ("test", "--quiet", "--release", "--locked", "--package", "hustings-count", "--package", "hustings-paths"),
)


def main() -> int:
    """The exit status."""
    environment = toolchain.environment()
    if environment is None:
        return 0
    # Whoever builds, what is built is found again.
    environment["CARGO_TARGET_DIR"] = str(ROOT / "kernel" / "target")
    match sys.argv[1:]:
        case ["--check"]:
            return next(filter(None, (_cargo(command, environment) for command in CHECKS)), 0)
        case ["--format"]:
            return _cargo(("fmt",), environment)
        case _:
            return _build(environment)


def _cargo(command: tuple[str, ...], environment: dict[str, str]) -> int:
    done = subprocess.run(["cargo", *command], cwd=ROOT / "kernel", env=environment, check=False)
    return done.returncode


def _build(environment: dict[str, str]) -> int:
    print("Building the second witness, which is written in Rust (half a minute or more the first time)", flush=True)
    command = [sys.executable, "setup.py", "--quiet", "build_rust", "--inplace", "--release"]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        print("The second witness could not be built; everything else works but planning.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
