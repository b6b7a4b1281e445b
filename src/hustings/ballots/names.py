"""Candidates' names and their parties, as ballots files write them together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hustings.ballots.ballots import Ballots
from hustings.election.names import folded

BRACKETED = re.compile(r"(.*\S) \(([^()]+)\)|(\S+ .*\S)\(([^()]+)\)")
QUOTED = re.compile(r'"?([^"]*[^" ])"? "([^"]+)"')
PREFIXES = re.compile(r"^(Mc|Mac|O['’]|D['’]|Fitz)")


def names_and_parties(written: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and parties apart, parties () where there are none.

    What stands in brackets is a party where more than half of the candidates have one: then it is the file's custom.
    Else it belongs to the name, as in «RON (Re-open nominations)» beside names without brackets. All are left in the
    names too where two names would be the same without, or where it is not certain which is which.
    """
    full = [" ".join(name.split()) for name in written]
    apart = [name_and_party(name) for name in full]
    names, parties = tuple(name for name, _ in apart), tuple(party for _, party in apart)
    ways = {_way(name) for name in full if QUOTED.fullmatch(name)}
    customary = 2 * sum(map(bool, parties)) > len(parties)
    if len(ways) > 1 or not customary or len(set(map(folded, names))) < len(set(map(folded, full))):
        return tuple(full), ()
    return names, parties


def name_and_party(written: str) -> tuple[str, str]:
    """The name and the party of «Name (Party)», «Name(Party)», «Party "Name"» or «Name "Party"»; party "" where none is
    told apart.

    Of two with quotation marks the one is the name that ends in a surname in capitals; where neither does, or both, the
    whole is the name.

    >>> name_and_party("Kevin LANG (LD)"), name_and_party('Lab "Neil COONEY"'), name_and_party("Ash")
    (('Kevin LANG', 'LD'), ('Neil COONEY', 'Lab'), ('Ash', ''))
    >>> name_and_party("Pearl Barbara PAUL(SNP)"), name_and_party('Julie DUNCAN "Independent"')
    (('Pearl Barbara PAUL', 'SNP'), ('Julie DUNCAN', 'Independent'))
    >>> name_and_party('"Ann ASH" "Green Party"'), name_and_party('John Ash "Jack"')
    (('Ann ASH', 'Green Party'), ('John Ash "Jack"', ''))
    """
    if match := BRACKETED.fullmatch(written):
        return match[1] or match[3], match[2] or match[4]
    if match := QUOTED.fullmatch(written):
        first, second = match[1].strip(), match[2].strip()
        return {"name first": (first, second), "party first": (second, first)}.get(_way(written), (written, ""))
    return written, ""


def _way(written: str) -> str:
    """Which of «X "Y"» is the name: "name first", "party first", or "" where that cannot be told."""
    match = QUOTED.fullmatch(written)
    first, second = (_is_person(text) for text in match.groups()) if match else (False, False)
    return "" if first == second else "name first" if first else "party first"


def _is_person(text: str) -> bool:
    """Whether a text ends in a surname in capitals, as returning officers write it: «Neil COONEY», «Jo McINTYRE»."""
    *given, surname = re.sub(r"\([^()]*\)", "", text).split() or [""]
    capitals = PREFIXES.sub("", surname)
    return bool(given) and len(capitals) > 1 and capitals.isupper()


def full_names(ballots: Ballots) -> list[str]:
    """The candidates as «Name (Party)»."""
    parties = ballots.parties or ("",) * len(ballots.names)
    return [f"{name} ({party})" if party else name for name, party in zip(ballots.names, parties, strict=True)]
