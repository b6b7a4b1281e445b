"""Who does the work: so many processes or threads of this machine, or a Dask cluster."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Literal

from hustings.election.problems import BadInput, Problem, shown

Kind = Literal["processes", "threads", "dask"]
MOST_WORKERS = 1000
WAYS = "a number of processes as in 4, of threads as in threads:4, or a Dask cluster as in dask://HOST:PORT"


@dataclass(frozen=True, slots=True)
class Workers:
    """kind: what they are. number: how many; 0 for a cluster, which knows itself. address: of its scheduler."""

    kind: Kind
    number: int = 0
    address: str = ""


def workers_of(said: int | str | None) -> Workers:
    """The workers that are meant by 4, "4", "threads:4", "dask://HOST:PORT"; None means a process for every core.

    Raises BadInput for anything else.
    """
    if said is None:
        return Workers("processes", cores())
    text = str(said).strip()
    if match := re.fullmatch(r"(?:(processes|threads):)?([0-9]{1,6})", text):
        number = int(match[2])
        if 1 <= number <= MOST_WORKERS:
            return Workers("threads" if match[1] == "threads" else "processes", number)
    elif re.fullmatch(r"dask://(\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):[0-9]{1,5}/?", text):
        return Workers("dask", address=text.rstrip("/").replace("dask://", "tcp://"))
    raise BadInput(Problem("--workers", f"{shown(said)} is not {WAYS}"))


def cores() -> int:
    """How many processes or threads can run at once here."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
