"""slates.toml: who stand together, in which order, what they say, and who supports them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hustings.election.folder.candidates_csv import inside
from hustings.election.folder.slate_orders import changes, sign_offs
from hustings.election.folder.slates_forms import A_FILE, FixedForm, SlatesForm, SupporterForm
from hustings.election.folder.toml_forms import Filled, read_form
from hustings.election.names import Register, folded
from hustings.election.nouns import Area, Candidate, Contest, FixedOrder, Slate, Supporter
from hustings.election.problems import Problem, shown


@dataclass(frozen=True, slots=True)
class Known:
    """What slates.toml may refer to; None: that file is missing or broken, and nothing is checked against it."""

    contests: Sequence[Contest] | None
    candidates: Sequence[Candidate] | None
    areas: Sequence[Area] | None

    def person(self, contest: str | None) -> Register[Candidate] | None:
        """The candidates of a contest, or of all (None), by name and id."""
        if self.candidates is None:
            return None
        wanted = None if self.contests is None else contest
        some = [each for each in self.candidates if wanted is None or each.contest in (wanted, "")]
        named = [(each.name, each) for each in some] + [(each.id, each) for each in some]
        return Register("candidate", f"candidates.csv for {contest}" if contest else "candidates.csv", named)


def read_slates(path: Path, known: Known, problems: list[Problem]) -> tuple[Slate, ...]:
    """Read slates.toml, and add to `problems` what is wrong with it. Raises BadInput if it cannot be read."""
    filled = read_form(path, SlatesForm, problems)
    if filled is None:
        return ()
    ids: list[str] = []
    slates = []
    for index, form in enumerate(filled.form.slate):
        if form.id.casefold() in ids:
            said = f"a slate with the id {shown(form.id)} stands above already; ids differ by more than capitals"
            problems.append(filled.problem(said, "slate", index, "id"))
        ids.append(form.id.casefold())
        slates.append(SlateReading(filled, index, known, path.parent, problems).slate())
    return tuple(slates)


class SlateReading:
    """One slate of the file being read."""

    def __init__(
        self, filled: Filled[SlatesForm], index: int, known: Known, folder: Path, problems: list[Problem]
    ) -> None:
        self.filled, self.index, self.known, self.folder, self.problems = filled, index, known, folder, problems
        self.form = filled.form.slate[index]

    def wrong(self, said: str, *path: str | int) -> None:
        self.problems.append(self.filled.problem(said, "slate", self.index, *path))

    def slate(self) -> Slate:
        form = self.form
        candidates = {c: self.names(c, names, "candidates", c) for c, names in self.by_contest("candidates")}
        for contest, names in candidates.items():
            self.withdrawn(contest, names)
        after = {
            c: said if isinstance(said, str) else self.names(c, said, "after", c)
            for c, said in self.by_contest("after")
        }
        for contest, said in after.items():
            both = [] if isinstance(said, str) else [name for name in said if name in candidates.get(contest, ())]
            for name in both:
                self.wrong(f"{name} is on the slate, so cannot come after it as well", "after", contest)
        if form.statement:
            self.file(form.statement, "statement")
        return Slate(
            id=form.id,
            name=form.name,
            candidates=candidates,
            nominate={c: self.names(c, names, "nominate", c) for c, names in self.by_contest("nominate")},
            after=after,
            fixed=tuple(self.fixed(number, each, candidates) for number, each in enumerate(form.fixed)),
            colour=form.colour,
            slogan=form.slogan,
            thanks=form.thanks,
            priorities=tuple(form.priorities),
            about=form.about,
            link=form.link,
            source=form.source,
            statement=form.statement,
            statements=dict(self.statements(candidates)),
            supporters=tuple(self.supporter(number, each, candidates) for number, each in enumerate(form.supporter)),
            changes=tuple(changes(self, candidates)),
            sign_offs=tuple(sign_offs(self)),
        )

    def by_contest(self, key: str) -> Iterator[tuple[str, list[str] | str]]:
        """What a table by contest holds, for the contests that there are."""
        table: Mapping[str, list[str] | str] = getattr(self.form, key)
        for contest, said in table.items():
            if self.contest(contest, key, contest):
                yield contest, said

    def contest(self, said: str, *path: str | int) -> bool:
        known = self.known.contests
        if known is None or said in [each.id for each in known]:
            return True
        self.wrong(Register("contest", "election.toml", {each.id: each for each in known}).unknown(said), *path)
        return False

    def names(self, contest: str | None, said: list[str] | str, *path: str | int) -> tuple[str, ...]:
        """The candidates' names as in candidates.csv; those unknown or said twice are left out."""
        register, found = self.known.person(contest), list[str]()
        for position, name in enumerate(said):
            candidate = register.find(name) if register else None
            if register and candidate is None:
                self.wrong(register.unknown(name), *path, position)
                continue
            meant = candidate.name if candidate else name
            if meant in found:
                self.wrong(f"{meant} stands here twice; each name stands once", *path, position)
            else:
                found.append(meant)
        return tuple(found)

    def withdrawn(self, contest: str, names: Sequence[str]) -> None:
        gone = {each.name for each in self.known.candidates or () if each.contest == contest and each.withdrawn}
        for position, name in enumerate(self.form.candidates[contest]):
            if folded(name) in map(folded, gone.intersection(names)):
                said = f"{name} has withdrawn (candidates.csv); take the name off the slate"
                self.wrong(said, "candidates", contest, position)

    def fixed(self, number: int, form: FixedForm, candidates: Mapping[str, tuple[str, ...]]) -> FixedOrder:
        path = ("fixed", number)
        order: tuple[str, ...] = ()
        if self.contest(form.contest, *path, "contest"):
            order = self.names(form.contest, form.order, *path, "order")
            mine = candidates.get(form.contest, ())
            if {*order} != {*mine}:
                said = f"this orders {_names(order)}; it should order the slate's candidates, {_names(mine)}"
                self.wrong(said, *path, "order")
        if self.known.areas is not None:
            self.voted_on(form, {area.code: area for area in self.known.areas}, *path, "area")
        before = [(each.contest, each.area) for each in self.form.fixed[:number]]
        if (form.contest, form.area) in before:
            self.wrong(f"the order for {form.area} stands above already", *path, "area")
        return FixedOrder(contest=form.contest, area=form.area, order=order, source=form.source)

    def voted_on(self, form: FixedForm, areas: Mapping[str, Area], *path: str | int) -> None:
        """The area of a settled order must be one in which members vote on the contest."""
        contests = [contest for contest in self.known.contests or () if contest.id == form.contest]
        within, code = set[str](), form.area
        while code in areas and code not in within:
            within.add(code)
            code = areas[code].parent
        if form.area not in areas:
            self.wrong(Register("area", "areas.csv", areas).unknown(form.area), *path)
        elif any(area.parent == form.area for area in areas.values()):
            self.wrong(f"nobody votes in {form.area} but in the areas within it; name those", *path)
        elif any(contest.electorate.areas and not within & {*contest.electorate.areas} for contest in contests):
            self.wrong(f"{form.contest} is not voted on in {form.area}", *path)

    def supporter(self, number: int, form: SupporterForm, candidates: Mapping[str, tuple[str, ...]]) -> Supporter:
        path = ("supporter", number)
        supports = form.supports
        if not isinstance(supports, str):
            supports = list(self.names(None, supports, *path, "supports"))
            mine = {name for names in candidates.values() for name in names}
            for name in supports:
                if name not in mine:
                    self.wrong(f"{name} is not on this slate; a supporter supports some who are", *path, "supports")
        same = [(folded(each.name), each.since, each.account) for each in self.form.supporter[:number]]
        if (folded(form.name), form.since, form.account) in same:
            self.wrong(f"{form.name} stands above with the same day already; a later word has a later “since”", *path)
        if form.kind == "person" and form.consent is None and not form.source.strip():
            said = f"{form.name} is a person, whose support may be published only if it is public or agreed to"
            self.wrong(f"{said}; add “source”, where it was said, or “consent”, the day of the agreement", *path)
        return Supporter(
            name=form.name,
            kind=form.kind,
            supports=supports if isinstance(supports, str) else tuple(supports),
            since=form.since,
            account=form.account,
            role=form.role,
            source=form.source,
        )

    def statements(self, candidates: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        mine = Register("candidate", "this slate", [(name, name) for names in candidates.values() for name in names])
        for said, file in self.form.statements.items():
            name = mine.find(said)
            if name is None:
                self.wrong(mine.unknown(said), "statements", said)
            self.file(file, "statements", said)
            yield name or said, file

    def file(self, said: str, *path: str | int) -> None:
        if not inside(self.folder, said):
            self.wrong(f"there is no file {shown(said)} in this folder; it should be {A_FILE}", *path)


def _names(names: Sequence[str]) -> str:
    return re.sub(", ([^,]*)$", r" and \1", ", ".join(names)) or "nobody"
