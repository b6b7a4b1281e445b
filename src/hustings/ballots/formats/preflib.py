"""PrefLib's files of orders: .soc, .soi (strict orders, complete or not), .toc, .toi (with ties).

# ALTERNATIVE NAME 1: Ash         the modern header; older files begin with the number of candidates,
5: 1,2                            then «1,Ash» a line, then «voters,sum,orders», and give orders as «5,1,2»
1: 2,{1,4}                        1 and 4 equal
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hustings.ballots.account import Reading, Total
from hustings.ballots.ballots import MOST_CANDIDATES, OVERVOTE, Ballots, Ranking
from hustings.ballots.faults import FileFaults
from hustings.ballots.names import full_names, names_and_parties
from hustings.ballots.registry import Format, Match
from hustings.ballots.soundness import too_many
from hustings.ballots.source import Source, lines_of
from hustings.election.names import unfit_names
from hustings.election.problems import BadInput, Problem, nearest, shown

KINDS = ("soc", "soi", "toc", "toi")
CANDIDATES, VOTERS, ORDERS = "candidates", "voters", "different orders"
STATED = {"NUMBER ALTERNATIVES": CANDIDATES, "NUMBER VOTERS": VOTERS, "NUMBER UNIQUE ORDERS": ORDERS}
NAMED = re.compile(r"#\s*ALTERNATIVE NAME\s+([0-9]{1,6})\s*:\s*(.*)", re.IGNORECASE)
FACT = re.compile(rf"#\s*(TITLE|DATA TYPE|{'|'.join(STATED)})\s*:\s*(.*)", re.IGNORECASE)
Lines = list[tuple[int, str]]
Orders = list[tuple[int, str, str]]
ORDER = re.compile(r"(?:[0-9]{1,9}|\{[0-9]{1,9}(?:,[0-9]{1,9})*\})(?:,(?:[0-9]{1,9}|\{[0-9]{1,9}(?:,[0-9]{1,9})*\}))*|")


@dataclass(slots=True)
class _File:
    """One file under way. kind: of its DATA TYPE. totals: what the header states, by what it is of: line, number."""

    title: str = ""
    kind: str = ""
    named: list[tuple[int, str]] = field(default_factory=list)
    orders: Orders = field(default_factory=list)
    totals: dict[str, tuple[int, int]] = field(default_factory=dict)


def read(source: Source) -> Reading:
    """What a PrefLib file holds. Raises BadInput with all that is wrong, by line."""
    faults = FileFaults(source.name)
    lines = [(i, line.strip()) for i, line in enumerate(lines_of(source.text), 1) if line.strip()]
    modern = lines[0][1].startswith("#")
    file = _modern(lines, faults) if modern else _older(lines, faults)
    if not file.named:
        faults.add(lines[0][0], "no candidate is named; «# ALTERNATIVE NAME 1: …» lines are wanted, or an older header")
    if len(file.named) > MOST_CANDIDATES:
        faults.add(None, too_many(len(file.named)))
    faults.stop_if_any()
    cast = [paper for order in file.orders if (paper := _paper(*order, len(file.named), file.kind, faults))]
    names, parties = names_and_parties(name for _, name in file.named)
    for place, said in unfit_names(names):
        faults.add(file.named[place][0], said)
    faults.stop_if_any()
    totals = _totals(file, cast, faults)
    faults.stop_if_any()
    ballots = Ballots.of(names, cast, title=file.title, parties=parties)
    layout = "PrefLib" if modern else "PrefLib (older layout)"
    return Reading(source.name, layout, ballots, totals=totals)


def _totals(file: _File, cast: list[tuple[Ranking, int]], faults: FileFaults) -> tuple[Total, ...]:
    """The totals of the header; a fault for each that the file does not have."""
    there = {CANDIDATES: len(file.named), VOTERS: sum(papers for _, papers in cast), ORDERS: len(file.orders)}
    if file.totals.get(ORDERS, (0, 0))[1] == (different := len({ranking for ranking, _ in cast})):
        there[ORDERS] = different
    for of, (line, number) in file.totals.items():
        if number != there[of]:
            said = f"the header states {number:,} {of} and the file has {there[of]:,}; it may have been cut short"
            faults.add(line, said)
    return tuple(Total(of, f"{number:,}", line) for of, (line, number) in file.totals.items())


def preflib_text(ballots: Ballots, kind: str, name: str) -> tuple[str, list[str]]:
    """The ballots as a PrefLib file of this kind, and what it cannot hold, in words. Raises BadInput for equal
    preferences in a strict kind, incomplete papers in a complete one, and fractions of papers."""
    if ballots.decimals:
        raise BadInput(Problem(name, "PrefLib files hold whole papers only; BLT and CSV hold weights like 2.5"))
    lost = [*ballots.lost]
    if 0 in ballots.tokens:
        lost.append("which preferences were left out (the others close up)")
    for there, words in ((ballots.seats, "the number of places"), (ballots.withdrawn, "who has withdrawn")):
        if there:
            lost.append(words)
    if ballots.tie_order or ballots.nicknames:
        lost.append("the tie order and nicknames")
    orders = []
    for ranking, papers in ballots:
        groups = _groups(ranking)
        named = [number for group in groups for number in group]
        if OVERVOTE in named or len(set(named)) < len(named):
            said = "a paper has an overvoted preference or a candidate twice, which PrefLib cannot hold"
            raise BadInput(Problem(name, f"{said}; write .blt or .csv"))
        if kind.startswith("s") and any(len(group) > 1 for group in groups):
            raise BadInput(
                Problem(name, f"a paper gives equal preferences, which .{kind} cannot hold; write .t{kind[1:]}")
            )
        if kind.endswith("c") and sum(map(len, groups)) < len(ballots.names):
            raise BadInput(Problem(name, f"a paper does not rank everybody, as .{kind} wants; write .{kind[:2]}i"))
        order = ",".join(str(g[0]) if len(g) == 1 else "{" + ",".join(map(str, g)) + "}" for g in groups)
        orders.append(f"{papers}: {order}".rstrip() if order else f"{papers}:")
    header = [
        f"# FILE NAME: {name.replace(chr(92), '/').rpartition('/')[2]}",
        f"# TITLE: {ballots.title}",
        f"# DATA TYPE: {kind}",
        f"# NUMBER ALTERNATIVES: {len(ballots.names)}",
        f"# NUMBER VOTERS: {ballots.total}",
        f"# NUMBER UNIQUE ORDERS: {len(ballots)}",
        *(f"# ALTERNATIVE NAME {i}: {each}" for i, each in enumerate(full_names(ballots), 1)),
    ]
    return "\n".join([*header, *orders]) + "\n", lost


def _modern(lines: Lines, faults: FileFaults) -> _File:
    file, named = _File(), dict[int, tuple[int, str]]()
    for line, text in lines:
        if match := NAMED.fullmatch(text):
            if int(match[1]) in named:
                faults.add(line, f"alternative {int(match[1])} is named in line {named[int(match[1])][0]} already")
            named[int(match[1])] = line, match[2].strip()
        elif match := FACT.fullmatch(text):
            _fact(file, match[1].upper(), match[2].strip(), line, faults)
        elif text.startswith("#"):
            continue
        elif match := re.fullmatch(r"([^:]*):\s*(.*)", text):
            file.orders.append((line, match[1].strip(), match[2].replace(" ", "")))
        else:
            faults.add(line, f"{shown(text)} is no order; it should look like «5: 1,2»")
    if sorted(named) != list(range(1, len(named) + 1)):
        numbers = ", ".join(map(str, sorted(named)))
        faults.add(None, f"the candidates are numbered {shown(numbers)}; they should be 1 to {len(named)}")
    file.named = [named[number] for number in sorted(named)]
    return file


def _fact(file: _File, key: str, value: str, line: int, faults: FileFaults) -> None:
    """Keep a fact of the modern header that says something about the papers."""
    if key == "TITLE":
        file.title = value
    elif key == "DATA TYPE":
        file.kind = value.lower()
        if file.kind not in KINDS:
            known = ", ".join(KINDS)
            faults.add(
                line, f"the data type is {shown(value)}; ballots are of the types {known}{nearest(value, KINDS)}"
            )
    elif key in STATED:
        if re.fullmatch(r"[0-9]{1,15}", value):
            file.totals[STATED[key]] = line, int(value)
        else:
            faults.add(line, f"“{key}” is {shown(value)}; it should be a whole number")


def _older(lines: Lines, faults: FileFaults) -> _File:
    (line, first), rest = lines[0], lines[1:]
    if not re.fullmatch(r"[0-9]{1,6}", first):
        said = f"{shown(first)} is not how a PrefLib file begins: «# FILE NAME: …», or the number of candidates"
        faults.add(line, said)
        faults.stop_if_any()
    number, file = int(first), _File()
    file.totals[CANDIDATES] = line, number
    for line, text in rest[:number]:
        match = re.fullmatch(r"([0-9]{1,6})\s*,\s*(.+)", text)
        if not match or int(match[1]) != len(file.named) + 1:
            said = f"{shown(text)} should be candidate {len(file.named) + 1} and the name, with a comma between"
            faults.add(line, said)
        file.named.append((line, match[2].strip() if match else "?"))
    if len(rest) <= number:
        faults.add(lines[-1][0], f"the file ends before its {number} candidates and their orders do")
        faults.stop_if_any()
    line, text = rest[number]
    if match := re.fullmatch(r"([0-9]{1,15})\s*,\s*([0-9]{1,15})\s*,\s*([0-9]{1,15})", text):
        file.totals |= {VOTERS: (line, int(match[2])), ORDERS: (line, int(match[3]))}
    else:
        said = f"{shown(text)} should be three numbers: voters, their sum, and different orders, as in «13,13,3»"
        faults.add(line, said)
    for line, text in rest[number + 1 :]:
        papers, _, order = text.partition(",")
        file.orders.append((line, papers.strip(), order.replace(" ", "")))
    return file


def _paper(
    line: int, papers: str, order: str, candidates: int, kind: str, faults: FileFaults
) -> tuple[Ranking, int] | None:
    if not re.fullmatch(r"[0-9]{1,12}", papers) or int(papers) == 0:
        faults.add(line, f"the number of papers is {shown(papers)}; it should be a whole number above 0")
        return None
    if not ORDER.fullmatch(order):
        faults.add(line, f"{shown(order)} is no order; it should look like «1,2» or «2,{{1,4}}»")
        return None
    tokens = [
        -number if i else number
        for group in re.findall(r"\{([^}]*)\}|([0-9]+)", order)
        for i, number in enumerate(map(int, (group[0] or group[1]).split(",")))
    ]
    if not faults.check_ranking(tokens, candidates, line):
        return None
    if kind.startswith("s") and min(tokens, default=0) < 0:
        faults.add(line, f"this order has equal candidates, and files of the type {kind} have none")
    if kind.endswith("c") and len(set(map(abs, tokens))) < candidates:
        faults.add(line, f"this order leaves candidates out, and files of the type {kind} rank all {candidates}")
    return tuple(tokens), int(papers)


def _groups(ranking: Ranking) -> list[list[int]]:
    """The candidates of a paper by preference, equals together; skipped preferences close up."""
    groups: list[list[int]] = []
    for token in filter(None, ranking):
        if token < 0:
            groups[-1].append(-token)
        else:
            groups.append([token])
    return groups


# What may stand before the first line: a byte order mark, blank lines.
START = rb"(?:\xef\xbb\xbf)?\s*"


def recognise_preflib(data: bytes) -> Match:
    """A header of «# TITLE: …» lines; or, as in older files, the number of candidates and «1,Ash» below it."""
    if re.match(
        START + rb"#\s*(FILE NAME|TITLE|DESCRIPTION|DATA TYPE|NUMBER \w+|ALTERNATIVE NAME)", data, re.IGNORECASE
    ):
        return Match.SURE
    return Match.LIKELY if re.match(START + rb"[0-9]+[ \t]*\r?\n1[ \t]*,", data) else Match.NO


FORMAT = Format("preflib", "PrefLib", KINDS, recognise_preflib, read, preflib_text, KINDS)
