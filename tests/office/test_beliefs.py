"""A campaign's beliefs by form: the files are those that the commands write, and no answer counts twice."""

from __future__ import annotations

import io
from pathlib import Path

from typer.testing import CliRunner

from hustings.cli.main import app
from hustings.election.examples import example
from office.browsing import Browser
from office.test_campaigns import of
from office.working import Work

RESULT = "candidate,votes,slate\nAnn,30,green-lanes\nBob,10,open-gate\n"
ORCHARDS = "candidate,votes\nMedlar Hawfinch,30\nQuince Starling,10\n"
RETURNS = (
    "area,date,asked,answer,count\nwales,2027-02-01,phone,our slate,14\nwales,2027-02-01,phone,open-gate,6\n"
    "wales,2027-02-01,phone,Bryony Hawthorn,9\n"
)


def begun(browser: Browser, title: str, *left_out: str) -> Work:
    """A campaign in the fictional election, as an office of one begins it, for Green Lanes."""
    from hustings.office import acts, campaigns

    files = acts.files_of(example("hedgerow-league"))
    # Some of its nominations are enough, and quicker.
    files["nominations.csv"] = b"".join(files["nominations.csv"].splitlines(keepends=True)[:301])
    gone = {"forecast.toml", "site.toml", "logo.svg", "plan.csv", *left_out}
    election = acts.create(title, {path: data for path, data in files.items() if path not in gone}, "made")
    return of(browser, campaigns.begin(election, f"{title}: Green Lanes", "green-lanes", solo=True).key)


def by_command(campaign: Work, folder: Path, *words: str) -> str:
    """The forecast.toml that a command makes of the campaign's folder as it is now."""
    for path, content in campaign.files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    done = CliRunner().invoke(app, ["forecast", *words, "-o", str(folder / "new.toml")])
    assert done.exit_code == 0, done.output
    return (folder / "new.toml").read_text("utf-8")


def believe(campaign: Work, act: str, **given: object) -> None:
    answer = campaign.send(f"e/{campaign.key}/beliefs", {"contest": "council", "act": act, **given})
    assert answer.status_code == 302, answer.content.decode()


def test_what_beliefs_need_first_is_said_with_the_way_there(browser_in: Browser) -> None:
    from hustings.office import acts, campaigns

    toml = 'title = "Bare"\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'
    slate = '[[slate]]\nid = "us"\nname = "Us"\ncandidates.chair = ["Ann"]\n'
    files = {"election.toml": toml.encode(), "candidates.csv": b"name,contest\nAnn,chair\nBob,chair\n"}
    for title, more, said in (
        ("Bare", {}, "Say first which slate is yours, and who is on it"),
        ("No areas", {"slates.toml": slate.encode()}, "Add them to the election"),
    ):
        campaign = of(browser_in, campaigns.begin(acts.create(title, files | more, "made"), title, "", solo=True).key)
        page = browser_in.page(f"e/{campaign.key}/beliefs")
        assert (said in page, "Begin with nominations" in page) == (True, False)


