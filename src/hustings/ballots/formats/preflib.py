"""PrefLib's files of orders: .soc, .soi (strict orders, complete or not), .toc, .toi (with ties).

# ALTERNATIVE NAME 1: Ash         the modern header; older files begin with the number of candidates,
5: 1,2                            then «1,Ash» a line, then «voters,sum,orders», and give orders as «5,1,2»
1: 2,{1,4}                        1 and 4 equal
"""

from __future__ import annotations

import re

from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots, Ranking
from hustings.ballots.faults import Faults
from hustings.ballots.names import full_names, names_and_parties
from hustings.ballots.registry import Fit, Format
from hustings.ballots.source import Source
from hustings.election.files import decoded
from hustings.election.problems import BadInput, Problem, shown

KINDS = ("soc", "soi", "toc", "toi")
ORDER = re.compile(r"(?:[0-9]+|\{[0-9]+(?:,[0-9]+)*\})(?:,(?:[0-9]+|\{[0-9]+(?:,[0-9]+)*\}))*|")


def parse_preflib(data: bytes, name: str) -> Ballots:
    """The ballots in a PrefLib file. name: of the file, for messages. Raises BadInput with all that is wrong, by
    line."""
    faults = Faults(name)
    lines = [(i, line.strip()) for i, line in enumerate(decoded(data, name).splitlines(), 1) if line.strip()]
    if not lines:
        raise BadInput(Problem(name, "the file is empty; ballots are wanted"))
    modern = lines[0][1].startswith("#")
    title, named, orders = _modern(lines, faults) if modern else _older(lines, faults)
    if not named:
        faults.add(lines[0][0], "no candidate is named; «# ALTERNATIVE NAME 1: …» lines are wanted, or an older header")
    faults.stop_if_any()
    cast = [paper for line, papers, order in orders if (paper := _paper(papers, order, len(named), line, faults))]
    faults.stop_if_any()
    names, parties = names_and_parties(named)
    return Ballots.of(names, cast, title=title, parties=parties)


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


Lines = list[tuple[int, str]]
Orders = list[tuple[int, str, str]]


def _modern(lines: Lines, faults: Faults) -> tuple[str, list[str], Orders]:
    title, named, orders = "", dict[int, str](), Orders()
    wanted: tuple[int, int] | None = None
    for line, text in lines:
        if match := re.fullmatch(r"#\s*ALTERNATIVE NAME\s+([0-9]{1,6}):\s*(.*)", text, re.IGNORECASE):
            named[int(match[1])] = match[2].strip()
        elif match := re.fullmatch(r"#\s*TITLE:\s*(.*)", text, re.IGNORECASE):
            title = match[1].strip()
        elif match := re.fullmatch(r"#\s*NUMBER ALTERNATIVES:\s*([0-9]{1,6})", text, re.IGNORECASE):
            wanted = line, int(match[1])
        elif text.startswith("#"):
            continue
        elif match := re.fullmatch(r"([^:]*):\s*(.*)", text):
            orders.append((line, match[1].strip(), match[2].replace(" ", "")))
        else:
            faults.add(line, f"{shown(text)} is no order; it should look like «5: 1,2»")
    if sorted(named) != list(range(1, len(named) + 1)):
        faults.add(
            None, f"the candidates are numbered {', '.join(map(str, sorted(named)))}; they should be 1 to {len(named)}"
        )
    if wanted and wanted[1] != len(named):
        faults.add(wanted[0], f"{wanted[1]} candidates are announced and {len(named)} named")
    return title, [named[number] for number in sorted(named)], orders


def _older(lines: Lines, faults: Faults) -> tuple[str, list[str], Orders]:
    (line, first), rest = lines[0], lines[1:]
    if not re.fullmatch(r"[0-9]{1,6}", first):
        said = f"{shown(first)} is not how a PrefLib file begins: «# FILE NAME: …», or the number of candidates"
        faults.add(line, said)
        faults.stop_if_any()
    number = int(first)
    named: list[str] = []
    for line, text in rest[:number]:
        match = re.fullmatch(r"([0-9]+)\s*,\s*(.+)", text)
        if not match or int(match[1]) != len(named) + 1:
            faults.add(line, f"{shown(text)} should be candidate {len(named) + 1} and the name, with a comma between")
        named.append(match[2].strip() if match else "")
    if len(rest) <= number:
        faults.add(lines[-1][0], f"the file ends before its {number} candidates and their orders do")
    orders = []
    for line, text in rest[number + 1 :]:
        papers, _, order = text.partition(",")
        orders.append((line, papers.strip(), order.replace(" ", "")))
    return "", named, orders


def _paper(papers: str, order: str, candidates: int, line: int, faults: Faults) -> tuple[Ranking, int] | None:
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
    return (tuple(tokens), int(papers)) if faults.check_ranking(tokens, candidates, line) else None


def _groups(ranking: Ranking) -> list[list[int]]:
    """The candidates of a paper by preference, equals together; skipped preferences close up."""
    groups: list[list[int]] = []
    for token in filter(None, ranking):
        if token < 0:
            groups[-1].append(-token)
        else:
            groups.append([token])
    return groups


def recognise_preflib(data: bytes) -> Fit:
    """A header of «# TITLE: …» lines; or, as in older files, the number of candidates and «1,Ash» below it."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"#\s*(FILE NAME|TITLE|DESCRIPTION|DATA TYPE|NUMBER \w+|ALTERNATIVE NAME)", start, re.IGNORECASE):
        return Fit.SURE
    return Fit.LIKELY if re.match(rb"[0-9]+[ \t]*\r?\n1[ \t]*,", start) else Fit.NO


def _read(source: Source) -> Reading:
    return Reading(source.name, "PrefLib", parse_preflib(source.data, source.name))


FORMAT = Format("preflib", "PrefLib", KINDS, recognise_preflib, _read, preflib_text, KINDS)
