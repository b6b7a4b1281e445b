"""A solo office answers its own user's browser on its own pages, and nobody else."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from pathlib import Path

import pytest

from hustings.election.problems import BadInput
from hustings.office.home import Home
from office.browsing import HOST, ORIGIN, Browser

ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_a_token_lets_one_browser_in_once_and_its_cookie_is_for_the_office_alone(home: Home) -> None:
    from hustings.office.door import new_token

    token, stranger = new_token(home), Browser(let_in=False)
    assert stranger.get("").status_code == 403
    assert stranger.get("open/guessed").status_code == 403
    # From a file on the disk, as the window is opened: for a browser that is another site.
    answer = stranger.get(f"open/{token}", HTTP_SEC_FETCH_SITE="cross-site", HTTP_SEC_FETCH_MODE="navigate")
    assert answer.status_code == 200
    cookie = stranger.client.cookies["hustings_office"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/key/")
    assert stranger.get("").status_code == 200
    assert Browser(let_in=False).get(f"open/{token}").status_code == 403


def test_a_token_that_is_old_lets_nobody_in(home: Home) -> None:
    from hustings.office.door import new_token

    token = new_token(home)
    for path in (home.root / "tokens").iterdir():
        os.utime(path, (0, 0))
    assert Browser(let_in=False).get(f"open/{token}").status_code == 403


def test_another_user_of_the_computer_can_read_nothing(home: Home, tmp_path: Path) -> None:
    from hustings.office.door import new_token

    new_token(home)
    for path in (home.root, home.mark, home.uploads, *(home.root / "tokens").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert stat.S_IMODE(Home.at(tmp_path / "new" / "office").root.stat().st_mode) == 0o700
    (tmp_path / "theirs").symlink_to(home.root)
    with pytest.raises(BadInput, match="should be a folder"):
        Home.at(tmp_path / "theirs")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8123", "localhost:8123", "127.0.0.1", "127.0.0.1:80", ""]
)
def test_a_name_that_was_bent_to_this_computer_is_refused(host: str, browser_in: Browser) -> None:
    # DNS rebinding: the page is evil.example's, the name now leads here, and so the browser sends that name.
    assert browser_in.get("", HTTP_HOST=host).status_code == 403
    assert browser_in.get("", HTTP_HOST=HOST).status_code == 200


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP"]
)
def test_a_proxy_and_another_computer_are_refused(header: str, browser_in: Browser) -> None:
    assert browser_in.get("", **{header: "127.0.0.1"}).status_code == 403
    assert browser_in.get("", REMOTE_ADDR="192.0.2.7").status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"HTTP_ORIGIN": "https://evil.example", "HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_ORIGIN": "http://127.0.0.1:9999", "HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_ORIGIN": "http://127.0.0.1:9999", "HTTP_SEC_FETCH_SITE": "same-origin"}, 403),
        # A browser too old to say where a request comes from still says the page's origin.
        ({"HTTP_ORIGIN": "", "HTTP_SEC_FETCH_SITE": ""}, 403),
        ({"HTTP_ORIGIN": ORIGIN, "HTTP_SEC_FETCH_SITE": ""}, 302),
    ],
)
def test_another_site_in_the_same_browser_does_nothing_here(
    headers: dict[str, str], status: int, browser_in: Browser
) -> None:
    assert browser_in.post("try", {}, form="new", **headers).status_code == status


def test_a_form_without_its_token_and_a_picture_of_another_site_are_refused(browser_in: Browser) -> None:
    said = {"HTTP_HOST": HOST, "HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": ORIGIN}
    assert browser_in.client.post("/try", {}, **said).status_code == 403  # type: ignore[arg-type]
    assert browser_in.get("", HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert browser_in.get("e/none/versions/1.zip", HTTP_SEC_FETCH_SITE="same-site").status_code == 403


def test_nothing_that_is_typed_or_uploaded_becomes_part_of_a_page(browser_in: Browser) -> None:
    given = {"title": ATTACK, "organisation": ATTACK, "contest": ATTACK, "seats": "1", "rules": "scottish"}
    where = re.sub(r"set-up/.*", "", browser_in.post("new", given)["Location"])
    toml = f"title = '{ATTACK}'\n[[contest]]\nid = \"c\"\ntitle = '{ATTACK}'\nseats = 1\nrules = '{ATTACK}'\n"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("election.toml", toml)
        made.writestr("candidates.csv", f'name,contest\n"{ATTACK.replace(chr(34), chr(34) * 2)}",c\n')
    archive.seek(0)
    archive.name = f"{ATTACK}.zip"
    brought = browser_in.post("bring", {"file": archive}, form="")["Location"]
    for place in (where, brought):
        for page in ("", "versions", "acts"):
            answer = browser_in.get(f"{place}{page}")
            text = answer.content.decode()
            assert "<script>alert" not in text
            assert "<img src=x" not in text
            policy = answer.headers["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "default-src 'none'" in policy
            assert not re.search(r"<[^>]+ (style|on\w+)=", text)


@pytest.mark.parametrize(
    "path",
    ["static/../settings.py", "static/site/../../../etc/passwd", "static/%2e%2e/models.py", "e/../../etc/passwd/"],
)
def test_no_path_leads_out_of_the_office(path: str, browser_in: Browser) -> None:
    assert browser_in.get(path).status_code == 404


def test_a_folder_that_unpacks_without_end_or_leads_outside_is_refused_with_the_reason(browser_in: Browser) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        for n in range(3):
            made.writestr(f"{n}.csv", bytes(70 << 20))
    outside = io.BytesIO()
    with zipfile.ZipFile(outside, "w") as made:
        made.writestr("election.toml", "")
        made.writestr("../../planted.py", "")
    for file, reason in ((bomb, "unpacks to more than"), (outside, "cannot be the name of a file")):
        file.seek(0)
        file.name = "folder.zip"
        answer = browser_in.post("bring", {"file": file}, form="")
        assert answer.status_code == 422
        assert reason in answer.content.decode()


def test_a_page_that_is_not_there_and_a_form_that_is_not_filled_say_what_to_do(browser_in: Browser) -> None:
    answer = browser_in.get("e/none/")
    assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)
    answer = browser_in.post("new", {"title": "", "seats": "none", "rules": "made-up"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "4 things to put right" in text
    assert "Write how many places there are" in text
