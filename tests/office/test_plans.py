"""A campaign's plan: a run of the command, its report, the plan taken, kept and printed lists, and when it is old."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from hustings.cli.main import app
from office.browsing import Browser
from office.test_runs import _until_running, endless
from office.working import Work
from waiting import LONGEST

TOML = (
    'title = "{}"\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 2\nrules = "scottish"\n'
    '[[contest]]\nid = "board"\ntitle = "Board"\nseats = 1\nrules = "scottish"\n'
)
FORECAST = (
    '[[forecast]]\ncontest = "chair"\nslate = "a"\nnote = "Made up."\n'
    "adherence = { mean = 0.6, spread = 0.2 }\nnational_shock = 0.1\n"
    "[forecast.shares]\na = 0.6\nindependents = 0.4\n[forecast.recognition]\nAnn = 3.0\nBob = 1.0\n"
)
FILES = {
    "candidates.csv": "name,contest\nAnn,chair\nBob,chair\nCyd,chair\nDee,chair\nEve,board\n",
    "areas.csv": "code,name,voters\nnorth,North,100\nsouth,South,120\n",
    "slates.toml": '[[slate]]\nid = "a"\nname = "A"\n[slate.candidates]\nchair = ["Ann", "Bob"]\nboard = ["Eve"]\n',
}


def planner(browser: Browser, title: str) -> Work:
    """A campaign that believes something."""
    from hustings.office import acts, campaigns
    from office.test_campaigns import of

    files = {"election.toml": TOML.format(title)} | FILES
    election = acts.create(title, {name: text.encode() for name, text in files.items()}, "made")
    campaign = of(browser, campaigns.begin(election, f"{title}: A", "a", solo=True).key)
    answer = campaign.send(f"e/{campaign.key}/set-up/text", {"name": "forecast.toml", "text": FORECAST})
    assert answer.status_code == 302, answer.content.decode()
    return campaign


def planned(campaign: Work, **asked: object) -> tuple[str, str]:
    """The address of a run that has made a plan, and its page."""
    return campaign.run(campaign.send(f"e/{campaign.key}/plan", {"contest": "chair", "draws": "40", **asked}))


def test_a_plan_is_that_of_the_command_and_is_taken_and_grows_old(browser_in: Browser, tmp_path: Path) -> None:
    campaign = planner(browser_in, "Planned")
    where, page = planned(campaign)
    assert "Places expected" in page
    report = browser_in.get(f"{where}/plan.html")
    assert (report.status_code, "script" in report.headers["Content-Security-Policy"]) == (200, False)
    for path, content in campaign.files().items():
        (tmp_path / path).write_bytes(content)
    words = ["plan", str(tmp_path), "--contest=chair", "--draws=40", "--out", str(tmp_path / "plan.csv")]
    assert CliRunner().invoke(app, [*words, "--json", str(tmp_path / "plan.json")]).exit_code == 0
    assert campaign.send(f"{where}/take-plan", {"base": "of an earlier page"}).status_code == 409
    assert campaign.send(f"{where}/take-plan").status_code == 302
    assert campaign.files()["plan.csv"] == (tmp_path / "plan.csv").read_bytes()
    assert campaign.files()["plan.json"] == (tmp_path / "plan.json").read_bytes()
    # Taking it, or writing the site, makes no plan old; believing something else does.
    campaign.send(f"e/{campaign.key}/set-up/text", {"name": "site.toml", "text": 'imprint = "Us"'})
    assert "of an earlier version" not in browser_in.page(where)
    text = FORECAST.replace("a = 0.6", "a = 0.5").replace("0.4", "0.5")
    campaign.send(f"e/{campaign.key}/set-up/text", {"name": "forecast.toml", "text": text})
    assert "forecast.toml changed since" in browser_in.page(where)
    assert "made before forecast.toml changed" in browser_in.page(f"e/{campaign.key}/plan")


def test_the_plan_that_is_out_is_kept_and_printed_lists_hold(browser_in: Browser) -> None:
    campaign = planner(browser_in, "Printed")
    refused = campaign.send(f"e/{campaign.key}/plan", {"contest": "chair", "keep": "yes"})
    assert (refused.status_code, "No plan is out" in refused.content.decode()) == (422, True)
    out = "contest,slate,area,list,1,2\nchair,a,north,A,Bob,Ann\nchair,a,south,A,Bob,Ann\nboard,a,north,A,Eve,\n"
    campaign.send(f"e/{campaign.key}/set-up/text", {"name": "plan.csv", "text": out, "anyway": "yes"})
    refused = campaign.send(f"e/{campaign.key}/plan", {"contest": "chair", "printed": "north"})
    assert (refused.status_code, "keep it" in refused.content.decode().casefold()) == (422, True)
    where, page = planned(campaign, keep="yes", printed="north")
    assert "Bob, Ann" in page
    assert campaign.send(f"{where}/take-plan").status_code == 302
    rows = campaign.files()["plan.csv"].decode().splitlines()
    assert "board,a,north,A,Eve," in rows
    assert next(row for row in rows if row.startswith("chair,a,north")).endswith("Bob,Ann")


def test_what_cannot_be_asked_for_is_named(browser_in: Browser) -> None:
    campaign = planner(browser_in, "Asked")
    for field, said in (
        ("lists", "0"),
        ("minutes", "many"),
        ("draws", "9"),
        ("objective", "everything"),
        ("contest", "board"),
    ):
        assert campaign.send(f"e/{campaign.key}/plan", {"contest": "chair", field: said}).status_code == 422


def test_what_has_worked_for_minutes_is_stopped_only_once_that_is_confirmed_and_can_be_begun_again(
    browser_in: Browser, tmp_path: Path
) -> None:
    from datetime import timedelta

    from hustings.office import planning, runs
    from hustings.office.models import Election, Run

    campaign = planner(browser_in, "Stopped")
    row = Election.objects.get(key=campaign.key)
    run = _until_running(runs.begin(row, planning.KIND, endless(tmp_path / "pipe"), "chair"))
    page = f"e/{campaign.key}/run/{run.pk}"
    Run.objects.filter(pk=run.pk).update(asked_at=run.asked_at - timedelta(minutes=5), part=0.5)
    asked = campaign.send(f"{page}/cancel").content.decode()
    assert "It began 5 minutes ago" in asked
    assert "End with the best so far" in asked
    assert runs.wait(run, 1).state == "running"
    stopped = campaign.send(f"{page}/cancel", {"sure": "yes"})
    assert (stopped.status_code, stopped["Location"].endswith(page)) == (302, True)
    assert runs.wait(run, LONGEST).state == "cancelled"
    assert "Begin again" in browser_in.page(page)
    # What has just begun stops at once, and can be begun again as well.
    again = campaign.send(f"{page}/again")["Location"]
    number = int(again.rpartition("/")[2])
    assert campaign.send(f"{again}/cancel").status_code == 302
    assert runs.wait(Run.objects.get(pk=number), LONGEST).state == "cancelled"


def test_a_plan_ends_with_the_best_so_far_when_it_is_asked_to(browser_in: Browser) -> None:
    from hustings.office import acts, planning, runs
    from hustings.office.models import Election

    campaign = planner(browser_in, "Ends early")
    row = Election.objects.get(key=campaign.key)
    folder = str(acts.current_folder(row))
    # So many scenarios that its search is not over before it is asked to end.
    words = ["plan", folder, "--contest=chair", "--draws=1500", "--rounds=1000", "--json=plan.json", "--out=plan.csv"]
    run = runs.begin(row, planning.KIND, words, "chair")
    assert runs.wait(run, 0.5).state in ("waiting", "running")
    assert "End with the best so far" in browser_in.page(f"e/{campaign.key}/run/{run.pk}")
    assert campaign.send(f"e/{campaign.key}/run/{run.pk}/enough").status_code == 302
    run = runs.wait(run, LONGEST)
    assert (run.state, run.status) == ("done", 0)
    assert "Ending in a few seconds" in runs.output(run, "said")
    assert planning.found(run)["plan"]
