"""Which languages there are, whether they may be shown, and what is wrong with sentences that somebody adds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.narrative.catalogue import (
    ENGLISH,
    GRAMMAR,
    SLOT,
    all_languages,
    catalogue,
    forget,
    is_folder,
    name_of,
    read,
    reviewer_of,
)

# A folder's own texts in a language (site/own_texts.py); no part of the catalogue.
OWN_TEXTS = "texts"


def languages() -> list[str]:
    """The languages that can be shown: each a folder of the catalogue that a speaker has reviewed."""
    return [name for name in all_languages() if reviewer_of(name)]


def language_of(asked: str | None, folder: str = "") -> str:
    """The language that a person asked for, else the election folder's, else English. Raises BadInput."""
    wrong = [*unknown_language(asked or "", "--language"), *unknown_language(folder, "election.toml")]
    if wrong:
        raise BadInput(wrong)
    return asked or folder or ENGLISH


def unknown_language(language: str, source: str) -> Iterator[Problem]:
    """That there is no such language, or none that may be shown. source: the option or file that names it."""
    if not language:
        return
    if is_folder(language):
        yield from _faults_of_folder(Path(language), source)
        return
    code, known = language.partition("-")[0], ", ".join(languages())
    if code not in all_languages():
        yield Problem(source, f"there is no language {shown(language)} here; language can be {known}")
    elif not reviewer_of(code):
        yield Problem(source, f"{_unreviewed(name_of(code))}; until then language can be {known}")


def _unreviewed(name: str) -> str:
    said = f"{name} is a draft: nobody who speaks it has reviewed it"
    return f"{said}. Whoever has goes into reviewed_by, in words/LANGUAGE/language.toml of the folder or here"


def _faults_of_folder(folder: Path, source: str) -> Iterator[Problem]:
    """What is wrong with a folder of sentences, so that it cannot be used."""
    forget()
    if not folder.is_dir():
        yield Problem(source, f"there is no folder {shown(str(folder))} with the sentences of a language")
        return
    faults = list(_faults_of_files(folder))
    yield from faults
    if not faults and not reviewer_of(str(folder)):
        yield Problem(str(folder / "language.toml"), _unreviewed(name_of(str(folder))))


def _faults_of_files(folder: Path) -> Iterator[Problem]:
    here = folder.name.partition("-")[0] in all_languages()
    for file in sorted(folder.glob("*.toml")):
        try:
            known = read(ENGLISH, file.stem)
        except FileNotFoundError:
            if file.stem != OWN_TEXTS:
                yield Problem(str(file), "the catalogue has no file of this name; see docs/languages.md")
            continue
        try:
            found = tomllib.loads(file.read_text("utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            yield Problem(str(file), f"this is not TOML: {error}")
            continue
        if file.stem == GRAMMAR:
            yield from _faults_of_grammar(file, found, whole=not here)
        else:
            yield from _faults_of_sentences(file, found, known, whole=not here)
    if not here and not (folder / f"{GRAMMAR}.toml").is_file():
        yield Problem(str(folder), f"there is no {GRAMMAR}.toml, which says how the language makes lists and numbers")


def _faults_of_grammar(file: Path, found: Mapping[str, Any], *, whole: bool) -> Iterator[Problem]:
    known = read(ENGLISH, GRAMMAR)
    for key, value in found.items():
        if key not in known:
            yield Problem(str(file), f"{shown(key)} is not known here{nearest(key, known)}")
        elif type(value) is not type(known[key]):
            yield Problem(str(file), f"{shown(key)} should be as in {key} = {known[key]!r}")
    for key in known.keys() - found.keys() if whole else ():
        yield Problem(str(file), f"there is no {shown(key)}; it is as in {key} = {known[key]!r}")


def _faults_of_sentences(
    file: Path, found: Mapping[str, Any], known: Mapping[str, Mapping[str, str]], *, whole: bool
) -> Iterator[Problem]:
    """Sentences that the catalogue has not, or has with other slots; in a language that is not here, those lacking."""
    there = {f"{page}.{name}": text for page, sentences in known.items() for name, text in sentences.items()}
    said = {f"{page}.{name}": text for page, block in found.items() if isinstance(block, dict)
            for name, text in block.items()}  # fmt: skip
    for key, text in said.items():
        if key not in there:
            yield Problem(str(file), f"{shown(key)} is not a sentence of the catalogue{nearest(key, there)}")
        elif not isinstance(text, str):
            yield Problem(str(file), f"{shown(key)} should be text between quotation marks")
        elif odd := sorted({slot[1] for slot in SLOT.finditer(text)} ^ {slot[1] for slot in SLOT.finditer(there[key])}):
            slots = ", ".join(f"{{{name}}}" for name in odd)
            yield Problem(str(file), f"{shown(key)} should have the same braces as in English; look at {slots}")
    for key in there.keys() - said.keys() if whole else ():
        yield Problem(str(file), f"there is no sentence {shown(key)}; in English it is {shown(there[key])}")


def faults_of(own: Mapping[str, str], language: str) -> Iterator[str]:
    """What is wrong with a campaign's own sentences: names that there are not, and braces that nothing fills."""
    known = {f"{page}.{name}": text for page, strings in catalogue(language).items() for name, text in strings.items()}
    for key, text in own.items():
        if key not in known:
            such = "names are such as “finder.title”"
            yield f"[words] {shown(key)} is not a sentence of the site{nearest(key, known)}; {such}"
            continue
        there = {slot[1] for slot in SLOT.finditer(known[key])}
        for brace in sorted(set(re.findall(r"\{[^{}]*\}", text))):
            if brace[1:-1].partition(":")[0] not in there:
                can = f"can be {', '.join(f'{{{name}}}' for name in sorted(there))}" if there else "are none"
                yield f"[words] nothing fills {brace} in {shown(key)}; there {can} here"
