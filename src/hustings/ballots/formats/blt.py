"""BLT, the format of Hill, Wichmann and Woodall, in the dialects that programs write (docs/formats.md).

    4 2                  candidates, places             (`blt_head`)
    -3                   candidate 3 has withdrawn
    5 1 2 0              five papers: candidate 1, then 2        (`blt_papers`)
    0                    the end of the papers
    "Ash" …              the names, then the title      (`blt_names`)

Plain papers are read all at once by `blt_plain`; anything else, and every fault, word by word.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hustings.ballots.account import Reading
from hustings.ballots.ballots import OVERVOTE, Ballots, Ranking
from hustings.ballots.blt_head import Head, read_head
from hustings.ballots.blt_names import read_names
from hustings.ballots.blt_papers import OVERVOTED, PapersRead, read_papers
from hustings.ballots.blt_plain import Buffers, plain_papers
from hustings.ballots.faults import FileFaults
from hustings.ballots.names import full_names, names_and_parties
from hustings.ballots.registry import Format, Match
from hustings.ballots.source import Source, lines_of


def read_blt(source: Source) -> Reading:
    """What a BLT file holds. Raises BadInput with all that is wrong, by line."""
    faults = FileFaults(source.name)
    lines = lines_of(source.text)
    head = read_head(lines, faults)
    plain = _plain(lines, head)
    if plain is None:
        papers = read_papers(lines, head, faults)
        (tokens, starts, numbers), decimals = _buffers(papers)
    else:
        papers, decimals = PapersRead(names_at=plain[0]), 0
        tokens, starts, numbers = plain[1]
    named = read_names(lines, papers.names_at, papers.rest, head.candidates, faults)
    faults.stop_if_any()
    ballots = Ballots(
        names=named.names,
        tokens=tokens,
        starts=starts,
        papers=numbers,
        decimals=decimals,
        title=named.title,
        seats=head.seats,
        parties=named.parties,
        withdrawn=tuple(sorted(head.withdrawn)),
        undeclared=tuple(sorted(head.undeclared)),
        nicknames=head.nicknames,
        tie_order=head.tie_order,
        lost=(*head.lost, *(["the identities of ballots"] if papers.identities else [])),
    )
    return Reading(
        source.name,
        f"BLT ({named.layout})" if named.layout else "BLT",
        ballots,
        named.source,
        (*head.parts, *named.parts),
        warnings=(*named.warnings, *_warnings(papers)),
    )


def _plain(lines: list[str], head: Head) -> tuple[int, Buffers] | None:
    """The line that ends the papers, counted from 1, and the papers, where each is a plain line; None otherwise."""
    try:
        end = lines.index("0", head.start)
    except ValueError:
        return None
    said = lines[head.start : end]
    papers = plain_papers(_in_numbers(said, head.nicknames) if head.nicknames else said, head.candidates)
    return (end + 1, papers) if papers else None


def _in_numbers(lines: list[str], nicknames: tuple[str, ...]) -> list[str]:
    """Plain papers with numbers for nicknames; "" for a line that is anything else."""
    numbers = [str(number) for number in range(1, len(nicknames) + 1)]
    known = dict(zip(nicknames, numbers, strict=True)) | dict(zip(numbers, numbers, strict=True))
    found = []
    for line in lines:
        first, *names, last = line.split(" ") if " " in line else ("", "")
        ranking = [known.get(name, "") for name in names]
        found.append(" ".join([first, *ranking, last]) if all(ranking) else "")
    return found


def _buffers(papers: PapersRead) -> tuple[Buffers, int]:
    """tokens, starts and papers, and the decimals of their weights."""
    decimals = max([0, *(-int(weight.normalize().as_tuple().exponent) for _, weight in papers.cast)])
    numbers = ((ranking, int(weight.scaleb(decimals))) for ranking, weight in papers.cast)
    whole = Ballots.of((), numbers, decimals=decimals)
    return (whole.tokens, whole.starts, whole.papers), whole.decimals


def _warnings(papers: PapersRead) -> list[str]:
    found = []
    if papers.flowing:
        many = "a paper runs" if len(papers.flowing) == 1 else f"{len(papers.flowing):,} papers run"
        said = f"{many} over line ends, the first from line {papers.flowing[0]}"
        found.append(f"{said}; a 0 missing at the end of a line would join two papers")
    if papers.crowded:
        said = f"the 0 that ends a paper stands within line {papers.crowded[0]}"
        further = len(papers.crowded) - 1
        more = f" and {further:,} more line{'s' if further > 1 else ''}" if further else ""
        found.append(f"{said}{more}, and another paper begins there; a preference left out would be written -")
    if twice := [identity for identity, times in papers.identities.items() if times > 1]:
        said = f"the identity {twice[0]} stands before {papers.identities[twice[0]]} papers"
        more = f", and {len(twice) - 1} more stand before several" if len(twice) > 1 else ""
        found.append(f"{said}{more}; if an identity is a ballot's own, it was entered twice")
    return found


def recognise_blt(data: bytes) -> Match:
    """A first line of two whole numbers: candidates and places."""
    lines = data[:4096].removeprefix(b"\xef\xbb\xbf").splitlines()
    said = [line for line in (line.partition(b"#")[0].strip() for line in lines) if line]
    if not said or not re.fullmatch(rb"[0-9]+[ ,\t]+[0-9]+[ ,\t]*", said[0]):
        return Match.NO
    if b"," not in said[0].rstrip(b", \t"):
        return Match.SURE
    return Match.LIKELY if len(said) > 1 and re.match(rb"[-\[(0-9]", said[1]) else Match.NO


def blt_text(ballots: Ballots) -> tuple[str, list[str]]:
    """The ballots as a BLT file in droop's dialect, and what it cannot hold, in words."""
    lost = [*ballots.lost]
    if ballots.seats is None:
        lost.append("that the number of places is not known: BLT must name one, and 1 is written")
    lines = [f"{len(ballots.names)} {1 if ballots.seats is None else ballots.seats}"]
    options = (("withdrawn", ballots.withdrawn), ("undeclared", ballots.undeclared), ("tie", ballots.tie_order))
    for option, values in (*options, ("nick", ballots.nicknames)):
        if values:
            lines.append(f"[{option} {' '.join(map(str, values))}]")
    lines += [_paper_text(ranking, Decimal(papers).scaleb(-ballots.decimals)) for ranking, papers in ballots]
    return "\n".join([*lines, "0", *_names_text(ballots), _quoted(ballots.title)]) + "\n", lost


def _paper_text(ranking: Ranking, papers: Decimal) -> str:
    marks = [f"{papers:f}"]
    for token in ranking:
        if token < 0:
            marks[-1] += f"={-token}"
        else:
            marks.append({0: "-", OVERVOTE: OVERVOTED}.get(token, str(token)))
    return " ".join([*marks, "0"])


def _names_text(ballots: Ballots) -> list[str]:
    """A line a candidate: «Name (Party)», or name and party apart where the first would not be read back equal."""
    written = full_names(ballots)
    if names_and_parties(written) == (ballots.names, ballots.parties if any(ballots.parties) else ()):
        return [_quoted(name) for name in written]
    parties = ballots.parties or ("",) * len(ballots.names)
    return [f"{_quoted(name)} {_quoted(party)}" for name, party in zip(ballots.names, parties, strict=True)]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _write(ballots: Ballots, _ending: str, _name: str) -> tuple[str, list[str]]:
    return blt_text(ballots)


FORMAT = Format("blt", "BLT", ("blt",), recognise_blt, read_blt, _write, ("blt",))
