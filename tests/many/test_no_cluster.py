"""Where there is no cluster to work on: one clear line."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from hustings.election.extras import MissingExtra
from hustings.election.problems import BadInput
from hustings.many import connecting
from hustings.many.each import each
from many.tasks import square
from web_servers import free_port


def test_no_cluster_at_the_address_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(connecting, "ANSWER", 0.5)
    port = free_port()
    with pytest.raises(BadInput) as caught:
        list(each(square, [1], workers=f"dask://127.0.0.1:{port}"))
    (line,) = caught.value.on_command_line().splitlines()
    assert line.startswith(f"--workers: no Dask cluster answers at dask://127.0.0.1:{port} (")
    assert line.endswith("`dask scheduler` starts one")


def test_another_program_at_the_address_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the connection and says nothing."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(connecting, "ANSWER", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"dask://127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(BadInput, match="no Dask cluster answers at") as caught:
            list(each(square, [1], workers=address))
    assert "\n" not in str(caught.value)


def test_where_dask_is_not_installed_the_line_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(connecting, "import_module", missing)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r'pip install "hustings\[cluster\]"'):
        list(each(square, [1], workers="dask://127.0.0.1:1"))


def test_a_worker_with_another_version_is_named() -> None:
    pytest.importorskip("distributed")
    here = connecting.versions()
    assert connecting._differing(here) == ""
    assert (
        connecting._differing({**here, "Hustings": "0.0.9"}) == f"has Hustings 0.0.9, and here it is {here['Hustings']}"
    )
    assert connecting._differing({**here, "Python": "3.9"}) == f"has Python 3.9, and here it is {here['Python']}"
    assert connecting._differing(ModuleNotFoundError(name="hustings")) == "has no package hustings"
    assert "does not answer" in connecting._differing(ValueError("anything"))


def test_dask_is_loaded_only_for_a_cluster(tmp_path: Path) -> None:
    import subprocess

    program = (
        "import sys; from hustings import each; list(each(len, ['a'], workers=1)); print('distributed' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
