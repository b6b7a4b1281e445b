"""Votes in a column a candidate: numbers that are ranks, or scores where a person or the layout says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from hustings.ballots.account import Part
from hustings.ballots.ballots import MOST_PREFERENCES, Ranking
from hustings.ballots.matching import Listed
from hustings.ballots.tables.headers import Column
from hustings.ballots.tables.known import RANKS, SCORES, meaning_of, rank_of
from hustings.ballots.tables.votes import QuestionCells, Votes
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, shown

NUMBER = re.compile(r"\d{1,9}([.,]\d{1,6})?")
LOST_SCORES = "the scores of candidates (their order is kept)"


def votes_in_ranks(asked: QuestionCells) -> Votes:
    """The votes of a question with a column a candidate. Raises BadInput for what cannot be known to be ranks."""
    names, numbers, parts = _candidates(asked)
    scores = asked.options.cells == "scores" or asked.table.best_is_highest
    values = {cell: _value(cell, asked, scores) for cell in dict.fromkeys(chain.from_iterable(asked.distinct))}
    for cells, papers in asked.distinct.items():
        for column, cell in zip(asked.question.columns, cells, strict=True):
            if values[cell] is None:
                right = "a score is a number" if scores else "a preference is a number from 1"
                asked.faults.add(papers.line, f"{shown(column.label)} has {shown(cell)}; {right}")
    asked.faults.stop_if_any()
    found: dict[str, Decimal] = {cell: value for cell, value in values.items() if value is not None}
    if not scores:
        _check_ranks(asked, found)
    elif asked.options.cells is None:
        _check_scores_of_ranks(asked, found)
    ranks = found if scores else {cell: int(value) for cell, value in found.items()}
    order = _scored if scores else _ranked
    cast = []
    for cells, papers in asked.distinct.items():
        cast.append((order([ranks[cell] for cell in cells], numbers), papers.number))
    parts += list(_words(asked, found))
    lost = (LOST_SCORES,) if scores else ()
    where = asked.options.listed_in if asked.options.candidates else f"the header, line {asked.table.line}"
    undeclared = tuple(number for number, name in enumerate(names, 1) if meaning_of(name) == "write-in")
    return Votes(
        names,
        cast,
        where,
        tuple(parts),
        lost=lost,
        undeclared=() if asked.options.candidates else undeclared,
    )


def _candidates(asked: QuestionCells) -> tuple[tuple[str, ...], list[int], list[Part]]:
    """Names, the number of each column's candidate, and what was understood. Candidates of a list stand in the order of
    the columns, then those without one, whom nobody ranked."""
    columns, listed = asked.question.columns, Listed(asked.options)
    if not listed:
        return tuple(column.label for column in columns), list(range(1, len(columns) + 1)), []
    taken: dict[int, Column] = {}
    parts = []
    for column in columns:
        number = listed.number(column.label)
        if number is None:
            asked.faults.add(asked.table.line, listed.unknown(column.label))
        elif number in taken:
            said = f"columns {shown(taken[number].header)} and {shown(column.header)} are the same candidate"
            asked.faults.add(asked.table.line, said)
        else:
            taken[number] = column
            if folded(column.label) != folded(listed.names[number - 1]):
                parts.append(Part("name", column.label, listed.names[number - 1]))
    asked.faults.stop_if_any()
    without = [number for number in listed.standing() if number not in taken]
    parts += [Part("name", listed.names[n - 1], "candidate", "there is no column; nobody ranked them") for n in without]
    names = tuple(listed.names[number - 1] for number in (*taken, *without))
    return names, list(range(1, len(taken) + 1)), parts


def _value(cell: str, asked: QuestionCells, scores: bool) -> Decimal | None:
    """The rank or score of a cell, 0 where there is none; None for what is neither."""
    if not cell or meaning_of(cell) == "blank" or asked.options.words.get(folded(cell)) == "blank":
        return Decimal(0)
    if scores:
        return Decimal(cell.replace(",", ".")) if NUMBER.fullmatch(cell) else None
    rank = rank_of(cell)
    return None if rank is None else Decimal(rank)


def _check_ranks(asked: QuestionCells, values: dict[str, Decimal]) -> None:
    """Raises BadInput unless the numbers are known to be ranks: by the user, by words, or as they cannot be scores."""
    highest = max(values.values(), default=Decimal(0))
    if highest > MOST_PREFERENCES:
        line = _line_of(asked, values, lambda ranks: highest in ranks)
        said = f"a candidate has {highest:,}; a paper has {MOST_PREFERENCES:,} preferences at most"
        raise BadInput(Problem(asked.table.table.name, said, line))
    if asked.options.cells == "ranks":
        return
    file, question = asked.table.table.name, asked.question
    settle = "say --cells ranks if 1 is the first preference, or --cells scores if the highest is"
    headers = " ".join([question.title, *(column.label for column in question.columns)]).casefold()
    if SCORES.search(question.title.casefold()) or (not question.title and SCORES.search(headers)):
        raise BadInput(Problem(file, f"the header says that the numbers are scores; {settle}", asked.table.line))
    if highest > len(question.columns):
        line = _line_of(asked, values, lambda ranks: highest in ranks)
        said = f"a candidate has {highest}, and there are {len(question.columns)}"
        raise BadInput(Problem(file, f"{said}: are the numbers scores? {settle[0].upper()}{settle[1:]}", line))
    if len(question.columns) > 2 and all(_from_nought(cells, values) for cells in asked.distinct if any(cells)):
        said = f"every paper has the numbers 0 to {len(question.columns) - 1}, so that 0 may be the first preference"
        settle = "begin at 1 if it is, or say --cells ranks if 0 is unranked, or --cells scores if the highest is first"
        raise BadInput(Problem(file, f"{said}; {settle}", _line_of(asked, values, lambda ranks: 1 in ranks)))
    in_words = any(cell and meaning_of(cell) is None and not NUMBER.fullmatch(cell) for cell in values)
    if in_words or RANKS.search(question.title.casefold()):
        return
    if line := _line_of(asked, values, lambda ranks: len(set(filter(None, ranks))) < len(list(filter(None, ranks)))):
        said = "a paper gives two candidates the same number, as ranks and scores may"
        raise BadInput(Problem(file, f"{said}; {settle}", line))


def _from_nought(cells: Sequence[str], values: dict[str, Decimal]) -> bool:
    """Whether a paper ranks every candidate, if its ranks begin at 0."""
    written = all(NUMBER.fullmatch(cell) for cell in cells)
    return written and sorted(values[cell] for cell in cells) == [*range(len(cells))]


def _check_scores_of_ranks(asked: QuestionCells, values: dict[str, Decimal]) -> None:
    """Raises BadInput where a layout that keeps ranks as scores has scores that are no ranks."""
    if line := _line_of(asked, values, lambda scores: sorted(filter(None, scores)) != _consecutive(scores)):
        said = "the numbers of this paper are not a ranking, which this layout numbers downwards to 1"
        raise BadInput(Problem(asked.table.table.name, f"{said}; if they are scores, say --cells scores", line))


def _consecutive(scores: Sequence[Decimal]) -> list[Decimal]:
    """As many numbers as candidates have a score, one after another, from the lowest."""
    some = sorted(filter(None, scores))
    return [some[0] + i for i in range(len(some))] if some else []


def _line_of(asked: QuestionCells, values: dict[str, Decimal], test: object) -> int | None:
    """The line of the first paper whose numbers pass the test."""
    assert callable(test)
    return next(
        (papers.line for cells, papers in asked.distinct.items() if test([values[cell] for cell in cells])), None
    )


def _ranked(ranks: Sequence[Decimal | int], numbers: Sequence[int]) -> Ranking:
    """Tokens in the order of ranks; a number nobody has is a skipped preference."""
    tokens: list[int] = []
    place = 0
    for rank, number in sorted([(int(rank), number) for rank, number in zip(ranks, numbers, strict=True) if rank]):
        if rank == place:
            tokens.append(-number)
            continue
        tokens.extend([0] * (rank - place - 1))
        tokens.append(number)
        place = rank
    return tuple(tokens)


def _scored(scores: Sequence[Decimal | int], numbers: Sequence[int]) -> Ranking:
    """Tokens by score, the highest first, equal ones together; 0 is unranked."""
    tokens: list[int] = []
    last = None
    for score, number in sorted((-score, number) for score, number in zip(scores, numbers, strict=True) if score):
        tokens.append(-number if score == last else number)
        last = score
    return tuple(tokens)


def _words(asked: QuestionCells, values: dict[str, Decimal]) -> Iterator[Part]:
    """What stands in place of a rank, with how often."""
    for word in values:
        if word and not values[word]:
            times = sum(cells.count(word) * papers.rows for cells, papers in asked.distinct.items())
            yield Part("word", word, "unranked", times=times)
