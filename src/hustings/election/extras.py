"""What is not installed everywhere: the packages that only planning, publishing or importing need, by extra."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hustings.election.problems import HustingsError

# The extra of pyproject.toml that brings a module.
EXTRAS = {
    "python_calamine": "import",
    "rapidfuzz": "import",
    # Both planning and publishing need these.
    "numpy": "all",
    "scipy": "all",
    "altair": "publish",
    "filelock": "publish",
    "linkify_it": "publish",
    "markdown_it": "publish",
    "nh3": "publish",
    "PIL": "publish",
    "segno": "publish",
    "typst": "publish",
    "vl_convert": "publish",
    "waitress": "publish",
    "whitenoise": "publish",
    "allauth": "office",
    "axes": "office",
    "django": "office",
    "django_htmx": "office",
    "csp": "office",
    "gunicorn": "office",
    "psycopg": "office",
    "tomlkit": "office",
    "pandas": "dataframes",
    "polars": "dataframes",
    "distributed": "cluster",
    "dask": "cluster",
}


class MissingExtra(HustingsError):
    """A package that this task needs is not installed. module, extra: its name, and what brings it."""

    status = 2

    def __init__(self, module: str) -> None:
        self.module, self.extra = module, EXTRAS[module]
        super().__init__(
            f"this needs the package {module}, which is not installed here; "
            f'install it with: pip install "hustings[{self.extra}]"'
        )


@contextmanager
def extras() -> Iterator[None]:
    """Raise MissingExtra where the work within needs a package of an extra that is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        module = (error.name or "").partition(".")[0]
        if module not in EXTRAS:
            raise
        raise MissingExtra(module) from None
