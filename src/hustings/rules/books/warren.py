"""Warren's rule: as Meek's, but an elected candidate has a price instead of a share.

C. H. E. Warren, «Counting in Single Transferable Vote elections», Voting matters 1 (1994): every paper that supports
an elected candidate pays the same price, if it still can, instead of the same part of what it has left. A paper starts
with 1 and gives each of its candidates, in order, the lesser of the candidate's price and what remains. Prices start
at 1, and are lowered as keep values are under Meek; all else is as in `meek` (paragraphs A to B.3 there).
"""

import dataclasses

from hustings.rules.books.meek import RULES as MEEK

RULES = dataclasses.replace(
    MEEK,
    name="warren",
    title="Warren's rule",
    source="C. H. E. Warren, Counting in Single Transferable Vote elections, Voting matters 1 (1994)",
    text=__doc__,
    procedure="warren",
)