def test_beliefs_from_nominations_and_a_canvass_are_those_of_the_commands(browser_in: Browser, tmp_path: Path) -> None:
    campaign = begun(browser_in, "Believed")
    assert "Nothing is believed" in browser_in.page(f"e/{campaign.key}/beliefs?contest=council")
    refused = campaign.send(f"e/{campaign.key}/beliefs", {"contest": "council", "act": "file", "pasted": RETURNS})
    assert (refused.status_code, "Begin with nominations" in refused.content.decode()) == (422, True)
    expected = by_command(
        campaign, tmp_path, "from-nominations", str(tmp_path), "--contest=council", "--slate=green-lanes"
    )
    believe(campaign, "nominations")
    assert campaign.files()["forecast.toml"].decode() == expected
    before = campaign.files()["forecast.toml"]
    file = io.BytesIO(RETURNS.encode())
    file.name = "answers of today.csv"
    believe(campaign, "file", file=file)
    after = campaign.files()
    # The same file once more, as it grows, counts once.
    believe(campaign, "file", pasted=RETURNS)
    assert campaign.files()["forecast.toml"] == after["forecast.toml"]
    assert after["canvass/council.csv"].decode() == RETURNS
    assert after["canvass/council.before.toml"] == before
    for path, content in (after | {"forecast.toml": before}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    words = [str(tmp_path), "--canvass", str(tmp_path / "canvass/council.csv"), "-o", str(tmp_path / "moved.toml")]
    assert CliRunner().invoke(app, ["forecast", "update", *words]).exit_code == 0
    assert after["forecast.toml"] == (tmp_path / "moved.toml").read_bytes()
    page = browser_in.page(f"e/{campaign.key}/beliefs?contest=council")
    assert "3 rows of answers are here" in page
    sheet = browser_in.get(f"e/{campaign.key}/beliefs/council.html")
    assert (sheet.status_code, "script-src" in sheet.headers["Content-Security-Policy"]) == (200, False)
    assert b"Bryony Hawthorn" in sheet.content


def test_typed_answers_are_added_and_a_person_in_them_is_refused(browser_in: Browser) -> None:
    campaign = begun(browser_in, "Typed")
    believe(campaign, "nominations")
    typed = {"area": "wales", "day": "2027-02-01", "asked": "phone", "asked-of": "2", "a-0": "our slate", "n-0": "14"}
    believe(campaign, "typed", **typed, **{"a-1": "open-gate", "n-1": ""})
    believe(campaign, "typed", **typed, **{"a-1": "open-gate", "n-1": "6"})
    assert campaign.files()["canvass/council.csv"].decode().splitlines()[1:] == [
        "wales,2027-02-01,phone,our slate,14",
        "wales,2027-02-01,phone,our slate,14",
        "wales,2027-02-01,phone,open-gate,6",
    ]
    wrong = {"contest": "council", "act": "file", "pasted": "area,date,name,count\nwales,2027-02-01,Zoe,1"}
    answer = campaign.send(f"e/{campaign.key}/beliefs", wrong)
    assert (answer.status_code, "nothing about a person" in answer.content.decode()) == (422, True)
    wrong = {"contest": "council", "act": "typed", **typed, "n-0": "many"}
    answer = campaign.send(f"e/{campaign.key}/beliefs", wrong)
    assert (answer.status_code, "“many”" in answer.content.decode()) == (422, True)
    assert 'value="many"' in answer.content.decode()


def test_an_earlier_result_counts_beside_what_is_believed(browser_in: Browser, tmp_path: Path) -> None:
    campaign = begun(browser_in, "Result")
    believe(campaign, "nominations")
    first = campaign.files()["forecast.toml"]
    (tmp_path / "result.csv").write_text(RESULT)
    words = ["from-result", str(tmp_path), str(tmp_path / "result.csv"), "--contest=council", "--slate=green-lanes"]
    alone = by_command(campaign, tmp_path, *words)
    (tmp_path / "result.toml").write_text(alone)
    words = ["combine", str(tmp_path), str(tmp_path / "result.toml"), "--contest=council", "--slate=green-lanes"]
    alone = by_command(campaign, tmp_path, *words)
    believe(campaign, "result", pasted=RESULT, how="together")
    found = campaign.files()["forecast.toml"]
    assert (found.decode(), found != first) == (alone, True)


def test_a_source_does_not_count_twice(browser_in: Browser) -> None:
    campaign = begun(browser_in, "Once")
    believe(campaign, "nominations")
    given = {"contest": "council", "act": "nominations", "how": "together"}
    answer = campaign.send(f"e/{campaign.key}/beliefs", given)
    assert (answer.status_code, "count twice" in answer.content.decode()) == (422, True)
    believe(campaign, "result", pasted=RESULT, how="together")
    given = {"contest": "council", "act": "result", "pasted": RESULT, "how": "together"}
    for twice in (given, given | {"act": "nominations"}):
        answer = campaign.send(f"e/{campaign.key}/beliefs", twice)
        assert (answer.status_code, "count twice" in answer.content.decode()) == (422, True), twice


def test_beliefs_of_another_contest_stay(browser_in: Browser) -> None:
    import tomllib

    from hustings.office import believing

    campaign = begun(browser_in, "Two contests")
    believe(campaign, "nominations")
    council = campaign.files()["forecast.toml"].decode()
    answer = campaign.send(
        f"e/{campaign.key}/beliefs",
        {"contest": "orchards", "act": "result", "pasted": ORCHARDS},
    )
    assert answer.status_code == 302, answer.content.decode()
    both = tomllib.loads(campaign.files()["forecast.toml"].decode())["forecast"]
    assert [each["contest"] for each in both] == ["council", "orchards"]
    believe(campaign, "nominations", how="instead")
    both = tomllib.loads(campaign.files()["forecast.toml"].decode())["forecast"]
    assert sorted(each["contest"] for each in both) == ["council", "orchards"]
    assert tomllib.loads(council)["forecast"][0] in both
    assert believing.returns(campaign.files(), "council") == []
