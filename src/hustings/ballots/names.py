"""Candidates' names and their parties, as ballots files write them together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hustings.ballots.ballots import Ballots
from hustings.election.names import folded


def names_and_parties(written: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and parties apart, parties () where there are none.

    What stands in brackets is a party where more than half of the candidates have some: then it is the file's custom.
    Else it belongs to the name, as in «RON (Re-open nominations)» beside names without brackets. Parties are left in
    the names too where two names would be the same without.
    """
    full = [" ".join(name.split()) for name in written]
    apart = [name_and_party(name) for name in full]
    names, parties = tuple(name for name, _ in apart), tuple(party for _, party in apart)
    customary = 2 * sum(map(bool, parties)) > len(parties)
    if not customary or len(set(map(folded, names))) < len(set(map(folded, full))):
        return tuple(full), ()
    return names, parties


def name_and_party(written: str) -> tuple[str, str]:
    """The name and the party of «Name (Party)», «Name(Party)» or «Party "Name"»; party "" where neither is said.

    >>> name_and_party("Kevin LANG (LD)"), name_and_party('Lab "Neil COONEY"'), name_and_party("Ash")
    (('Kevin LANG', 'LD'), ('Neil COONEY', 'Lab'), ('Ash', ''))
    >>> name_and_party("Pearl Barbara PAUL(SNP)")
    ('Pearl Barbara PAUL', 'SNP')
    """
    if match := re.fullmatch(r"(.*\S) \(([^()]+)\)|(\S+ .*\S)\(([^()]+)\)", written):
        return match[1] or match[3], match[2] or match[4]
    if match := re.fullmatch(r'([^"]*[^" ]) "([^"]+)"', written):
        return match[2].strip(), match[1]
    return written, ""


def full_names(ballots: Ballots) -> list[str]:
    """The candidates as «Name (Party)»."""
    parties = ballots.parties or ("",) * len(ballots.names)
    return [f"{name} ({party})" if party else name for name, party in zip(ballots.names, parties, strict=True)]
