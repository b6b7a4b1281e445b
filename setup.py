"""Building the package: pyproject.toml says what it is; here the examples and the compiled counter go into it.

`make` builds the counter beside its Python files (kernel/build.py), so an editable installation leaves it out. A wheel
has it wherever there is a Rust of version 1.85 or later; one module serves every Python from 3.11 on.
"""

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools_rust import Binding, RustExtension

KERNEL = RustExtension(
    "hustings.kernel._kernel",
    path="kernel/python/Cargo.toml",
    binding=Binding.PyO3,
    py_limited_api=True,
    args=["--locked"],
    debug=False,
    optional=True,
)


class WithExamples(build_py):
    """The modules, and beside them the examples, which `hustings demo` needs where there is no project folder."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "hustings" / "examples"
            shutil.copytree("examples", target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)


setup(
    cmdclass={"build_py": WithExamples},
    rust_extensions=[] if "editable_wheel" in sys.argv else [KERNEL],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
