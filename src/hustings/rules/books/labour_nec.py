"""The constituency-party places on the Labour Party's National Executive Committee, since 2020.

The party has not published the text of its counting rules. What is public: the Single Transferable Vote is used, and
in 2020 the quota was 12,954.9 for nine places and 129,549 valid votes (LabourList, November 2020). That is a tenth of
the votes, neither rounded to a whole number nor raised by one. It fits the two-decimal quota of ers97, so this rule
book is ers97 in everything; it is our reading, not the party's text.

At least four of the nine places must go to women (2024). That is a constraint of the contest, not of the rule book:
say `--at-least 4:women`, or write it in the election folder.
"""

import dataclasses

from hustings.rules.books.ers97 import RULES as ERS97

RULES = dataclasses.replace(
    ERS97,
    name="labour-nec",
    title="Labour Party NEC, constituency section (ers97; the party's own text is not public)",
    source=f"{ERS97.source}; applied to the NEC by the evidence of the quota of 2020",
    text=__doc__,
)
