"""The catalogue: a language is a folder; every key in the code has its sentence; forms go with numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from hustings.cli.nomination_tables import OF_SLATES
from hustings.election.moments import Timetable
from hustings.election.nouns import Election, Example
from hustings.forecast.beliefs import BallotOrder
from hustings.forecast.resulted import Kind
from hustings.narrative import catalogue as room
from hustings.narrative.catalogue import catalogue, words
from hustings.narrative.heading import notice_of
from hustings.narrative.plan_assumptions import ASSUMED, MEASURED, STATED
from hustings.narrative.plan_changes import CHANGED, WRONG
from hustings.narrative.plan_words import GIVEN, WAYS, WORDED, key
from hustings.narrative.rule_book import answer_key
from hustings.nominations.tally import Why
from hustings.planning.recommendation import LeftOut
from hustings.planning.sensitivity import AS_BELIEVED
from hustings.record.record import Fate
from hustings.rules.book import QUESTIONS

WORDS = Path(room.__file__).parent / "words"
SOURCE = Path(room.__file__).parent
FILES = [path.stem for path in sorted((WORDS / "en").glob("*.toml")) if path.stem != "language"]
BELIEFS = (*WRONG, AS_BELIEVED)
SLOT = re.compile(r"\{(\w+)(?::[^{}]*)?\}")


def test_a_form_goes_with_its_number() -> None:
    say = words("en", {"site.menu": "{n:no places|one place|# places}, {n:is|are}"})
    assert [say("site.menu", n=n) for n in (0, 1, 2, 1200)] == [
        "no places, are", "one place, is", "2 places, are", "1,200 places, are",
    ]  # fmt: skip


def test_a_language_with_more_forms_needs_no_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Welsh: «dwy gath», «tair cath», by the table in its own folder; a word with one form fewer says the last."""
    folder = tmp_path / "words" / "zz"
    folder.mkdir(parents=True)
    (folder / "language.toml").write_text(
        'numbers = [[3], [2], [1]]\nbetween = ", "\nlast = [["[AEIOU].*", " ac "], [".*", " a "]]\n'
        'either = [[".*", " neu "]]\nname = "Ω"\nreviewed_by = "Ω"\n'
        'tag = "zz"\nordinals = [["1", "#af"], [".*", "#fed"]]\n'
    )
    (folder / "site.toml").write_text('[a]\ncats = "{n:tair cath|dwy gath|cath|# cath}"\nis = "{n:yw|ydynt}"\n')
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    say = words("zz")
    assert [say("a.cats", n=n) for n in (3, 2, 1, 5)] == ["tair cath", "dwy gath", "cath", "5 cath"]
    assert [say("a.is", n=n) for n in (1, 2, 3)] == ["yw", "ydynt", "ydynt"]
    assert say.listed(["A", "B", "C"]) == "A, B a C"
    assert say.listed(["B", "A"]) == "B ac A"
    assert say.either(["A", "B"]) == "A neu B"
    assert [say.ordinal(n) for n in (1, 4)] == ["1af", "4fed"]


def test_braces_in_a_name_are_not_filled() -> None:
    say = words("en", file="count")
    assert say("elected.unopposed", names="{n} | {names}", n=1) == "{n} | {names} is elected unopposed"


@pytest.mark.parametrize("language", sorted(path.name for path in WORDS.iterdir() if path.is_dir()))
def test_every_language_has_every_sentence_with_the_same_slots(language: str) -> None:
    """A translation that lacks a sentence, or fills a slot that there is not, fails here and not on a page."""
    assert {path.stem for path in (WORDS / language).glob("*.toml")} == {*FILES, "language"}
    for file in FILES:
        english, other = flat(catalogue("en", file)), flat(catalogue(language, file))
        assert english.keys() == other.keys(), (language, file)
        for name, text in english.items():
            assert {*SLOT.findall(other[name])} == {*SLOT.findall(text)}, (language, file, name)


# Where the code and the templates are that know the sentences of these files.
KNOWING = ("narrative", "reports", "cli", "front")
OF_THE_SITE = "site"


@pytest.mark.parametrize("file", [file for file in FILES if file != OF_THE_SITE])
def test_every_key_in_the_code_is_a_sentence_and_every_sentence_is_used(file: str) -> None:
    """Planted: a key misspelt in the code, a sentence left in the catalogue."""
    known = set(flat(catalogue("en", file)))
    places = [path for room in KNOWING for path in (SOURCE.parent / room).rglob("*") if path.suffix in (".py", ".html")]
    code = "\n".join(path.read_text("utf-8") for path in places)
    written = set(re.findall(r"[\"']([a-z_]+\.[a-z_0-9]+)[\"']", code))
    assert known <= written | {*built()}
    pages = catalogue("en", file)
    assert {key for key in written if key.partition(".")[0] in pages and not FILE_NAME.search(key)} <= known


