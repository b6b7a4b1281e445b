import random
from typing import Any

from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_scottish
from timing import Papers, main


def prepare(names: list[str], seats: int, papers: Papers) -> Any:
    rankings = [{names[c - 1]: place for place, c in enumerate(ranking, 1)} for _, ranking in papers]
    return ProfileWithTies(rankings, rcounts=[number for number, _ in papers], candidates=names), seats


main(prepare, lambda args: stv_scottish(args[0], num_seats=args[1], rng=random.Random(1)))
