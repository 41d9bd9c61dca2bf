"""Logistic regression whose ridge draws towards a start, which scikit-learn's draws towards nought only."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

STEPS, SETTLED = 50, 1e-7
"""Newton's steps at most, and the step after which no fourth place moves."""


def regressed(
    design: Numbers,
    so: npt.NDArray[np.bool_],
    weights: Numbers,
    ridge: float | Numbers,
    start: Numbers,
    offset: float | Numbers = 0.0,
) -> Numbers:
    """A coefficient (natural log) for each column of `design`, by Newton's method, without an intercept of its own.
    `so`: what is to be told of each row; `ridge`: the variance that a coefficient's distance from `start` is thought to
    have; `offset`: what each row comes to before."""
    from scipy.special import expit  # slow to import, and only training asks

    worth = start.copy()
    bound = np.broadcast_to(1.0 / np.asarray(ridge), worth.shape)
    sign = np.where(so, -1.0, 1.0)

    def cost(of: Numbers) -> float:
        far: float = np.sum(bound * (of - start) ** 2) / 2
        return far + float(weights @ np.logaddexp(0.0, sign * (offset + design @ of)))

    for _step in range(STEPS):
        chance = expit(offset + design @ worth)
        slope = design.T @ (weights * (so - chance)) - (worth - start) * bound
        bend = (design * (weights * chance * (1 - chance))[:, None]).T @ design + np.diag(bound)
        step = np.linalg.solve(bend, slope)
        while cost(worth + step) > cost(worth) and np.abs(step).max() > SETTLED:
            step /= 2  # too far: where all is told for sure, the bend says little
        worth += step
        if np.abs(step).max() < SETTLED:
            break
    return worth
