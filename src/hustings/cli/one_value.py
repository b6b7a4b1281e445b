"""An option that takes one value takes it once: given twice, the command is refused instead of using the last."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperOption


class OneValue(TyperCommand):
    """A command that refuses an option given twice, where that option takes one value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        for option in dict.fromkeys(given):
            one_value = isinstance(option, TyperOption) and not option.multiple and not option.is_flag
            if one_value and (times := given.count(option)) > 1:
                ctx.fail(f"{max(option.opts, key=len)} is given {times} times and takes one value")
        return super().parse_args(ctx, args)
