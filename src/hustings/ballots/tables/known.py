"""What programs write into tables of ballots, by meaning: the one place where Hustings knows such words.

docs/formats.md shows these tables; a test keeps the two the same. Where a list of candidates is given, a name on it is
the candidate's, whatever the tables say.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hustings.ballots.source import Meaning
from hustings.election.names import folded

# Columns that say who voted, when or how, and not for whom: header → what it is.
IDENTIFIERS: dict[str, tuple[str, ...]] = {
    "identifies the paper or the voter": (
        "id", "no", "no.", "nr", "number", "row", "row number", "line", "ballot", "ballot id", "ballot no",
        "ballot no.", "ballot number", "ballot #", "paper", "paper id", "paper number", "voter", "voter id", "voterid", 
        "voter number", "voter key", "respondent", "respondent id", "response", "response id", "responseid",
        "record id", "recordid",
        "collector id", "submission id", "participant", "participant id", "member", "member id", "member no",
        "membership no", "membership no.", "membership number", "membership id", "student id", "student number",
        "user", "user id", "username", "token", "key", "receipt", "cast vote record", "external reference",
        "externalreference", "externaldatareference", "unique identifier", "unique id", "uuid", "hash", "#",
    ),
    "says who voted": (
        "name", "first name", "last name", "full name", "surname", "forename", "your name", "voter name", "email",
        "e-mail", "email address", "e-mail address", "your email", "mail", "recipient last name", "recipientlastname",
        "recipientfirstname", "recipientemail", "recipient first name", "recipient email", "phone", "phone number",
        "address", "postcode", "ip", "ip address", "ipaddress", "author", "signature",
    ),
    "says when": (
        "timestamp", "time stamp", "time", "date", "date and time", "datetime", "start time", "completion time",
        "last modified time", "start date", "startdate", "end date", "enddate", "recorded date", "recordeddate",
        "submitted", "submitted at", "submission time", "submission date", "created", "created at", "createdat",
        "cast at", "voted at", "completed at", "date submitted", "duration", "duration (in seconds)",
        "time taken", "last updated",
    ),
    "says where or how the paper was cast": (
        "precinct", "ward", "branch", "region", "area", "constituency", "polling place", "ballot style", "ballotstyle",
        "ballot type", "batch", "batch id", "tabulator", "device", "status", "finished", "progress", "language",
        "userlanguage", "user language", "distributionchannel", "distribution channel", "locationlatitude",
        "locationlongitude", "location latitude", "location longitude", "channel", "source", "browser", "custom data 1",
        "total points", "quiz feedback", "is latest", "latest",
    ),
    "is a remark": ("comment", "comments", "remark", "remarks", "note", "notes", "reason", "feedback"),
    "is what the program noted of the paper": ("overvote_rank", "has_duplicate_rank", "overvote rank"),
}  # fmt: skip
# Columns that say how many papers a row stands for.
WEIGHTS = ("papers", "weight", "weights", "count", "number of papers", "votes", "number of votes", "frequency")
# Columns that hold a whole ranking in each cell.
RANKINGS = ("ranking", "rankings", "ballot ranking", "preferences", "vote", "ranked choices", "your ranking", "order")
# Words in place of a candidate's name.
WORDS: dict[Meaning, tuple[str, ...]] = {
    "blank": (
        "blank", "skipped", "skip", "undervote", "undervotes", "under vote", "undervoted", "no vote", "no choice",
        "no preference", "no selection", "no answer", "not ranked", "unranked", "not voted", "none", "nobody",
        "no one", "n/a", "na", "nil", "null", "nan", "-", "--", "—", "abstain", "abstained", "abstention", "exhausted",
        "empty",
        "0", "0.0",
    ),
    "overvoted": ("overvote", "overvotes", "over vote", "overvoted", "over-vote"),
    "withdrawn": ("withdrawn", "candidate withdrawn", "withdrawn candidate"),
    "write-in": (
        "write-in", "write in", "writein", "write-ins", "write ins", "uwi", "undeclared", "undeclared write-in",
        "undeclared write-ins", "undeclared writein", "undeclaredwriteins", "unqualified write-in", "invalid write-in",
        "unresolved write-in", "unregistered write-in", "other write-in",
    ),
}  # fmt: skip
# Words for papers that somebody set aside: what they mean for a preference only a person can say.
UNCLEAR = frozenset((
    "spoilt", "spoiled", "spoilt ballot", "spoiled ballot", "spoilt paper", "spoiled paper", "void", "voided",
    "invalid", "invalid vote", "invalid ballot", "rejected", "informal", "error", "#n/a", "#ref!", "#value!", "#name?",
))  # fmt: skip
# Headers of sums that spreadsheets add.
SUMS = frozenset(("total", "totals", "sum", "average", "mean", "subtotal", "grand total", "checksum", "valid"))
# Headers of numbers that are no ranks: the highest is best.
SCORES = re.compile(r"\b(scores?|stars?|ratings?|rate|points?|out of \d+)\b")
# Headers of numbers that are ranks.
RANKS = re.compile(r"\b(rank(s|ed|ing)?|preferences?|choices?|in order|order of|ordinal)\b")

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
_WORD = r"(?:preference|pref|choice|rank|ranking|place|position|vote|pick)"
_RANK = re.compile(
    rf"(?:{_WORD}\s*[#:._-]*\s*)?(?:no\.?\s*|#)?"
    rf"(?:(?P<number>[0-9]{{1,4}})(?:st|nd|rd|th|\.0+|,0+|\.|\))?|(?P<word>{'|'.join(ORDINALS)}))"
    rf"(?:\s*[-–:]?\s*{_WORD})?(?:\s*\([^()]*\))?"
)
_MEANING = {folded(word): meaning for meaning, words in WORDS.items() for word in words}
_IDENTIFIER = {folded(header): why for why, headers in IDENTIFIERS.items() for header in headers}


@lru_cache(maxsize=4096)
def rank_of(text: str) -> int | None:
    """The rank that «1», «1st», «1.0», «First choice», «Rank 1» or «Preference #1» names; 0 for «0»; else None.

    >>> [rank_of(text) for text in ("1", "2nd choice", "Third preference", "Rank4", "5.0", "Ann", "2.5")]
    [1, 2, 3, 4, 5, None, None]
    """
    match = _RANK.fullmatch(text.casefold().strip())
    if not match:
        return None
    return int(match["number"]) if match["number"] else ORDINALS.index(match["word"]) + 1


def meaning_of(text: str) -> Meaning | None:
    """What a word in place of a candidate's name means, by the table."""
    return _MEANING.get(folded(text))


def identifier(header: str) -> str | None:
    """What a column of this header says that is no part of the vote, by the table."""
    return _IDENTIFIER.get(folded(header.replace("_", " "))) or _IDENTIFIER.get(folded(header))


def is_unique(header: str) -> bool:
    """Whether a column of this header tells papers or voters apart, so that no value should stand in it twice."""
    key = folded(header.replace("_", " "))
    return "mail" in key or identifier(header) == "identifies the paper or the voter"


def is_weight(header: str) -> bool:
    """Whether a column of this header says how many papers a row stands for."""
    return folded(header) in WEIGHTS


def is_nobody(header: str) -> bool:
    """Whether a column of this header stands beside candidates' columns for no candidate: a sum, or what is left."""
    return folded(header) in SUMS | UNCLEAR or meaning_of(header) in ("blank", "overvoted", "withdrawn")


def holds_rankings(header: str) -> bool:
    """Whether a column of this header holds a whole ranking in each cell."""
    return folded(header) in RANKINGS
