"""Hustings: elections inside membership organisations by the Single Transferable Vote.

    >>> import hustings
    >>> ballots = hustings.from_rankings({("Ann", "Bob"): 6, ("Bob", "Cyd"): 5, ("Cyd", "Bob"): 4}, seats=1)
    >>> count = hustings.count(ballots, rules="scottish")
    >>> count.elected, count.quota
    (('Bob',), Decimal('8.00000'))
    >>> count.why("Cyd")[:44]
    'Cyd was excluded at stage 2. Cyd has the few'

What a Python program can call:

    read_ballots, from_rankings, from_dataframe     ballots from a file, from names, from a data frame
    write_ballots                                   ballots into a file
    read_table                                      the rows of a CSV file or a spreadsheet
    read_export                                     the export of a form program, for an election folder
    reconcile                                       two typings of the same paper ballots, compared
    rule_books                                      the rule books, by name
    count, compare, count_many                      one count, several rule books, many files
    margin                                          how few papers would have changed who is elected
    each                                            a task of your own on many items, in processes or on a cluster
    verify, fill_vacancy                            check a record; fill the place of a member who leaves
    new_election, read_election                     a new election folder; what is wrong with one
    tally_nominations, read_nominations             which nominations count; those that somebody sends
    fit_forecast, forecast_from_nominations,        a first forecast: from real ballots, from nominations,
        forecast_from_result                            from an earlier result
    read_forecast, combine_forecasts                what a campaign believes; two forecasts as one
    update_forecast, update_turnout                 a forecast moved by what people answer; by how many have voted
    plan, evaluate, simulate                        advice for a slate, what a plan is worth, elections drawn
    publish                                         the site of a folder
    build_postcodes, postcode_finder, find_postcode an index of postcodes; what postcodes are

Every function raises `HustingsError` or one of its kinds: `BadInput` (the input cannot be used), `LotNeeded` (a tie
needs a lot and there is neither seed nor decision), `Dispute` (the two counters differ), `NoSecondWitness` (only one
can count). An error's `problems` say everything that is wrong: file, line, field, value, message.

Votes are `Decimal`, or `Fraction` under a rule book that rounds nothing; never floats. Nothing here prints, reads the
clock or an environment variable. Long work takes `progress(part, words)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hustings.ballots.ballots import Ballots as Ballots
    from hustings.election.extras import MissingExtra as MissingExtra
    from hustings.election.nouns import Election as Election
    from hustings.election.problems import BadInput as BadInput
    from hustings.election.problems import HustingsError as HustingsError
    from hustings.election.problems import Problem as Problem
    from hustings.forecast.first_folder import SlateNames as SlateNames
    from hustings.forecast.first_folder import WizardAnswers as WizardAnswers
    from hustings.forecast.simulating import Simulation as Simulation
    from hustings.front.body import Body as Body
    from hustings.front.body import fill_vacancy as fill_vacancy
    from hustings.front.count import Count as Count
    from hustings.front.counting import Comparison as Comparison
    from hustings.front.counting import compare as compare
    from hustings.front.counting import count as count
    from hustings.front.counting import rule_books as rule_books
    from hustings.front.double_entry import Reconciliation as Reconciliation
    from hustings.front.double_entry import reconcile as reconcile
    from hustings.front.elections import ElectionFolder as ElectionFolder
    from hustings.front.elections import publish as publish
    from hustings.front.elections import read_election as read_election
    from hustings.front.elections import simulate as simulate
    from hustings.front.exports import Export as Export
    from hustings.front.exports import read_export as read_export
    from hustings.front.first_forecasts import FirstForecast as FirstForecast
    from hustings.front.first_forecasts import Fit as Fit
    from hustings.front.first_forecasts import FromNominations as FromNominations
    from hustings.front.first_forecasts import FromResult as FromResult
    from hustings.front.first_forecasts import fit_forecast as fit_forecast
    from hustings.front.first_forecasts import forecast_from_nominations as forecast_from_nominations
    from hustings.front.first_forecasts import forecast_from_result as forecast_from_result
    from hustings.front.forecasts import Beliefs as Beliefs
    from hustings.front.forecasts import Canvassed as Canvassed
    from hustings.front.forecasts import TurnedOut as TurnedOut
    from hustings.front.forecasts import combine_forecasts as combine_forecasts
    from hustings.front.forecasts import read_forecast as read_forecast
    from hustings.front.forecasts import update_forecast as update_forecast
    from hustings.front.forecasts import update_turnout as update_turnout
    from hustings.front.many import CountedFile as CountedFile
    from hustings.front.many import CountedTable as CountedTable
    from hustings.front.many import count_many as count_many
    from hustings.front.margins import margin as margin
    from hustings.front.new_election import new_election as new_election
    from hustings.front.nominations import NewNominations as NewNominations
    from hustings.front.nominations import Nominations as Nominations
    from hustings.front.nominations import read_nominations as read_nominations
    from hustings.front.nominations import tally_nominations as tally_nominations
    from hustings.front.papers import from_dataframe as from_dataframe
    from hustings.front.papers import from_rankings as from_rankings
    from hustings.front.papers import read_ballots as read_ballots
    from hustings.front.papers import read_table as read_table
    from hustings.front.papers import write_ballots as write_ballots
    from hustings.front.planning import Advice as Advice
    from hustings.front.planning import Evaluation as Evaluation
    from hustings.front.planning import evaluate as evaluate
    from hustings.front.planning import plan as plan
    from hustings.front.postcodes import PostcodeFinder as PostcodeFinder
    from hustings.front.postcodes import build_postcodes as build_postcodes
    from hustings.front.postcodes import find_postcode as find_postcode
    from hustings.front.postcodes import postcode_finder as postcode_finder
    from hustings.front.verifying import verify as verify
    from hustings.many.each import each as each
    from hustings.many.outcome import Outcome as Outcome
    from hustings.margins.answer import Margin as Margin
    from hustings.places.areas import Routing as Routing
    from hustings.places.build import Built as Built
    from hustings.places.finder import Answer as Answer
    from hustings.record.record import CountRecord as CountRecord
    from hustings.rules.book import Rules as Rules
    from hustings.rules.lot import LotNeeded as LotNeeded
    from hustings.site.publishing import Published as Published
    from hustings.witness.declaring import Dispute as Dispute
    from hustings.witness.declaring import NoSecondWitness as NoSecondWitness

__version__ = "0.1.0"

# Where each name of this page is; it is loaded when it is first asked for.
_HOMES = {
    "read_ballots": "front.papers",
    "read_table": "front.papers",
    "from_rankings": "front.papers",
    "from_dataframe": "front.papers",
    "write_ballots": "front.papers",
    "read_export": "front.exports",
    "reconcile": "front.double_entry",
    "rule_books": "front.counting",
    "count": "front.counting",
    "compare": "front.counting",
    "count_many": "front.many",
    "margin": "front.margins",
    "each": "many.each",
    "verify": "front.verifying",
    "fill_vacancy": "front.body",
    "new_election": "front.new_election",
    "read_election": "front.elections",
    "tally_nominations": "front.nominations",
    "read_nominations": "front.nominations",
    "fit_forecast": "front.first_forecasts",
    "forecast_from_nominations": "front.first_forecasts",
    "forecast_from_result": "front.first_forecasts",
    "read_forecast": "front.forecasts",
    "combine_forecasts": "front.forecasts",
    "update_forecast": "front.forecasts",
    "update_turnout": "front.forecasts",
    "plan": "front.planning",
    "evaluate": "front.planning",
    "simulate": "front.elections",
    "publish": "front.elections",
    "build_postcodes": "front.postcodes",
    "postcode_finder": "front.postcodes",
    "find_postcode": "front.postcodes",
    "Advice": "front.planning",
    "Answer": "places.finder",
    "BadInput": "election.problems",
    "Ballots": "ballots.ballots",
    "Beliefs": "front.forecasts",
    "Body": "front.body",
    "Built": "places.build",
    "Canvassed": "front.forecasts",
    "Comparison": "front.counting",
    "Count": "front.count",
    "CountRecord": "record.record",
    "CountedFile": "front.many",
    "CountedTable": "front.many",
    "Dispute": "witness.declaring",
    "Election": "election.nouns",
    "ElectionFolder": "front.elections",
    "Evaluation": "front.planning",
    "Export": "front.exports",
    "FirstForecast": "front.first_forecasts",
    "Fit": "front.first_forecasts",
    "FromNominations": "front.first_forecasts",
    "FromResult": "front.first_forecasts",
    "HustingsError": "election.problems",
    "LotNeeded": "rules.lot",
    "Margin": "margins.answer",
    "MissingExtra": "election.extras",
    "NewNominations": "front.nominations",
    "NoSecondWitness": "witness.declaring",
    "Nominations": "front.nominations",
    "Outcome": "many.outcome",
    "PostcodeFinder": "front.postcodes",
    "Problem": "election.problems",
    "Published": "site.publishing",
    "Reconciliation": "front.double_entry",
    "Routing": "places.areas",
    "Rules": "rules.book",
    "Simulation": "forecast.simulating",
    "SlateNames": "forecast.first_folder",
    "TurnedOut": "front.forecasts",
    "WizardAnswers": "forecast.first_folder",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module “hustings” has no attribute “{name}”")
    from importlib import import_module

    return getattr(import_module(f"hustings.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
