"""The office's settings as a module, for the type check of Django's models."""

import tempfile
from pathlib import Path

from hustings.office.accounts.settings import Served, settings_for
from hustings.office.home import Home

globals().update(settings_for(Served(Home.at(Path(tempfile.mkdtemp()) / "office"), "https://office.example.org")))
