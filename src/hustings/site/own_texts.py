"""A folder's own texts in another language: words/cy/texts.toml says what stands for what, word for word.

    "The rules committee" = "Y pwyllgor rheolau"

Statements and news have files of the same names below words/cy/. What nobody has put into the language stays as it
is, and pages mark it as being in the folder's own. Names of people and of the slate are no texts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from hustings.election.files import read_text
from hustings.election.folder.news_md import read_articles
from hustings.election.moments import Moved
from hustings.election.nouns import Area, Branch, Candidate, Contest, Election, FixedOrder, Slate, Supporter
from hustings.election.own_words import WORDS
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.election.reading import read_site
from hustings.election.site import Article, Document, Event, Link, Privacy, SiteSettings
from hustings.election.terms import Electorate, GroupConstraint, OrderChange, SignOff, Voting
from hustings.narrative.catalogue import ENGLISH, code_of, name_of
from hustings.narrative.languages import OWN_TEXTS, unknown_language

N = TypeVar("N")

# The fields of a folder's nouns that people read, and that are no names.
TEXTS: Mapping[type, tuple[str, ...]] = {
    Election: ("title", "organisation", "about"),
    Contest: ("title",),
    Electorate: ("condition",),
    GroupConstraint: ("group",),
    Candidate: ("about", "alt"),
    Slate: ("slogan", "thanks", "priorities", "about", "after"),
    Supporter: ("account", "role"),
    FixedOrder: ("source",),
    Area: ("name",),
    Branch: ("event",),
    OrderChange: ("said",),
    SignOff: ("by",),
    Moved: ("why",),
    Voting: ("helpline", "entitled"),
    SiteSettings: ("title", "imprint"),
    Event: ("title", "place", "about"),
    Link: ("title",),
    Article: ("title", "summary"),
    Document: ("title", "about"),
    Privacy: ("controller", "host", "logs"),
}
# Names of places and bodies are often the same in both languages, so nobody is reminded of them.
NAMES = {
    (FixedOrder, "source"),
    (Area, "name"),
    (SignOff, "by"),
    (Supporter, "account"),
    (Event, "place"),
    (Privacy, "host"),
}
# Their fields hold paths of Markdown files, which words/cy/ may have under the same name.
STATEMENTS: Mapping[type, tuple[str, ...]] = {Candidate: ("statement",), Slate: ("statement", "statements")}


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """A folder's own texts in a language. place: the folder of its sentences, as in «election/words/cy»."""

    place: Path
    texts: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)

    def of(self, noun: N) -> N:
        """The same noun with its texts in this language, as far as somebody has put them into it."""
        if isinstance(noun, tuple):
            return tuple(self.of(each) for each in noun)  # type: ignore[return-value]
        if not is_dataclass(noun) or isinstance(noun, type):
            return noun
        if isinstance(noun, Article) and noun.name in self.articles:
            said = self.articles[noun.name]
            return replace(noun, title=said.title, summary=said.summary, body=said.body)
        return replace(noun, **{each.name: self._field(noun, each.name) for each in fields(noun)})

    def _field(self, noun: Any, name: str) -> Any:
        value = getattr(noun, name)
        if name in TEXTS.get(type(noun), ()):
            return _each(value, lambda text: self.texts.get(text, text))
        if name in STATEMENTS.get(type(noun), ()):
            return _each(value, self._statement)
        return self.of(value)

    def _statement(self, path: str) -> str:
        own = self.place / path
        return str(own) if path and own.is_file() else path


def _each(value: Any, to: Any) -> Any:
    """A text, or what is made of texts, with each turned into another."""
    if isinstance(value, str):
        return to(value)
    if isinstance(value, tuple):
        return tuple(_each(each, to) for each in value)
    if isinstance(value, Mapping):
        return {key: to(each) if isinstance(each, str) else each for key, each in value.items()}
    return value


