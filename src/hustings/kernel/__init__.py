"""The compiled counter: the second witness of an official count, and the planner's million counts.

From Python one calls `counter.count` (one count, all facts), `batch.count_batch` and `batch.count_each` (many counts,
winners and gaps), `records` (many counts, all facts)
and `compiled.prepare` (compile, or load what was compiled). Everything between is one compiled entry,
`run.run`, which makes no Python object. `contests` turns ballots and questions into its arrays, `answers` a rule book
into numbers, `lots` the lot into a table that is asked only for the ties that come to it; `facts` reads back the `tape`
onto which compiled code writes events as they happen. The compiled modules, from the ground up: `arithmetic` (128-bit
products), `papers` (rankings as a tree in which a common beginning is one thing), `tally` (where a count stands),
`ties`, `constraints`, `electing`, `piles` (papers that move), `surplus`, `exclusion`, then the procedures `transfers`,
`meek`, `plurality`. `wigm` (with `completions`) counts in exact fractions, in plain Python. `exactness` says how far
64 bits reach, and refuses beyond.
"""
