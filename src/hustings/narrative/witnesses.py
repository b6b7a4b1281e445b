"""What the counters that agreed are called."""

from __future__ import annotations

from collections.abc import Sequence

from hustings.narrative.catalogue import Words

COUNTERS = {"statute counter": "witness.statute", "compiled counter": "witness.compiled"}


def witness_names(names: Sequence[str], say: Words) -> list[str]:
    """What a record's witnesses are called: «the statute counter»; one that is not ours by the name it has there."""
    return [say(COUNTERS.get(name, "witness.other"), name=name) for name in names]
