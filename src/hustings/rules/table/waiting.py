"""The two tests by which the lowest candidates are compared with the next one above.

T is all surpluses together, the lowest k candidates have b votes together and the next has a. A test holds for some k
that could be excluded together if T + b <= a (not exceeding), or T + b < a (less than).
"""

NOT_EXCEEDING = "{} the lowest candidates’ votes, together with all surpluses, do not exceed the next candidate’s votes"
LESS_THAN = "{} the lowest candidates’ votes, together with all surpluses, are fewer than the next candidate’s votes"
