"""A margin's file, read again for the record that it is about: its numbers are checked, and its sentences made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hustings.election.files import read_text
from hustings.election.problems import BadInput, Problem
from hustings.margins.aim import KINDS
from hustings.margins.answer import Margin
from hustings.narrative.catalogue import ENGLISH, words
from hustings.narrative.margin import BASES, size
from hustings.narrative.margin_json import FORMAT
from hustings.record.json_reader import loaded
from hustings.record.record import CountRecord

WANTED = {
    "ballots": str,
    "rules": str,
    "seats": int,
    "valid": int,
    "elected": list,
    "at_least": int,
    "basis": str,
    "papers": str,
}


def margin_read(text: str, name: str) -> dict[str, Any]:
    """The keys of a margin's file. name: of the file. Raises BadInput for a file that holds no margin."""
    keys = loaded(text, name)
    if not isinstance(keys, dict) or keys.get("format") != FORMAT:
        raise BadInput(Problem(name, f"this is no margin; `hustings margin --json FILE` writes one ({FORMAT})"))
    wrong = [key for key, kind in WANTED.items() if type(keys.get(key)) is not kind]
    most = keys.get("at_most")
    if not wrong and not (most is None or (type(most) is int and 0 <= keys["at_least"] <= most <= keys["valid"])):
        wrong = ["at_most"]
    if not wrong and keys["basis"] not in BASES:
        wrong = ["basis"]
    if not wrong and keys["papers"] not in KINDS:
        wrong = ["papers"]
    who = keys.get("candidate")
    if not wrong and not (who is None or type(who) is str):
        wrong = ["candidate"]
    if wrong:
        said = f"{', '.join(wrong)}: this is not what `hustings margin` writes; write it again"
        raise BadInput(Problem(name, said))
    return keys


def margin_of_record(path: Path, record: CountRecord, language: str = ENGLISH) -> tuple[str, ...]:
    """The sentences of a margin's file. Raises BadInput for a file that holds no margin, or that of another count."""
    keys = margin_read(read_text(path), str(path))
    if not is_of(keys, record):
        said = "this margin is of another count: other ballots, rule book, places or elected; find it again"
        raise BadInput(Problem(str(path), said))
    return margin_sentences(keys, language)


def is_of(keys: dict[str, Any], record: CountRecord) -> bool:
    """Whether a margin is about this record: the same ballots, rule book and places, and the same elected."""
    elected = [record.names[number - 1] for number in record.facts.elected]
    same = (keys["ballots"], keys["rules"], keys["seats"], keys["valid"])
    own = (record.ballots.sha256, record.question.rules.name, record.question.seats, record.facts.valid)
    return same == own and sorted(map(str, keys["elected"])) == sorted(elected)


def margin_sentences(keys: dict[str, Any], language: str = ENGLISH) -> tuple[str, ...]:
    """How close it was, and what that number means."""
    who = keys.get("candidate")
    margin = Margin(
        keys["at_least"],
        keys.get("at_most"),
        keys["valid"],
        (1,) if who in keys["elected"] else (),
        () if who is None else (who,),
        keys["basis"],
        points=0,
        trials=0,
        finished=True,
        certain=keys.get("contested") is False,
        kind=next(kind for kind in KINDS if kind == keys["papers"]),
        candidate=None if who is None else 1,
    )
    say = words(language, file="margin")
    if margin.certain or margin.at_most == 0:
        return (size(margin, language),)
    return size(margin, language), say(BASES[margin.basis]), say("about.worst")
