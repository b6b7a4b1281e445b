"""What happens in a season: dates that move, orders that change after leaflets, bodies that must agree, online links,
and a result that is provisional before it is final."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from pathlib import Path

import pytest

from hustings import publish as published
from hustings import read_election
from journeys.sites import LEAGUE, asset
from seasons import MOMENTS, league, record

CHANGE = """
[[slate.change]]
on = 2027-08-03
said = "The order of the overseas branch is another."
areas = ["overseas"]
"""


def publish(folder: Path, out: Path, moment: str, *records: Path) -> Path:
    """The slate's site, published within this process."""
    at = datetime.fromisoformat(moment)
    published(folder, out, at, slate="green-lanes", records=records, trust_record=True)
    return out


def wrong(folder: Path) -> str:
    """What is wrong with the folder."""
    return "\n".join(str(problem) for problem in read_election(folder).problems)


def text(page: Path) -> str:
    return page.read_text("utf-8")


def added(folder: Path, file: str, more: str, before: str = "") -> None:
    """The file with `more` in it, before a text or at its end."""
    path = folder / file
    there = text(path)
    path.write_text(there.replace(before, more + before, 1) if before else there + more, "utf-8")


def for_green_lanes(folder: Path, more: str) -> None:
    """More tables of the first slate."""
    added(folder, "slates.toml", more + "\n", '[[slate]]\nid = "open-gate"')


def test_a_deadline_that_was_extended_is_told_on_every_page_until_it_is_past(tmp_path: Path) -> None:
    folder = league(tmp_path / "folder")
    moved = (
        '[[timetable.moved]]\nkey = "voting_closes"\nwas = 2027-08-12T12:00:00\non = 2027-08-05\nwhy = "Post is late."'
    )
    added(folder, "election.toml", moved + "\n\n", '[[contest]]\nid = "council"')
    said = "Voting has been extended: it closes on Monday 16 August 2027, noon, not Thursday 12 August 2027, noon."
    site = publish(folder, tmp_path / "before", "2027-08-04T12:00")
    assert said not in text(site / "index.html")
    site = publish(folder, tmp_path / "site", "2027-08-05T12:00")
    for page in ("index", "areas/london", "how-to-vote", "privacy"):
        assert f"<strong>{said}</strong> Post is late.</p>" in text(site / f"{page}.html")
        assert 'data-ends="2027-08-16T12:00:00+01:00"' in text(site / f"{page}.html")
    assert "was Thursday 12 August 2027, noon" in text(site / "index.html")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('key = "voting_close"', "“voting_close” is not a date of this timetable"),
        ('key = "voting_closes"', "voting_closes is that now, so it has not moved"),
    ],
)
def test_a_date_that_did_not_move_is_an_error(tmp_path: Path, more: str, said: str) -> None:
    folder = league(tmp_path / "folder")
    moved = f"[[timetable.moved]]\n{more}\nwas = 2027-08-16T12:00:00\non = 2027-08-05\n\n"
    added(folder, "election.toml", moved, '[[contest]]\nid = "council"')
    assert said in wrong(folder)


def test_an_order_that_changed_says_so_on_its_page_and_in_the_finder_and_old_leaflets_are_recognised(
    tmp_path: Path,
) -> None:
    folder = league(tmp_path / "folder")
    for_green_lanes(folder, CHANGE)
    site = publish(folder, tmp_path / "early", "2027-08-02T12:00")
    assert "changed on" not in text(site / "areas/overseas-branch.html")
    site = publish(folder, tmp_path / "site", "2027-08-03T12:00")
    page = text(site / "areas/overseas-branch.html")
    assert "<strong>This order changed on Tuesday 3 August 2027.</strong> The order of the overseas branch" in page
    # Without a script: the notice to whoever comes by the first leaflet is shown by the address alone.
    assert 'id="order-1-2027-07-05"' in page
    assert "changed on" not in text(site / "areas/london.html")
    assert "Recommended orders changed on Tuesday 3 August 2027." in text(site / "index.html")
    data = text(asset(site, "areas.json"))
    assert data.count("This order changed on Tuesday 3 August 2027. The order of the overseas branch is another.") == 1


def test_leaflets_have_the_version_and_day_of_their_order_in_their_address() -> None:
    from datetime import date

    from hustings.site.content import AreaAdvice
    from hustings.site.dated import ChangedOrder

    change = ChangedOrder("3 August", date(2027, 8, 3), "Said.")
    area = AreaAdvice("london", "London", "london", dated=date(2027, 7, 5), changes=(change,))
    assert (area.older_marks, area.mark) == (("order-1-2027-07-05",), "order-2-2027-08-03")
    assert AreaAdvice("london", "London", "london").mark == "order-1"


