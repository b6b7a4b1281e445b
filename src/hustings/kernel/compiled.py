"""How the kernel is compiled, once for a machine, and kept in a directory of its own.

Every compiled function but the entries is marked `inner`: numba compiles it only as part of an entry, so one file in
the cache holds all that a count needs. numba itself notices changes only in an entry's own file, therefore the cached
code lies in a folder named by a digest of every source file of this room.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numba.core import event

Function = TypeVar("Function", bound=Callable[..., Any])
Progress = Callable[[float, str], None]

_njit: Any = partial(numba.njit, nogil=True, error_model="numpy")
_config: Any = numba.config
_event: Any = event
_lock = threading.Lock()
_compiled: dict[str, Callable[..., Any]] = {}
_directory: Path | None = None


def inner(function: Function) -> Function:
    """Mark a function that is compiled as a part of the entries that call it.

    It may neither make nor return an array: it is compiled without numba's counting of references, which the entries
    do for it.
    """
    return _part(function, counts_references=False)


def maker(function: Function) -> Function:
    """As `inner`, for a function that makes arrays."""
    return _part(function, counts_references=True)


def _part(function: Function, counts_references: bool) -> Function:
    """numba would compile a function again for every constant it is called with; once for a whole number is enough."""
    compiled: Any = _njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=counts_references)(function)
    template, plain = compiled.get_call_template, cast(Any, numba.types.unliteral)

    def of_types(args: Sequence[Any], kws: Mapping[str, Any]) -> Any:
        return template(tuple(plain(arg) for arg in args), {name: plain(arg) for name, arg in kws.items()})

    compiled.get_call_template = of_types
    return cast(Function, compiled)


def prepare(cache: Path | None, progress: Progress | None = None) -> bool:
    """Load the compiled entries from `cache`, or compile them into it (half a minute, once). True if it compiled.

    cache: a directory of the user's, made if need be; None compiles for this process alone.
    progress: told how far the compilation is; not called when the code is loaded.
    """
    global _directory
    from hustings.kernel import papers, run

    with _lock:
        if cache is not None and _directory is None:
            _directory = cache / f"kernel-{digest()}"
    watch = _Watch(progress)
    _event.register("numba:compile", watch)
    try:
        for function, signature in ((papers.plant, papers.plant_signature()), (run.run, run.run_signature())):
            _entry(function, signature)
    finally:
        _event.unregister("numba:compile", watch)
    if progress is not None and watch.compiled:
        progress(1.0, "the second witness is compiled")
    return watch.compiled > 0


def entry(function: Callable[..., Any], signature: Callable[[], Any]) -> Callable[..., Any]:
    """The compiled form of an entry: made at its first use, unless `prepare` has made it before."""
    made = _compiled.get(function.__name__)
    return made if made is not None else _entry(function, signature())


def digest() -> str:
    """Names what compiled code depends on: this room's sources, numba, numpy, the Python and the processor."""
    content = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        content.update(path.name.encode() + b"\0" + path.read_bytes())
    content.update(
        repr((numba.__version__, np.__version__, platform.python_version(), platform.machine()))
        .encode()
    )  # fmt: skip
    return content.hexdigest()[:16]


def _entry(function: Callable[..., Any], signature: Any) -> Callable[..., Any]:
    with _lock:
        if function.__name__ not in _compiled:
            kept = _directory is not None and _made(_directory)
            if kept:
                _config.CACHE_DIR = str(_directory)
            with _without_scipy():
                _compiled[function.__name__] = _njit(signature, cache=kept)(function)
        return _compiled[function.__name__]


def _made(directory: Path) -> bool:
    """Whether the directory is there, or could be made; where nothing can be kept, every start compiles."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(directory, os.W_OK)


@contextmanager
def _without_scipy() -> Iterator[None]:
    """At its first use numba imports scipy for matrix products, which the kernel does not make: a third of a start."""
    modules: dict[str, Any] = sys.modules
    if "scipy.linalg" in modules:
        yield
        return
    modules["scipy.linalg"] = None
    try:
        yield
    finally:
        del modules["scipy.linalg"]


class _Watch(event.Listener):
    """Counts the functions that numba has compiled, against how many there are in this room."""

    def __init__(self, progress: Progress | None) -> None:
        self.compiled = 0
        self._progress = progress

    def on_start(self, _event: Any) -> None:
        if self._progress is not None:
            self._progress(min(0.99, self.compiled / 131), "compiling the second witness (once for this machine)")

    def on_end(self, _event: Any) -> None:
        self.compiled += 1
