from typing import Any

import votelib.component.transfer
import votelib.evaluate.sequential
from timing import Papers, main


def prepare(names: list[str], seats: int, papers: Papers) -> Any:
    votes = {tuple(names[c - 1] for c in ranking): number for number, ranking in papers}
    selector = votelib.evaluate.sequential.TransferableVoteSelector(transferer="Gregory", quota_function="droop")
    return selector, votes, seats


main(prepare, lambda args: args[0].evaluate(args[1], args[2]))
