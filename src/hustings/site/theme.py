"""Styles and scripts as they are sent: without what browsers pass over; and the style of a site's own colours."""

from __future__ import annotations

from hustings.look.colour import Accent, Ground


def theme(accent: Accent, ground: Ground) -> str:
    """Style for a site's colours: by day, at night, and in print, which is on white."""
    day = f"--accent: {accent.light}; --on-accent: {accent.on_light}"
    if ground != Ground():
        shades = (ground.paper, ground.ink, ground.muted, ground.rule, ground.wash)
        names = ("paper", "ink", "muted", "rule", "wash")
        own = "; ".join(f"--{name}: {shade}" for name, shade in zip(names, shades, strict=True))
        own = f"@media screen and (prefers-color-scheme: light) {{ :root {{ {own}; }} }}\n"
    else:
        own = ""
    return (
        f":root {{ {day}; }}\n{own}"
        "@media (prefers-color-scheme: dark) { :root { "
        f"--accent: {accent.dark}; --on-accent: {accent.on_dark}; }} }}\n"
        f"@media print {{ :root {{ {day}; }} }}\n"
    )


def lighter(source: bytes) -> bytes:
    """A script or style without its indentation, empty lines, and lines that are comments."""
    lines = (line.strip() for line in source.decode().splitlines())
    kept = (line for line in lines if line and not line.startswith("//") and line[:2] + line[-2:] != "/**/")
    return ("\n".join(kept) + "\n").encode()
