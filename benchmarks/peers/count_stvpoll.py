from stvpoll.scottish_stv import ScottishSTV
from timing import main


def prepare(names, seats, papers):
    poll = ScottishSTV(seats=seats, candidates=names)
    for number, ranking in papers:
        poll.add_ballot([names[c - 1] for c in ranking], number)
    return poll


main(prepare, lambda poll: poll.calculate().elected_as_tuple())
