"""Hustings: elections inside membership organisations by the Single Transferable Vote.

Each folder is a room; a room imports only from rooms above it in this list:
election, ballots, rules, counting | kernel, witness, nominations, forecast, planning, places, publish, cli.
"""

__version__ = "0.1.0"
