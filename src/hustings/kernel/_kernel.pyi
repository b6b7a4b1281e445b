"""What the Rust crate `kernel/python` offers; see there for what the plain tuples hold."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hustings.kernel.asking import Ranks

# Every question of a rule book with a choice of answers, and the answers that this counter knows.
QUESTIONS: dict[str, tuple[str, ...]]
# Those answered by yes or no, and those answered by a number or none.
YES_OR_NO: tuple[str, ...]
NUMBERS: tuple[str, ...]

class Planted: ...
class Asked: ...

def ask(question: Mapping[str, object]) -> Asked: ...
def count(tokens: Any, starts: Any, papers: Any, question: Asked, ranks: Ranks) -> tuple[str, Any, int]: ...
def plant(tokens: Any, starts: Any, question: Asked) -> Planted: ...
def count_batch(
    planted: Planted,
    weights: Any,
    standing: Any,
    question: Asked,
    ranks: Ranks,
    into: Any,
    threads: int,
    progress: Callable[[int, int], None] | None,
) -> None: ...
def count_each(
    entries: Sequence[tuple[Any, Any, Any, int, Asked, Ranks]],
    into: Any,
    threads: int,
    progress: Callable[[int, int], None] | None,
) -> None: ...
def paths(
    setting: Any, rankings: Any, width: int, areas: Any
) -> tuple[tuple[tuple[bytes, bytes], tuple[bytes, bytes], tuple[bytes, bytes]], bytes, int]: ...
