"""Journey (d): two people type paper ballots, and each difference is settled by the paper before anything is read."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from office.browsing import Answer, Browser
from office.working import Work

NAMES = ("Ann", "Bob", "Cyd", "Dee")


class Typing(Work):
    """An election whose papers are typed."""

    def __init__(self, browser: Browser, title: str, withdrawn: str = "") -> None:
        toml = f'title = "{title}"\n[[contest]]\nid = "board"\ntitle = "Board"\nseats = 2\nrules = "scottish"\n'
        people = "".join(f"{name},board,{'yes' if name == withdrawn else ''}\n" for name in NAMES)
        files = {"election.toml": toml, "candidates.csv": f"name,contest,withdrawn\n{people}"}
        super().__init__(browser, title, files)
        self.page = f"e/{self.key}/papers/board"

    def typed(self, batch: str, by: str, lines: list[str], total: int | None = None) -> Answer:
        given = {
            "batch": batch,
            "by": by,
            "total": len(lines) if total is None else total,
            "papers": "\r\n".join(lines),
        }
        return self.send(self.page, given)

    def batch(self, name: str) -> str:
        (found,) = re.findall(
            rf'href="/key/(e/[^"]*/batch/\d+)">[^<]*<span class="hidden"> batch {name}<', self.browser.page(self.page)
        )
        return str(found)

    def settled(self, name: str, paper: int, **said: str) -> Answer:
        page = self.browser.page(self.batch(name))
        seen = re.search(rf'name="paper" value="{paper}"><input type="hidden" name="seen" value="([^"]*)"', page)
        return self.send(self.batch(name), {"paper": paper, "seen": seen[1] if seen else "", **said})

    def read(self) -> tuple[str, str]:
        """The run that reads them, and its page."""
        return self.run(self.send(f"{self.page}/read"))

    def ballots(self) -> Counter[tuple[int, ...]]:
        """The ballots of the folder, once they are confirmed."""
        import hustings
        from hustings.office import acts
        from hustings.office.models import Election

        return Counter(
            dict(hustings.read_ballots(acts.current_folder(Election.objects.get(key=self.key)) / "ballots/board.blt"))
        )


def papers(seed: int, number: int) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(map(str, draw.sample(range(1, 5), draw.randint(1, 4)))) for _ in range(number)]


def test_two_hundred_papers_with_five_differences(browser_in: Browser, tmp_path: Path) -> None:
    office, right = Typing(browser_in, "Two hundred"), papers(1, 200)
    wrong = {7: "4 4", 50: "1", 51: "2 1 3 4", 120: "3", 199: "4 3 2 1"}
    assert all(right[at] != said for at, said in wrong.items())
    other = [wrong.get(at, said) for at, said in enumerate(right)]
    for first in range(0, 200, 50):
        name = str(first // 50 + 1)
        assert office.typed(name, "Olive", right[first : first + 50]).status_code == 302
        assert office.typed(name, "Oscar", other[first : first + 50]).status_code == 302
    assert office.send(f"{office.page}/read", {}).status_code == 422
    page = browser_in.page(office.page)
    assert re.findall(r"Batch (\d): (\d) differences? (?:is|are) not settled", page) == [
        ("1", "1"),
        ("2", "2"),
        ("3", "1"),
        ("4", "1"),
    ]
    # By command the same five papers differ.
    for which in ("first", "second"):
        (tmp_path / f"{which}.csv").write_bytes(browser_in.get(f"{office.page}/{which}.csv").content)
    words = [sys.executable, "-m", "hustings", "reconcile", "first.csv", "second.csv"]
    said = subprocess.run(words, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (said.returncode, set(re.findall(r"^Ballot (\S+),", said.stdout, re.M))) == (
        4,
        {"1-8", "2-1", "2-2", "3-21", "4-50"},
    )
    assert browser_in.get(f"{office.page}/agreed.csv").status_code == 404
    # Olive was right but at the last, where the paper says what neither typed.
    for name, paper, at in (("1", 8, 7), ("2", 1, 50), ("2", 2, 51), ("3", 21, 120)):
        assert office.settled(name, paper, pick=right[at]).status_code == 302
    assert office.settled("4", 50, pick=right[199], said="2 _ 1").status_code == 302
    where, page = office.read()
    assert re.search(r"Papers</dt><dd>200<", page), page
    office.send(f"{where}/confirm", {})
    expected = Counter(tuple(map(int, said.split())) for said in right[:-1])
    expected[2, 0, 1] += 1
    assert office.ballots() == expected
    acts = browser_in.page(f"e/{office.key}/acts")
    assert "Settled a paper" in acts
    assert acts.count("Typed a batch") == 8


def test_what_else_stands_on_paper(browser_in: Browser) -> None:
    """No preference, one left out, one given to several, a candidate twice, and one who has withdrawn."""
    office = Typing(browser_in, "Odd papers", withdrawn="Dee")
    lines = ["-", "1 _ 3", "x 2", "1 1 2", "4 1", "2,1"]
    assert office.typed("A", "Olive", lines).status_code == 302
    assert office.typed("A", "Oscar", lines).status_code == 302
    where, page = office.read()
    assert "What was understood" in page, page
    office.send(f"{where}/confirm", {})
    assert sum(office.ballots().values()) == 6
    assert office.ballots()[1, 0, 3] == 1
    assert office.ballots()[1, 1, 2] == 1
    assert office.ballots()[2, 1] == 1
    assert office.ballots()[()] == 1


def test_nobody_types_twice_and_a_batch_has_as_many_papers_as_it_says(browser_in: Browser) -> None:
    office = Typing(browser_in, "Refused")
    for lines, total, said in (
        (["1 2"], 2, "the batch says 2 papers, and 1 lines were typed"),
        (["1 5"], 1, "line 1: “5” is not a candidate’s number; they go from 1 to 4"),
        (["1", "", "2"], 3, "line 2: it is empty; type - for a paper with no preference"),
        (["1 _"], 1, "line 1: no preference follows the last _"),
    ):
        answer = office.typed("A", "Olive", lines, total)
        assert (answer.status_code, said.casefold() in answer.content.decode().casefold()) == (422, True), (
            answer.content.decode()
        )
    assert office.typed("A", "Olive", ["1", "2"]).status_code == 302
    for by, lines, said in (
        ("olive", ["1", "2"], "somebody else has to type it the second time"),
        ("Oscar", ["1", "2", "3"], "the first time the batch had 2 papers"),
    ):
        assert said.casefold() in office.typed("A", by, lines).content.decode().casefold()
    # What the first typed is shown to nobody before the second has typed.
    assert browser_in.get(f"{office.page}/first.csv").status_code == 404
    assert "typed: Ann" not in browser_in.page(office.batch("A"))
    assert office.typed("A", "Oscar", ["1", "3"]).status_code == 302
    assert office.typed("A", "Otto", ["1", "3"]).status_code == 422
    assert office.settled("A", 1, pick="1").status_code == 422
    assert office.settled("A", 2, said="9").status_code == 422
    assert office.send(f"{office.batch('A')}/away", {"name": "B"}, form=office.batch("A")).status_code == 422
    assert office.send(f"{office.batch('A')}/away", {"name": "A"}, form=office.batch("A")).status_code == 302
    assert "Batch A" not in browser_in.page(office.page)


def test_names_of_batches_and_people_with_html_stay_text(browser_in: Browser) -> None:
    office, attack = Typing(browser_in, "Hostile batch"), "<b>x</b>"
    assert office.typed(attack, attack, ["1"]).status_code == 302
    assert attack not in browser_in.get(office.page).content.decode()
