"""Signatures: of this record, by this key, and of nothing else."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from shutil import which

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from elections import election, question
from hustings.counting.count import count
from hustings.election.problems import BadInput
from hustings.narrative.record_files import to_json
from hustings.narrative.vacancy import vacancy_json
from hustings.record.body import Body
from hustings.record.json_writer import data_digest
from hustings.record.record import record_of
from hustings.record.signature import check_signature, new_key, public_key, sign
from hustings.witness.declaring import declare
from hustings.witness.vacancies import Counting, VacancyQuestion, fill_vacancy
from journeys.program import EXAMPLE, hustings

CAST, ASK = election({"ABC": 30, "B": 16, "CB": 14}), question("ers97", 2)
TEXT = to_json(record_of(CAST, ASK, count(CAST, ASK), ["statute counter"]))


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    private, public = new_key()
    (tmp_path / "key").write_text(private)
    (tmp_path / "key.pub").write_text(public)
    return tmp_path / "key", tmp_path / "key.pub"


def signed(text: str, keys: tuple[Path, Path]) -> Path:
    path = keys[0].with_name("record.json.sig")
    path.write_text(sign(text, "record.json", keys[0]))
    return path


def test_a_signature_is_of_one_record_by_one_key(keys: tuple[Path, Path], tmp_path: Path) -> None:
    signature = signed(TEXT, keys)
    assert check_signature(TEXT, "record.json", signature, str(keys[1])) is None
    other = tmp_path / "other.pub"
    other.write_text(new_key()[1])
    assert "It names another key" in (check_signature(TEXT, "record.json", signature, str(other)) or "")
    data = json.loads(TEXT) | {"witnesses": ["me"]}
    data["sha256"] = data_digest(data)
    said = check_signature(json.dumps(data), "record.json", signature, str(keys[1]))
    assert said == f"{signature} is not the signature of this record by this key. It is of another record."


def test_a_vacancy_record_is_signed_too(keys: tuple[Path, Path]) -> None:
    """A sits; it leaves, and B comes."""
    papers = election({"A": 3, "AB": 3, "C": 1})
    body = Body(declare(papers, question("scottish", 1), one_witness=True).record)
    text = vacancy_json(
        fill_vacancy(body, papers, VacancyQuestion(leavers=(1,), method="countback"), Counting(one_witness=True))
    )
    signature = signed(text, keys)
    assert check_signature(text, "vacancy.json", signature, str(keys[1])) is None
    other = text.replace('"because": ""', '"because": "x"')
    assert "It is of another record" in (check_signature(other, "vacancy.json", signature, str(keys[1])) or "")


def test_a_signature_nested_too_deep_is_no_signature(keys: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "deep.sig").write_text("[" * 100_000)
    with pytest.raises(BadInput, match="not a signature of a record"):
        check_signature(TEXT, "record.json", tmp_path / "deep.sig", str(keys[1]))


def test_the_layout_of_the_file_does_not_matter(keys: tuple[Path, Path]) -> None:
    again = json.dumps(json.loads(TEXT), indent=7, sort_keys=True).replace("\n", "\r\n")
    assert check_signature(again, "record.json", signed(TEXT, keys), str(keys[1])) is None


def test_the_key_can_be_given_itself(keys: tuple[Path, Path]) -> None:
    signature = signed(TEXT, keys)
    key = json.loads(signature.read_text())["public_key"]
    assert len(base64.b64decode(key)) == 32
    assert check_signature(TEXT, "record.json", signature, key) is None


@pytest.mark.skipif(not which("openssl"), reason="needs openssl")
def test_a_key_of_openssh_is_the_same_key(keys: tuple[Path, Path], tmp_path: Path) -> None:
    found = public_key(str(keys[1]))
    (tmp_path / "ssh.pub").write_bytes(found.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH) + b" ann@home\n")
    assert public_key(str(tmp_path / "ssh.pub")) == found


def test_openssl_agrees(keys: tuple[Path, Path], tmp_path: Path) -> None:
    """An independent program checks the signature of the text that docs/record.md names."""
    data = json.loads(signed(TEXT, keys).read_text())
    (tmp_path / "message").write_text(f"hustings-signature/1 {json.loads(TEXT)['sha256']}")
    (tmp_path / "signature").write_bytes(base64.b64decode(data["signature"]))
    words: list[str | Path] = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", keys[1], "-rawin"]
    files: list[str | Path] = ["-in", tmp_path / "message", "-sigfile", tmp_path / "signature"]
    done = subprocess.run([*words, *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_no_key_and_what_is_no_signature(keys: tuple[Path, Path], tmp_path: Path) -> None:
    for wrong in ("nothing", str(EXAMPLE), str(keys[0])):
        with pytest.raises(BadInput):
            public_key(wrong)
    with pytest.raises(BadInput, match="not an Ed25519 private key"):
        sign(TEXT, "record.json", keys[1])
    signed = sign(TEXT, "record.json", keys[0])
    for text in ("{}", signed.replace('"hustings-signature/1"', '"hustings-signature/2"')):
        assert text != signed
        (tmp_path / "none.sig").write_text(text)
        with pytest.raises(BadInput, match="not a signature of a record"):
            check_signature(TEXT, "record.json", tmp_path / "none.sig", str(keys[1]))
    with pytest.raises(BadInput, match="contradicts itself"):
        sign(TEXT.replace("60.00", "61.00").replace('"30.00"', '"31.00"'), "record.json", keys[0])


def test_from_key_to_verified(tmp_path: Path) -> None:
    def run(*words: object) -> tuple[int, str]:
        done = hustings(*words, folder=tmp_path)
        return done.returncode, done.stdout + done.stderr

    assert run("new-key", "officer")[0] == 0
    assert (tmp_path / "officer").stat().st_mode & 0o77 == 0
    assert run("new-key", "officer")[0] == 2
    assert run("count", EXAMPLE, "--rules", "ers97", "--one-witness", "--json", "record.json")[0] == 0
    assert run("sign", "record.json", "--key", "officer")[0] == 0
    verify = ("verify", "record.json", EXAMPLE, "--one-witness", "--signed-by")
    status, said = run(*verify, "officer.pub")
    assert (status, "Signed by officer.pub" in said) == (0, True)
    run("new-key", "stranger")
    status, said = run(*verify, "stranger.pub")
    assert (status, "is not the signature of this record by this key" in said) == (1, True)
