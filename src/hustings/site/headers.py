"""The `_headers` file of a published site, as common static hosts read it."""

from __future__ import annotations


def headers_for(path: str, rules: str) -> dict[str, str]:
    """The headers of a path: of every rule whose pattern fits, later ones in place of earlier; «! Name» takes one away.

    >>> headers_for("/embed/index.html", "/*\\n  A: 1\\n  B: 2\\n/embed/*\\n  ! A\\n")
    {'B': '2'}
    """
    found: dict[str, str] = {}
    fits = False
    for line in rules.splitlines():
        if line.startswith("/"):
            pattern = line.strip()
            fits = path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern
        elif fits and line.strip().startswith("!"):
            found.pop(line.strip()[1:].strip(), None)
        elif fits and ":" in line:
            name, _, value = line.strip().partition(":")
            found[name] = value.strip()
    return found
