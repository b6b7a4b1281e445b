"""`python -m hustings` is the command `hustings`."""

from hustings.cli import program

program()
