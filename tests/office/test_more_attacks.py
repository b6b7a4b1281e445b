"""Tries of a campaign, of a stranger and of a file that want to harm: see docs/office-attacks.md."""

from __future__ import annotations

import io
import zipfile

from hustings.office.home import Home
from office.accounts import PASSWORD, Visitor, person
from office.browsing import Browser
from office.test_campaigns import TOML, Officer
from office.working import Work

SLATES = b'[[slate]]\nid = "a"\nname = "A"\n[slate.candidates]\nchair = ["Ann"]\n'
PEOPLE = "name,contest\nAnn,chair\n"


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    packed.seek(0)
    packed.name = "own.zip"
    return packed


def results(campaign: Work) -> list[str]:
    """The files with a result among the pages that a campaign makes."""
    where, page = campaign.run(campaign.send(f"e/{campaign.key}/publish/make", {}))
    assert "The pages are made" in page, page
    packed = zipfile.ZipFile(io.BytesIO(campaign.browser.get(f"{where}/site.zip").content))
    return [name for name in packed.namelist() if "result" in name]


def test_a_campaign_publishes_no_record_but_those_that_the_election_has_declared(browser_in: Browser) -> None:
    """A count of the same contest, but nobody has declared it: the campaign brings it as a file of its own."""
    from hustings.office import campaigns
    from hustings.office.models import Election

    office = Officer(browser_in, "Made up")
    where, _ = office.run(office.send(f"e/{office.key}/count/chair/count", {}))
    office.send(f"{where}/accept", {})
    record = office.files()["records/chair.json"]
    campaign = office.campaign()
    own = {"site.toml": b'imprint = "Us, 1 Road"\n', "slates.toml": SLATES, "records/chair.json": record}
    sent = campaign.send(f"e/{campaign.key}/versions/bring", {"file": zipped(own)})
    assert (sent.status_code, campaign.files()["records/chair.json"]) == (302, record)
    assert results(campaign) == []
    # Once it is declared, and taken in, it is there.
    assert office.send(f"e/{office.key}/count/chair/declare", {"name": "Olive"}).status_code == 302
    campaigns.show(office.row, office.row.current, charts=False)
    row = Election.objects.get(key=campaign.key)
    campaigns.take_in(row, row.current, solo=False)
    assert "results/chair.json" in results(campaign)


def test_a_key_of_thousands_of_names_is_refused_before_it_is_read(browser_in: Browser) -> None:
    work = Work(browser_in, "Deep", {"election.toml": TOML.format("Deep"), "candidates.csv": PEOPLE})
    deep = "a" + ".a" * 20_000 + " = 1\n"
    for name in ("site.toml", "slates.toml", "election.toml"):
        sent = work.send(f"e/{work.key}/set-up/text", {"name": name, "text": deep, "anyway": "yes"})
        pages = {page: browser_in.get(f"e/{work.key}/{page}") for page in ("", "set-up", "versions")}
        assert [answer.status_code for answer in pages.values()] == [200, 200, 200], name
        assert "nested too deeply" in sent.content.decode() + pages[""].content.decode(), name


def test_a_spreadsheet_that_lies_about_its_size_is_only_a_bad_spreadsheet(browser_in: Browser) -> None:
    work = Work(browser_in, "Lies", {"election.toml": TOML.format("Lies"), "candidates.csv": PEOPLE})
    file = io.BytesIO(_lying())
    file.name = "nominations.xlsx"
    sent = work.send(f"e/{work.key}/nominations/chair", {"file": file})
    assert sent.status_code == 422
    assert "nominations.xlsx" in sent.content.decode()


def _lying() -> bytes:
    """A workbook of one sheet with one cell of 64 MB, whose directory says that the sheet has 1,000 bytes."""
    space, kind = "http://schemas.openxmlformats.org/", "application/vnd.openxmlformats-officedocument.spreadsheetml."
    part = f'<Override PartName="/xl/{{}}.xml" ContentType="{kind}{{}}+xml"/>'
    types = part.format("workbook", "sheet.main") + part.format("worksheets/sheet1", "worksheet")
    link = f'<Relationships xmlns="{space}package/2006/relationships"><Relationship Id="rId1" Target="{{}}" '
    link += f'Type="{space}officeDocument/2006/relationships/{{}}"/></Relationships>'
    book = f'<workbook xmlns="{space}spreadsheetml/2006/main" xmlns:r="{space}officeDocument/2006/relationships">'
    book += '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
    begin = f'<worksheet xmlns="{space}spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}package/2006/content-types">{types}</Types>',
        "_rels/.rels": link.format("xl/workbook.xml", "officeDocument"),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": link.format("worksheets/sheet1.xml", "worksheet"),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(begin.encode())
            for _ in range(64):
                sheet.write(b"a" * (1 << 20))
            sheet.write(b"</t></is></c></row></sheetData></worksheet>")
        archive.getinfo("xl/worksheets/sheet1.xml").file_size = 1000
    return packed.getvalue()


def test_somebody_who_has_not_signed_in_sends_nothing_large(browser_in: Browser, served: Home) -> None:
    assert served
    Officer(browser_in, "Open to campaigns").campaign()
    stranger, member = Visitor(), Visitor(person())
    for page in ("/in", "/forgotten", f"/join/{'x' * 43}"):
        answer = stranger.client.post(page, {"login": "a" * (65 << 10)}, **stranger.headers)  # type: ignore[arg-type]
        assert answer.status_code == 413, page
    # A password is less; and whoever is signed in may bring a file.
    assert stranger.post("/in", {"login": "a@example.org", "password": "a" * 200}).status_code == 200
    assert member.post("/campaigns/new", {"title": "a" * (65 << 10)}, form="/campaigns/new").status_code == 422


def test_a_code_is_good_once_and_after_five_wrong_ones_none_is(served: Home) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

    assert served
    page = "/account/authenticate/"

    def signing_in(email: str, code: str) -> int:
        visitor = Visitor()
        assert visitor.post("/in", {"login": email, "password": PASSWORD}).status_code == 302
        return visitor.post(page, {"code": code}, form=page).status_code

    def code_of(somebody: object) -> str:
        secret = TOTP(Authenticator.objects.get(user=somebody)).instance.data["secret"]
        return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))

    seen, guessed = person(), person()
    code = code_of(seen)
    assert [signing_in(seen.email, code) for _ in range(2)] == [302, 200]
    wrong = f"{(int(code_of(guessed)) + 500_000) % 10**6:06}"
    assert [signing_in(guessed.email, wrong) for _ in range(5)] == [200] * 5
    assert signing_in(guessed.email, code_of(guessed)) == 200
