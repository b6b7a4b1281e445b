"""Where the Rust toolchain is that builds the compiled counter; where there is none, how to get one.

In this order: what is on the PATH or where rustup puts it; what was fetched before; as root on Debian and Ubuntu, what
apt-get has; as another user, if they agree, a toolchain of their own in the user's cache directory. Else one line says
what to do.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

OLDEST = (1, 85)
FETCHER = "puccinialin==0.1.14"
HOW = {
    "Darwin": "brew install rust",
    "Windows": "winget install Rustlang.Rustup",
}
ELSEWHERE = "install Rust 1.85 or later from rustup.rs, or with your system's packages"


def environment() -> dict[str, str] | None:
    """The environment in which `cargo` runs, or None where there is no Rust that is new enough, which is then said."""
    for found in (*map(_with, (None, *_folders())), _fetched()):
        if _new_enough(found):
            return found
    return _from_packages() or _from_fetcher() or _say_how()


def _folders() -> Iterator[Path]:
    yield Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo")) / "bin"
    yield from sorted(Path("/usr/lib").glob("rust-1.*/bin"), reverse=True)


def _with(folder: Path | None) -> dict[str, str]:
    path = os.environ.get("PATH", os.defpath)
    return {**os.environ, "PATH": path if folder is None else f"{folder}{os.pathsep}{path}"}


def _fetched() -> dict[str, str]:
    """With what puccinialin has fetched before, if it has: its folder in the user's cache, as platformdirs names it."""
    home = Path.home()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "puccinialin"
    if platform.system() == "Darwin":
        cache = home / "Library" / "Caches" / "puccinialin"
    elif platform.system() == "Windows":
        local = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
        cache = Path(local) / "puccinialin" / "puccinialin" / "Cache"
    found = {"RUSTUP_HOME": str(cache / "rustup"), "CARGO_HOME": str(cache / "cargo")}
    return {**_with(cache / "cargo" / "bin"), **found}


def _new_enough(environment: dict[str, str]) -> bool:
    """Whether cargo and rustc run in this environment, both new enough."""
    for program in ("cargo", "rustc"):
        where = shutil.which(program, path=environment["PATH"])
        if where is None:
            return False
        try:
            done = subprocess.run([where, "--version"], env=environment, capture_output=True, text=True, check=False)
        except OSError:
            return False
        version = re.search(r"(\d+)\.(\d+)", done.stdout)
        if done.returncode or version is None or (int(version[1]), int(version[2])) < OLDEST:
            return False
    return True


def _from_packages() -> dict[str, str] | None:
    """As root on Debian or Ubuntu: install the package that is new enough."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*quiet, "update"], check=False, stdout=subprocess.DEVNULL)
    policy = subprocess.run(["apt-cache", "policy", *_packages()], capture_output=True, text=True, check=False).stdout
    versions = re.findall(r"^(\S+):\n.*\n\s+Candidate: (?:\d+:)?(\d+)\.(\d+)", policy, re.M)
    new = [name for name, major, minor in versions if (int(major), int(minor)) >= OLDEST]
    if not new:
        return None
    print(f"Installing Rust, which the second witness is written in: apt-get install {new[0]}", flush=True)
    install = [*quiet, "install", "-y", "--no-install-recommends", new[0], "gcc", "libc6-dev"]
    if subprocess.run(install, check=False, stdout=subprocess.DEVNULL).returncode:
        return None
    return next((found for found in map(_with, (None, *_folders())) if _new_enough(found)), None)


def _packages() -> list[str]:
    names = subprocess.run(["apt-cache", "pkgnames", "cargo-1"], capture_output=True, text=True, check=False).stdout
    return ["cargo", "cargo-web", *sorted(names.split(), reverse=True)]


def _from_fetcher() -> dict[str, str] | None:
    """With the user's consent: a toolchain of their own, by way of a package for Python that fetches it."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    print(
        "The second witness is written in Rust, and no Rust 1.85 or later is installed here. The Python package\n"
        f"{FETCHER.partition('=')[0]} can fetch one from rust-lang.org into your cache directory, where it takes\n"
        "about 660 MB. Nothing else on this machine changes.",
        file=sys.stderr,
    )
    if input("Fetch it? [y/N] ").strip().lower() not in ("y", "yes"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--target",
            folder,
            FETCHER,
        ]
        told = Path(folder) / "environment.json"
        fetch = [sys.executable, "-m", "puccinialin", "--info-json", str(told)]
        if subprocess.run(pip, check=False).returncode:
            return None
        if not _done(fetch, {**os.environ, "PYTHONPATH": folder}):
            return None
        found = {**os.environ, **json.loads(told.read_text())["env"]}
    return found if _new_enough(found) else None


def _done(command: list[str], environment: dict[str, str]) -> bool:
    """Whether it runs to its end. Of a traceback only the last line is shown, which says what is wrong."""
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr or ():
            if line.startswith("Traceback"):
                line = (process.stderr.read() if process.stderr else "").strip().splitlines()[-1] + "\n"
            sys.stderr.write(line)
    return process.returncode == 0


def _say_how() -> None:
    how = HOW.get(platform.system(), ELSEWHERE)
    if shutil.which("apt-get"):
        how = "sudo apt-get install cargo (Debian 12: cargo-web)"
    print(
        f"There is no Rust {OLDEST[0]}.{OLDEST[1]} or later here, so the second witness is not built: everything works "
        f"but the second witness and planning.\nTo have them: {how}, then run make again.",
        file=sys.stderr,
    )
