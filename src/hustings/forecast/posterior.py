"""Beliefs after answers: shocks that are normal beforehand, and answers that are a multinomial choice.

The chance of an answer is in proportion to exp(what is usual + what the shocks add), so the log of the posterior has
one summit. The posterior is taken as normal there: its middle is the summit, its spread the curvature (Laplace). Long
brute force agrees within 0.02 and 6 % of the spread (tests/forecast/test_posterior.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hustings.forecast.scenario import Floats

STEPS, CLOSE = 100, 1e-10


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of one group of people to one question.

    counts: how many gave each answer. usual: the log of each answer's chance, up to a constant, where no shock falls.
    moved: answers × shocks, by how much each shock moves the log.
    """

    counts: Floats
    usual: Floats
    moved: Floats


@dataclass(frozen=True, slots=True)
class Normal:
    """Shocks that are jointly normal: their middles, and their covariance."""

    middle: Floats
    covariance: Floats


def posterior(spreads: Floats, answers: Sequence[Answers]) -> Normal:
    """What is believed of the shocks after the answers. spreads: standard deviation of each before; a shock without
    spread stays 0."""
    free = np.flatnonzero(spreads > 0)
    middle, covariance = np.zeros(len(spreads)), np.zeros((len(spreads), len(spreads)))
    if not len(free):
        return Normal(middle, covariance)
    known = [Answers(each.counts, each.usual, each.moved[:, free]) for each in answers]
    precision = spreads[free] ** -2.0
    here = np.zeros(len(free))
    height = _height(here, precision, known)
    for _ in range(STEPS):
        slope, curvature = _shape(here, precision, known)
        step = np.linalg.solve(curvature, slope)
        part = 1.0
        while (higher := _height(here + part * step, precision, known)) < height and part > CLOSE:
            part /= 2
        here, height = here + part * step, higher
        if float(np.abs(part * step).max()) < CLOSE:
            break
    middle[free] = here
    covariance[np.ix_(free, free)] = np.linalg.inv(_shape(here, precision, known)[1])
    return Normal(middle, covariance)


def chances(logs: Floats) -> Floats:
    """Chances in proportion to the exponentials of these."""
    raised = np.exp(logs - logs.max())
    found: Floats = raised / raised.sum()
    return found


def _height(shocks: Floats, precision: Floats, answers: Sequence[Answers]) -> float:
    """The log of the posterior, up to a constant."""
    found = -0.5 * float(precision @ shocks**2)
    for each in answers:
        found += float(each.counts @ np.log(np.maximum(chances(each.usual + each.moved @ shocks), 1e-300)))
    return found


def _shape(shocks: Floats, precision: Floats, answers: Sequence[Answers]) -> tuple[Floats, Floats]:
    """Its slope, and how it curves down."""
    slope, curvature = -precision * shocks, np.diag(precision)
    for each in answers:
        expected = chances(each.usual + each.moved @ shocks)
        spread = np.diag(expected) - np.outer(expected, expected)
        # Of many areas' shocks each answer moves with a few.
        some = np.flatnonzero(each.moved.any(axis=0))
        moved = each.moved[:, some]
        slope[some] += moved.T @ (each.counts - each.counts.sum() * expected)
        curvature[np.ix_(some, some)] += each.counts.sum() * (moved.T @ spread @ moved)
    return slope, curvature
