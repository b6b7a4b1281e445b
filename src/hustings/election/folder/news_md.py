"""news/*.md: what a campaign reports, each with a head of `key: value` lines between two lines of ---."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from hustings.election.files import read_text
from hustings.election.moments import Moment, NoSuchTime, moment
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.election.site import Article

KEYS = ("date", "title", "summary", "breaking_until")
NEEDED = ("date", "title", "summary")
FENCE = "---"
A_HEAD = "it should begin with ---, date: 2027-07-14, title: …, summary: …, ---, each on a line"


def read_articles(folder: Path, zone: str, problems: list[Problem]) -> tuple[Article, ...]:
    """The articles of a folder, the newest first; what is wrong with them goes to `problems`."""
    found = []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        try:
            text = read_text(path)
        except BadInput as error:
            problems.extend(error.problems)
            continue
        article = _article(path, text, zone, problems)
        if article is not None:
            found.append(article)
    return tuple(sorted(found, key=lambda each: (each.at.at, each.name), reverse=True))


def _article(path: Path, text: str, zone: str, problems: list[Problem]) -> Article | None:
    lines = text.splitlines()
    ends = [number for number, line in enumerate(lines) if line.strip() == FENCE]
    if len(ends) < 2 or ends[0] != 0:
        problems.append(Problem(str(path), f"the article has no head; {A_HEAD}", 1))
        return None
    said: dict[str, str] = {}
    wrong = list(_fill(path, lines[1 : ends[1]], said))
    wrong += [Problem(str(path), f"the article has no {key}; {A_HEAD}", 1) for key in NEEDED if not said.get(key)]
    times: dict[str, Moment] = {}
    for key in ("date", "breaking_until"):
        if said.get(key):
            try:
                times[key] = _moment(said[key], zone, ends=key == "breaking_until")
            except ValueError as error:
                right = str(error) if isinstance(error, NoSuchTime) else "write it as 2027-07-14 or 2027-07-14T09:00"
                wrong.append(Problem(str(path), f"{key} is {shown(said[key])}, which is not a time; {right}", 1))
    problems.extend(wrong)
    if wrong:
        return None
    body = "\n".join(lines[ends[1] + 1 :])
    return Article(
        name=path.stem, at=times["date"], title=said["title"], summary=said["summary"], body=body,
        breaking_until=times.get("breaking_until"),
    )  # fmt: skip


def _fill(path: Path, lines: list[str], said: dict[str, str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, 2):
        key, colon, value = line.partition(":")
        key = key.strip()
        if not line.strip():
            continue
        if not colon or key not in KEYS:
            yield Problem(
                str(path),
                f"{shown(line.strip())} is not understood{nearest(key, KEYS)}; there are {', '.join(KEYS)}",
                number,
            )
        elif key in said:
            yield Problem(str(path), f"{key} stands here twice", number)
        else:
            said[key] = value.strip().strip('"“”')


def _moment(said: str, zone: str, *, ends: bool) -> Moment:
    day = len(said) == len("2027-07-14")
    return moment(date.fromisoformat(said) if day else datetime.fromisoformat(said), zone, ends=ends)