FILE_NAME = re.compile(r"\.(toml|csv|json|html|md|css|svg)$")


def built() -> Iterator[str]:
    """Keys that the code puts together, from the names that can stand in them."""
    yield from (f"vacancy.{name}" for name in re.findall(r'"([a-z_]+)"', (SOURCE / "vacancy.py").read_text()))
    yield from (f"heading.{kind}" for kind in ("surplus", "exclusion", "election"))
    yield from (f"tie.{what}_{tied}" for what in ("for", "does") for tied in ("surplus", "exclusion", "election"))
    yield from (f"tied.{name}" for name in ("surplus", "exclusion", "election", "lot", "decision"))
    yield from (f"fate.{fate.replace(' ', '_')}{end}" for fate in get_args(Fate) for end in ("", "_at"))
    yield from (f"notice.{example}" for example in get_args(Example))
    yield from (f"quota.{answer}" for answer in quota_answers())
    yield from (f"part_of.{part}" for part in ("all", "some", "none"))
    yield from (f"{page}.{key(name)}" for page in ("way", "meaning", "way_named") for name in (*WAYS, GIVEN))
    yield from (f"number.{number}" for number in range(WORDED + 1))
    yield from (f"headline.{can}_expect_worst" for can in ("can", "could"))
    yield from (f"{page}.{key(belief)}" for page in ("belief", "belief_named", "belief_means") for belief in BELIEFS)
    yield from (f"rests_if.{key(belief)}" for belief in WRONG)
    yield from (f"changed.{words}" for words in CHANGED.values())
    yield from (f"left_out.{each.name.lower()}" for each in LeftOut)
    yield from (f"planned.value_{kind}" for kind in ("seats", "guarded", "worst", "at_least"))
    yield from (f"source.{source}" for source in (STATED, MEASURED, ASSUMED))
    spreads = re.findall(r'"([a-z_]+)"', (SOURCE / "plan_assumptions.py").read_text())
    yield from (f"assumed.{name}" for name in (*spreads, *get_args(BallotOrder)))
    yield from (f"not_counted.{why.replace(' ', '_')}" for why in get_args(Why))
    yield from (f"tally.{key}" for key in OF_SLATES)
    yield from (f"untold.{kind}" for kind in get_args(Kind))
    yield from (f"charted.{which}" for which in ("reached_and_short", "reached_by_all", "not_yet_reached"))
    yield from (f"weekday.{day}" for day in range(1, 8))
    yield from (f"{page}.{month}" for page in ("month", "short_month") for month in range(1, 13))
    yield from (f"date.{half}{minutes}" for half in ("am", "pm") for minutes in ("", "_minutes"))
    yield from answers_of_rule_books()


def answers_of_rule_books() -> Iterator[str]:
    """The keys of what each question asks and each answer means; some answers have a term of the field."""
    for question in QUESTIONS:
        yield f"rule_{question.name}.question"
        for answer in question.answers:
            yield from (answer_key(question, answer), f"{answer_key(question, answer)}_term")


def test_every_question_and_every_answer_has_its_words() -> None:
    """Planted elsewhere: an answer in the table alone (tests/rules/test_questions.py)."""
    terms = {name for name in answers_of_rule_books() if name.endswith("_term")}
    assert {*answers_of_rule_books()} - terms <= set(flat(catalogue("en", "rules")))


def test_every_answer_on_the_quota_has_its_sentence() -> None:
    assert quota_answers() <= set(catalogue("en", "count")["quota"])


def quota_answers() -> set[str]:
    """The quotas that there are; the rule books with none have no sentence on it."""
    (question,) = (question for question in QUESTIONS if question.name == "quota")
    return {*map(str, question.answers)} - {"none"}


def test_an_example_says_the_same_in_its_files_and_in_the_catalogue() -> None:
    """The ballots of a simulation are named in a room above the catalogue."""
    nowhere = Election(folder=Path(), title="", organisation="", timetable=Timetable(time_zone="UTC"), contests=())
    for example in get_args(Example):
        assert replace(nowhere, example=example).notice == notice_of(example)


def test_ordinals() -> None:
    say = words("en")
    assert [say.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "101st", "111th",
    ]  # fmt: skip


def flat(pages: dict[str, dict[str, str]]) -> dict[str, str]:
    return dict(_flat(pages))


def _flat(pages: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    for page, sentences in pages.items():
        yield from ((f"{page}.{name}", text) for name, text in sentences.items())


def test_a_page_stands_in_one_file() -> None:
    pages = [page for file in FILES for page in catalogue("en", file)]
    assert len(pages) == len(set(pages))
