"""Publishing an election folder: everything read and checked first, then all files at once, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from hustings.election.faults import Faults
from hustings.election.folder.missing import MissingFile
from hustings.election.moments import NoSuchTime, moment
from hustings.election.nouns import Contest, Election, PlanRow, Slate
from hustings.election.problems import BadInput, Problem
from hustings.election.reading import read_branches, read_nouns, read_plan, read_site
from hustings.election.site import SiteSettings
from hustings.narrative.catalogue import ENGLISH, words
from hustings.places.areas import Areas, areas_from
from hustings.places.contents import narrowed
from hustings.places.districts import shortened, table_of_areas
from hustings.places.finder import Finder
from hustings.places.regions import REGIONS, constituencies
from hustings.site.announced import check_against
from hustings.site.content import Site
from hustings.site.evidence import Evidence, read_evidence
from hustings.site.finder_data import Postcodes
from hustings.site.fingerprints import with_earlier
from hustings.site.from_folder import Look, look_of, main_contest, site_of
from hustings.site.in_languages import in_languages
from hustings.site.nominated import nominated
from hustings.site.own_texts import languages_of, names_in
from hustings.site.pages import sites_files
from hustings.site.place_names import place_names
from hustings.site.release import alone, release
from hustings.site.results import Result, read_results
from hustings.site.straight import straight

# Besides election.toml.
NEEDED = ("candidates.csv", "site.toml")


Printer = Callable[[Site], dict[str, bytes]]
"""Files by their names, without the ending (see print/)."""


class Published(NamedTuple):
    """What was published. addressed: its base address is known, so it can have QR codes and cards. closed: voting has
    closed, so it has no leaflets and cards, which ask for votes. ordered: any area's order is in it."""

    release: Path
    files: int
    addressed: bool
    closed: bool = False
    ordered: bool = True


def publish(
    folder: Path, out: Path, as_of: datetime, *, slate: str | None = None, contest: str | None = None,
    plan: Path | None = None, evidence: Path | None = None, records: Iterable[Path] = (), trust_record: bool = False,
    ballots: bool = False, margins: Iterable[Path] = (), index: Path | None = None, base_url: str = "",
    leaflets: Printer | None = None, cards: Printer | None = None,
) -> Published:  # fmt: skip
    """Publish the site as it stands at the moment `as_of`; without an offset from UTC, in the election's time zone.

    leaflets, cards: what prints them, from `print/`; None where they are not wanted.
    slate: None for the returning officer's neutral site. records: count records, each of the contest whose id is the
    file's name, and each counted again, unless trust_record. ballots: the ballots are published beside them.
    margins: what `hustings margin --json` wrote of them.
    The same input gives the same bytes. Raises BadInput with all that is wrong; then the old site stays.
    """
    faults = Faults()
    election, settings, sound = _folder(folder, faults)
    now = faults.of(lambda: _moment(as_of, election.timetable.time_zone))
    chosen = faults.of(lambda: election.slate(slate, "--slate")) if slate else None
    main = faults.of(lambda: main_contest(election, chosen, contest)) if chosen or not slate else None
    languages = faults.of(lambda: languages_of(election, settings)) or (ENGLISH,)
    first = languages[0]
    look = faults.of(lambda: look_of(election, settings, chosen, first)) if (folder / "site.toml").exists() else None
    postcodes = (
        faults.of(lambda: _postcodes(election, index, names_in(election, settings, languages)))
        if sound or (folder / "areas.csv").exists()
        else None
    )
    results = faults.of(
        lambda: read_results(election, records, now, trust=trust_record, ballots=ballots, margins=margins)
    )
    faults.of(lambda: check_against(election, results or {}))
    rows = faults.of(lambda: _plan(election, plan)) if sound else None
    if sound and main:
        faults.of(lambda: nominated(election, main.id, chosen, now, first))
    if main:
        faults.of(lambda: _evidence(evidence, election, settings, main, chosen, rows or (), first))
    faults.stop()
    assert main is not None and look is not None and postcodes is not None and now is not None  # noqa: PT018

    common = _Common(look, main.id, chosen.id if chosen else None, rows or (), results, evidence, base_url, now)
    sites = in_languages(election, settings, languages, common.site)
    site = sites[0]
    closed = site.group(now) == "past"
    if closed:
        leaflets = cards = None
    printed = _printed(leaflets, sites, faults)
    # A card is of no use without the site's address.
    shared = _printed(cards if site.base_url else None, sites, faults)
    faults.stop()
    return _released(sites, now, postcodes, out, printed, shared)._replace(closed=closed, ordered=site.ordered)


