"""Building the package: pyproject.toml says what it is; here the examples go into it, as hustings/examples."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithExamples(build_py):
    """The modules, and beside them the examples, which `hustings demo` needs where there is no project folder."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "hustings" / "examples"
            shutil.copytree("examples", target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)


setup(cmdclass={"build_py": WithExamples})
