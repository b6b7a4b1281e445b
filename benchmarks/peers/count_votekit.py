from typing import Any

from timing import Papers, main
from votekit import RankBallot, RankProfile
from votekit.elections import FastSTV


def prepare(names: list[str], seats: int, papers: Papers) -> Any:
    ballots = [RankBallot(ranking=[{names[c - 1]} for c in ranking], weight=number) for number, ranking in papers]
    longest = max(len(ranking) for _, ranking in papers)
    return RankProfile(ballots=tuple(ballots), candidates=tuple(names), max_ranking_length=longest), seats


main(
    prepare,
    lambda args: [c for group in FastSTV(args[0], n_seats=args[1], tiebreak="random").get_elected() for c in group],
)
