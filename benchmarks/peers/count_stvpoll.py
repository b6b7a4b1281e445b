from typing import Any

from stvpoll.scottish_stv import ScottishSTV
from timing import Papers, main


def prepare(names: list[str], seats: int, papers: Papers) -> Any:
    poll = ScottishSTV(seats=seats, candidates=names)
    for number, ranking in papers:
        poll.add_ballot([names[c - 1] for c in ranking], number)
    return poll


main(prepare, lambda poll: poll.calculate().elected_as_tuple())
