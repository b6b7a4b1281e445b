"""An election of the office, as its officer works on it in the one browser."""

from __future__ import annotations

from collections.abc import Mapping

from office.accounts import Visitor
from office.browsing import Answer, Browser
from waiting import until


class Work:
    """An election made of some files. key: its part of every address."""

    def __init__(self, browser: Browser, title: str, files: Mapping[str, str]) -> None:
        from hustings.office import acts

        self.browser = browser
        self.key = acts.create(title, {name: text.encode() for name, text in files.items()}, "made").key

    @property
    def base(self) -> str:
        """The current version, from which a form changes it."""
        from hustings.office.models import Election

        return Election.objects.get(key=self.key).current

    def files(self) -> dict[str, bytes]:
        """The files of the election folder as they are now."""
        from hustings.office import acts
        from hustings.office.models import Election

        return acts.current_files(Election.objects.get(key=self.key))

    def send(self, path: str, given: Mapping[str, object] | None = None, *, form: str = "new") -> Answer:
        """A form sent. form: the page that it is on."""
        return self.browser.post(path, {"base": self.base, **(given or {})}, form=form)

    def run(self, answer: Answer) -> tuple[str, str]:
        """The address of the run that an answer leads to, and its page once the run is over."""
        assert answer.status_code == 302, answer.content.decode()
        where = answer["Location"]
        return where, ended(self.browser, where)


def ended(browser: Browser | Visitor, where: str) -> str:
    """The page of a run once it is over."""
    return until(lambda: "" if 'id="progress"' in (page := browser.page(where)) else page, "the end of the run")
