"""A site in its languages: the first at its address, each other one below it, page for page under the same name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from hustings.election.nouns import Election
from hustings.election.own_words import WORDS
from hustings.election.site import SiteSettings
from hustings.narrative.catalogue import ENGLISH, code_of, name_of, tag_of
from hustings.site.addresses import InLanguage
from hustings.site.content import Site
from hustings.site.own_texts import read_own_texts, texts_of


class Maker(Protocol):
    """Makes the site of a folder, whose texts are in the language already. prefix: of the addresses of its pages."""

    def __call__(self, election: Election, settings: SiteSettings, language: str, prefix: str) -> Site: ...


def in_languages(election: Election, settings: SiteSettings, languages: Sequence[str], make: Maker) -> tuple[Site, ...]:
    """The folder's site in each language, the first language first. Raises BadInput for texts that cannot be read."""
    prefixes = ["", *(f"{code_of(language)}/" for language in languages[1:])]
    sites = list[Site]()
    for language, prefix in zip(languages, prefixes, strict=True):
        site = _in_language(election, settings, language, prefix, make)
        sites.append(_named_as(site, sites[0]) if sites else site)
    if len(sites) == 1:
        return tuple(sites)
    all_of_them = tuple(InLanguage(name_of(each.language), each.tag, each.prefix, each.base_url) for each in sites)
    return tuple(replace(each, others_in=all_of_them) for each in sites)


def _in_language(election: Election, settings: SiteSettings, language: str, prefix: str, make: Maker) -> Site:
    own = election.language or ENGLISH
    if code_of(language) == code_of(own):
        return make(election, settings, language, prefix)
    texts = read_own_texts(election.folder / WORDS / code_of(language), election, settings)
    site = make(texts.of(election), replace(texts.of(settings), words={}), language, prefix)
    foreign = {text for text, _ in texts_of((election, settings)) if text not in texts.texts}
    return replace(
        site,
        foreign=frozenset({*foreign, *_statements(site, make(election, settings, own, prefix))}),
        own_tag=tag_of(own),
    )


def _statements(site: Site, own: Site) -> Iterator[str]:
    """What is as it is in the folder's own language: statements, articles and reasons that have no other text."""

    def texts(of: Site) -> Iterator[str]:
        yield of.statement
        yield from (person.statement for person in of.people)
        yield from (each.body for each in of.articles)
        yield from (area.reason for area in of.areas)
        yield of.evidence.note if of.evidence else ""

    there = {*texts(own)} - {""}
    yield from (text for text in texts(site) if text in there)


def _named_as(site: Site, first: Site) -> Site:
    """The site with its pages called as in the first language, so that each leads to the other."""
    areas = tuple(replace(each, slug=same.slug) for each, same in zip(site.areas, first.areas, strict=True))
    events = tuple(replace(each, slug=same.slug) for each, same in zip(site.events, first.events, strict=True))
    return replace(site, areas=areas, events=events)