def test_whoever_left_keeps_a_page_that_says_so(tmp_path: Path) -> None:
    folder = league(tmp_path / "folder")
    slates = text(folder / "slates.toml")
    (folder / "slates.toml").write_text(slates.replace('"Rowan Quickset", ', ""), "utf-8")
    (folder / "plan.csv").unlink()
    for_green_lanes(folder, CHANGE + 'gone = ["Rowan Quickset"]\n')
    site = publish(folder, tmp_path / "site", "2027-08-03T12:00")
    page = text(site / "candidates/rowan-quickset.html")
    assert "Rowan Quickset is no longer one of our candidates." in page
    assert "<strong>Tuesday 3 August 2027.</strong> The order of the overseas branch" in page
    assert 'href="candidates/rowan-quickset.html"' in text(site / "candidates.html")
    assert not (publish(folder, tmp_path / "early", "2027-08-02T12:00") / "candidates/rowan-quickset.html").exists()


def test_on_a_neutral_site_whoever_withdrew_keeps_a_page_that_says_so(tmp_path: Path) -> None:
    folder = league(tmp_path / "folder")
    header, *rows = text(folder / "candidates.csv").splitlines()
    names = header.split(",")
    fields = [dict(zip(names, next(csv.reader([row])), strict=False)) for row in rows]
    own = next(each for each in fields if each["name"] == "Zinnia Bittern" and each["contest"] == "council")
    own["withdrawn"] = "yes"
    with (folder / "candidates.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys([*names, "withdrawn"])), lineterminator="\n")
        writer.writeheader()
        writer.writerows(fields)
    published(folder, tmp_path / "site", datetime.fromisoformat("2027-07-20T12:00"))
    assert "Zinnia Bittern is no longer a candidate." in text(tmp_path / "site/candidates/zinnia-bittern.html")


def test_somebody_who_left_the_slate_may_not_still_be_on_it(tmp_path: Path) -> None:
    folder = league(tmp_path / "folder")
    for_green_lanes(folder, CHANGE + 'gone = ["Rowan Quickset"]\n')
    assert "Rowan Quickset is still on the slate" in wrong(folder)


@pytest.mark.parametrize(
    ("on", "shown"), [("", False), ("on = 2027-07-18", True), ("on = 2027-07-25", False)], ids=["no", "yes", "later"]
)
def test_an_order_stays_in_no_file_until_every_body_has_agreed(tmp_path: Path, on: str, shown: bool) -> None:
    folder = league(tmp_path / "folder")
    for_green_lanes(folder, f'\n[[slate.sign_off]]\nby = "Guild of Hedge Layers"\nareas = ["london"]\n{on}\n')
    site = publish(folder, tmp_path / "site", "2027-07-20T12:00")
    page = text(site / "areas/london.html")
    assert ("Agreed by Guild of Hedge Layers." in page) == shown
    assert ('class="numeral"' in page) == shown
    assert ("The order for London is not published yet." in page) != shown
    # The others did not need it.
    assert 'class="numeral"' in text(site / "areas/wales.html")


def test_a_body_agrees_to_the_order_of_its_day_and_not_to_a_later_one(tmp_path: Path) -> None:
    folder = league(tmp_path / "folder")
    signed = '\n[[slate.sign_off]]\nby = "Guild of Hedge Layers"\non = 2027-07-01\n'
    for_green_lanes(folder, signed + CHANGE)
    site = publish(folder, tmp_path / "site", "2027-08-04T12:00")
    assert 'class="numeral"' not in text(site / "areas/overseas-branch.html")
    assert 'class="numeral"' in text(site / "areas/london.html")


@pytest.mark.parametrize(
    ("moment", "there"),
    [("2027-07-20T18:29", False), ("2027-07-20T18:30", True), ("2027-07-20T20:29", True), ("2027-07-20T20:30", False)],
)
def test_an_online_link_is_in_no_file_before_its_time_or_after_the_end(
    tmp_path: Path, moment: str, there: bool
) -> None:
    """The fictional questions begin at 19.00 and end at 20.30; the link comes half an hour before."""
    folder = league(tmp_path / "folder")
    join = "https://rooms.example.org/secret-room"
    settings = text(LEAGUE / "site.toml").replace(
        'link = "https://events.example.org/questions"',
        f'link = "https://events.example.org/questions"\njoin = "{join}"',
    )
    (folder / "site.toml").write_text(settings, "utf-8")
    site = publish(folder, tmp_path / "site", moment)
    found = [path for path in site.rglob("*") if path.is_file() and b"secret-room" in path.read_bytes()]
    assert bool(found) == there
    if moment == "2027-07-20T18:29":
        said = "The link to join online comes here on Tuesday 20 July 2027, 6.30 pm."
        assert said in text(site / "events.html")


@pytest.mark.parametrize(
    ("moment", "phase", "said"),
    [
        (
            "2027-08-19T12:00",
            "provisional",
            "This result is provisional. 3 of our 6 candidates are elected: Bryony Hawthorn, Alder Fieldfare, "
            "Marigold Sedge. A recount can be asked for until Friday 20 August 2027. Complaints about the election can "
            "be made until Wednesday 1 September 2027. The result becomes final on Friday 3 September 2027.",
        ),
        ("2027-08-22T12:00", "complaints", "This result is provisional. 3 of our 6 candidates are elected: "),
        ("2027-09-04T12:00", "result", "This result is final. 3 of our 6 candidates are elected: "),
    ],
)
def test_a_result_is_provisional_until_recounts_and_complaints_are_over(
    tmp_path: Path, moment: str, phase: str, said: str
) -> None:
    folder = league(tmp_path / "folder")
    dates = "recount_requests_close = 2027-08-20\ncomplaints_close = 2027-09-01\nresult_final = 2027-09-03\n"
    added(folder, "election.toml", dates, '\n[[contest]]\nid = "council"')
    site = publish(folder, tmp_path / "site", moment, record(tmp_path))
    page = text(site / "index.html")
    assert f'data-phase="{phase}"' in page
    shown = re.search(rf'<span data-in="{phase}">(.*?) <a ', page)
    assert shown
    words = re.sub("<.*?>", "", shown[1])
    assert words.startswith(said)
    assert ("recount can be asked" in words) == (phase == "provisional")
    assert ("Complaints about" in words) == (phase != "result")
    # Pages about something else lead with the result, and leave what can be asked for to those that tell it.
    assert "can be asked for until" not in text(site / "candidates.html").partition("<h1>")[0]
    assert "Last day to ask for a recount" in page


@pytest.mark.parametrize(("moment", "asked"), [("2027-08-06T23:00", True), ("2027-08-07T00:01", False)])
def test_nobody_is_told_to_ask_for_another_ballot_after_the_last_day(tmp_path: Path, moment: str, asked: bool) -> None:
    """last_reissue of the fictional election is 6 August, the whole day."""
    page = text(publish(league(tmp_path / "folder"), tmp_path / "site", moment) / "ballot-pack.html")
    assert ("Ask for another ballot by Friday 6 August 2027." in page) == asked
    assert ('<a class="button"' in page) == asked
    over = re.search(r'<p class="lead" data-begins="2027-08-07T00:00:00\+01:00"( hidden)?>The last day to ask', page)
    assert over
    assert bool(over[1]) == asked


def test_dates_after_the_vote_are_in_order(tmp_path: Path) -> None:
    folder = league(tmp_path / "folder")
    added(folder, "election.toml", "complaints_close = 2027-08-10\n", '\n[[contest]]\nid = "council"')
    assert "complaints close is before result" in wrong(folder)


def test_the_last_day_to_post_leads_the_last_days_and_has_a_calendar_of_its_own(tmp_path: Path) -> None:
    folder = league(tmp_path / "folder")
    added(folder, "election.toml", "post_by = 2027-08-12\n", '\n[[contest]]\nid = "council"')
    site = publish(folder, tmp_path / "site", MOMENTS["last_days"])
    assert "If you vote by post, post it by Thursday 12 August 2027." in text(site / "index.html")
    calendar = text(site / "vote-by.ics").replace("\n ", "")
    assert "DTSTART;VALUE=DATE:20270812" in calendar
    assert calendar.count("BEGIN:VEVENT") == 1


def test_an_event_has_its_own_calendar_with_its_end_and_place(tmp_path: Path) -> None:
    site = publish(league(tmp_path / "folder"), tmp_path / "site", "2027-07-01T12:00")
    calendar = text(site / "events/green-lanes-rally-fictional.ics").replace("\n ", "")
    assert "DTSTART;TZID=Europe/London:20270710T140000\nDTEND;TZID=Europe/London:20270710T163000" in calendar
    assert "LOCATION:The Corn Hall\\, Nettlewick (no such place)" in calendar