def read_own_texts(place: Path, election: Election, settings: SiteSettings) -> OwnTexts:
    """The texts in the folder of a language. Raises BadInput with all that is wrong with them."""
    problems = list[Problem]()
    path, texts = place / f"{OWN_TEXTS}.toml", dict[str, str]()
    if path.is_file():
        try:
            texts = tomllib.loads(read_text(path))
        except tomllib.TOMLDecodeError as error:
            problems.append(Problem(str(path), f"this is not TOML: {error}"))
    known = {text for text, _ in texts_of((election, settings))}
    for text, said in texts.items():
        if not isinstance(said, str) or not said.strip():
            problems.append(Problem(str(path), f"{shown(text)} should have a text between quotation marks"))
        elif text not in known:
            problems.append(Problem(str(path), f"{shown(text)} is no text of this folder{nearest(text, known)}"))
    articles = read_articles(place / "news", election.timetable.time_zone, problems)
    names = {each.name for each in settings.articles}
    for each in articles:
        if each.name not in names:
            said = f"there is no news/{each.name}.md in the folder that this could be the same in another language as"
            problems.append(Problem(str(place / "news" / f"{each.name}.md"), said))
    if problems:
        raise BadInput(problems)
    return OwnTexts(place, texts, {each.name: each for each in articles})


def texts_of(noun: Any) -> Iterator[tuple[str, bool]]:
    """The texts of a folder that people read, and whether each is a name of a place or body."""
    if isinstance(noun, tuple):
        for each in noun:
            yield from texts_of(each)
    elif is_dataclass(noun) and not isinstance(noun, type):
        for each in fields(noun):
            value = getattr(noun, each.name)
            if each.name in TEXTS.get(type(noun), ()):
                yield from ((text, (type(noun), each.name) in NAMES) for text in _texts(value) if text.strip())
            else:
                yield from texts_of(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        yield from (each for each in value.values() if isinstance(each, str))


def languages_of(election: Election, settings: SiteSettings) -> tuple[str, ...]:
    """The languages that the folder's site has. Raises BadInput with those that there are not, or that are drafts."""
    file = str(election.folder / "site.toml")
    wrong = [each for language in settings.languages for each in unknown_language(language, file)]
    wrong += unknown_language(election.language, str(election.folder / "election.toml"))
    if wrong:
        raise BadInput(list(dict.fromkeys(wrong)))
    return settings.languages or (election.language or ENGLISH,)


def names_in(election: Election, settings: SiteSettings, languages: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """By the code of each language, the names of areas that are others in it, by the areas' codes. Raises BadInput."""
    found = {}
    for code in dict.fromkeys(map(code_of, languages)):
        if code == code_of(election.language or ENGLISH):
            found[code] = list[tuple[str, str]]()
            continue
        texts = read_own_texts(election.folder / WORDS / code, election, settings).texts
        found[code] = [(area.code, texts[area.name]) for area in election.areas if area.name in texts]
    return found


def untranslated(election: Election, settings: SiteSettings) -> Iterator[Problem]:
    """For each further language of a site, how many of the folder's texts nobody has put into it. Raises BadInput."""
    for language in languages_of(election, settings):
        code = code_of(language)
        if code == code_of(election.language or ENGLISH):
            continue
        place = election.folder / WORDS / code
        texts = read_own_texts(place, election, settings).texts
        lacking = dict.fromkeys(text for text, name in texts_of((election, settings)) if not name and text not in texts)
        if lacking:
            yield Problem(str(place / "texts.toml"), _lacking(list(lacking), name_of(language)))


def _lacking(texts: list[str], language: str) -> str:
    shown = [f"“{text[:60]}{'…' if len(text) > 60 else ''}”" for text in texts[:5]]
    more = f" and {len(texts) - 5} more" if len(texts) > 5 else ""
    number = "1 text" if len(texts) == 1 else f"{len(texts)} texts"
    return f"{number} of the folder stay as they are on the pages in {language}: {', '.join(shown)}{more}"


def unfit_languages(election: Election) -> Iterator[Problem]:
    """What is wrong with the languages of a folder: none such, a draft, texts that are none of the folder's."""
    settings = SiteSettings()
    if (election.folder / "site.toml").exists():
        try:
            settings = read_site(election)
        except BadInput:
            return  # said by whoever reads site.toml itself
    try:
        for language in languages_of(election, settings):
            if code_of(language) != code_of(election.language or ENGLISH):
                read_own_texts(election.folder / WORDS / code_of(language), election, settings)
    except BadInput as error:
        yield from error.problems
