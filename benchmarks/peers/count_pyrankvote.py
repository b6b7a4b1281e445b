from typing import Any

import pyrankvote
from timing import Papers, main


def prepare(names: list[str], seats: int, papers: Papers) -> Any:
    candidates = [pyrankvote.Candidate(name) for name in names]
    ballots = [
        pyrankvote.Ballot([candidates[c - 1] for c in ranking]) for number, ranking in papers for _ in range(number)
    ]
    return candidates, ballots, seats


main(prepare, lambda args: [c.name for c in pyrankvote.single_transferable_vote(*args).get_winners()])