class _Common(NamedTuple):
    """What a site in any language is made from, besides the folder. main, slate: ids. evidence: its file."""

    look: Look
    main: str
    slate: str | None
    rows: tuple[PlanRow, ...]
    results: Mapping[str, Result] | None
    evidence: Path | None
    base_url: str
    now: datetime

    def site(self, election: Election, settings: SiteSettings, language: str, prefix: str) -> Site:
        """The site of a folder whose texts are in this language. prefix: of the addresses of its pages."""
        main, slate = election.contest(self.main), election.slate(self.slate) if self.slate else None
        site: Site = straight(
            site_of(
                election,
                settings,
                self.look,
                main=main,
                slate=slate,
                plan=self.rows,
                results=self.results,
                nominations=nominated(election, main.id, slate, self.now, language),
                evidence=_evidence(self.evidence, election, settings, main, slate, self.rows, language),
                base_url=self.base_url,
                as_of=self.now,
                language=language,
                prefix=prefix,
            )
        )
        return site


def _printed(printer: Printer | None, sites: Sequence[Site], faults: Faults) -> list[dict[str, bytes]]:
    """What is printed of the site in each language; what is wrong with it goes to `faults`."""
    found = list[dict[str, bytes]]()
    if printer is not None:
        for site in sites:
            faults.of(lambda site=site: found.append(printer(site)))  # type: ignore[misc]
    return found


def _released(
    sites: Sequence[Site],
    now: datetime,
    postcodes: Postcodes,
    out: Path,
    leaflets: Sequence[dict[str, bytes]],
    cards: Sequence[dict[str, bytes]],
) -> Published:
    """The site's files as the release that `out` is now a link to."""
    with alone(out):
        before = {each.relative_to(out).as_posix(): each for each in out.glob("**/*.ics")}
        calendars = {path: each.read_text(encoding="utf-8", errors="replace") for path, each in before.items()}
        files = sites_files(sites, now, postcodes, leaflets=leaflets, cards=cards, calendars=calendars)
        return Published(release(with_earlier(files, out), out), len(files), bool(sites[0].base_url))


def _folder(folder: Path, faults: Faults) -> tuple[Election, SiteSettings, bool]:
    """The election and its site's settings, as far as they can be read; what is wrong with them goes to `faults`.

    The third is whether the election is sound, so that files which name its candidates and areas can be judged.
    """
    lacking = [name for name in NEEDED if not (folder / name).exists()]
    if lacking and (folder / "election.toml").exists():
        faults.of(lambda: _raise(MissingFile(folder, lacking)))
    election = read_nouns(folder, faults.problems)
    if election is None:
        raise BadInput(faults.problems)
    sound = not faults.problems
    settings = faults.of(lambda: read_site(election))
    return election, settings or SiteSettings(), sound


def _raise(error: BadInput) -> None:
    raise error


def _evidence(
    file: Path | None,
    election: Election,
    settings: SiteSettings,
    main: Contest,
    slate: Slate | None,
    rows: tuple[PlanRow, ...],
    language: str,
) -> Evidence | None:
    """What the campaign shows of a plan's worth: the file that is given, else plan.json where site.toml shows any."""
    if file is None:
        if not settings.evidence or slate is None:
            return None
        file = election.folder / "plan.json"
        if not file.exists():
            said = "[evidence] shows what a plan is worth, and there is no plan.json beside it"
            right = "let `hustings plan --json` write it there"
            raise BadInput(Problem(str(election.folder / "site.toml"), f"{said}; {right}"))
    say = words(language, settings.words)
    return read_evidence(file, main, slate, rows, show=settings.evidence or ("worth",), say=say)


def _moment(said: datetime, zone: str) -> datetime:
    try:
        return moment(said, zone).local
    except NoSuchTime as error:
        raise BadInput(Problem("--as-of", f"{said.isoformat(timespec='minutes')}: {error}")) from None


def _plan(election: Election, plan: Path | None) -> tuple[PlanRow, ...]:
    return read_plan(election, plan) if plan or (election.folder / "plan.csv").exists() else ()


def _postcodes(election: Election, index: Path | None, names_in: Mapping[str, Iterable[tuple[str, str]]]) -> Postcodes:
    """The routes of the areas, and the index or the table of districts.

    names_in: by the site's other languages, the names of areas in them, by code.
    """
    leaves = [(area.code, area.covers) for area in election.leaves() if area.covers]
    areas = areas_from(leaves, str(election.folder / "areas.csv"), nobody=election.nobody) if leaves else Areas({})
    known = {code: areas.routes[code][0] for code in constituencies() if areas.routes.get(code)}
    table = shortened(resources.files("hustings.places").joinpath("districts.txt").read_text("utf-8"))
    own = [name for names in names_in.values() for name in names]
    names = place_names(election, read_branches(election), areas, names_in, own)
    found = Postcodes(areas.compact if leaves else {}, districts=table, constituencies=known, names=names)
    if index is None:
        return found
    finder = Finder.load(index)
    read = finder.live
    assert read is not None
    if any(len(areas.routes.get(region, ())) > 1 for region in REGIONS):
        found = replace(found, districts=shortened(table_of_areas(read, areas)))
    live, terminated = narrowed(read, finder.terminated, areas)
    return replace(found, live=live, terminated=terminated, edition=read.head.month)
