"""What stands around a count sheet: on a page of a site, or above the count of a vacancy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VacancyText:
    """A vacancy, told above the count on which it rests. Names are marked, except in `plain`.

    heading, plain: who fills the place. said: why, and who sits now. before: the vacancies since the election before
    this one. below: what the count below is.
    """

    heading: str
    plain: str
    said: tuple[str, ...]
    before: tuple[str, ...]
    below: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sheet has around it where it is published.

    notice: that of an example. imprint: who publishes it. noindex: search engines are asked to stay away.
    home, home_title: a link back to the site. stylesheet: the address of `sheet_style`, for pages whose policy admits
    nothing inline; "" for a page that stands alone. policy: of the site. theme, icon:
    addresses of its colours and its icon. record: the name of the record's file.
    trusted: the record was published without being counted again, which the sheet says. margin: how close it was, in
    sentences. vacancy: what the sheet tells above the count.
    """

    notice: str = ""
    imprint: str = ""
    noindex: bool = False
    home: str = ""
    home_title: str = ""
    stylesheet: str = ""
    theme: str = ""
    record: str = "count.json"
    icon: str = ""
    policy: str = ""
    trusted: bool = False
    margin: tuple[str, ...] = ()
    vacancy: VacancyText | None = None
