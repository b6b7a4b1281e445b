"""The office's settings as a module, for the type check of Django's models."""

from pathlib import Path

from hustings.office.door import Door
from hustings.office.home import Home
from hustings.office.settings import settings_for

globals().update(settings_for(Door(Home(Path("nowhere")), "127.0.0.1:8000", "/")))
