"""The mean of a measure on each dose step, with its interval."""

from collections.abc import Sequence
from statistics import fmean

from ldn_tui.domain.dose_steps import dose_steps
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measure_findings import DoseStepMean
from ldn_tui.domain.serial_interval import LEAST_DF, effective_size, serial_correlation, variance_factor
from ldn_tui.domain.student_t import quantile

LEAST_DAYS = 7
LEAST_STEPS = 2


def dose_step_means(evidence: Evidence, measure: str) -> tuple[DoseStepMean, ...]:
    """Return the mean of `measure` in points on each step of at least 7 days; none with fewer than 2 of them.

    The 95 % interval of a mean is that of the serial-adjusted t interval (see `serial_interval`), with the residuals of
    all steps: mean +- t s sqrt(V(n)), s^2 = sum SS_i / (sum n_i - k), df = max(2, sum n_eff(n_i) - k) over the k steps
    with ratings. There is none where nothing varies.

    Args:
        evidence: the trial.
        measure: the measure's key.
    """
    series = evidence.series(measure)
    steps = [step for step in dose_steps(evidence) if len(step.days) >= LEAST_DAYS]
    if len(steps) < LEAST_STEPS:
        return ()
    ratings = [{day: series[day] for day in step.days if day in series} for step in steps]
    correlation = serial_correlation(ratings)
    margins = _margins([len(known) for known in ratings], correlation.adjusted, correlation.sum_of_squares)
    return tuple(
        DoseStepMean(
            starts_on=step.days[0],
            ends_on=step.days[-1],
            days=len(step.days),
            mg=step.mg,
            n=len(known),
            mean=fmean(known.values()) if known else None,
            low=None if margin is None else fmean(known.values()) - margin,
            high=None if margin is None else fmean(known.values()) + margin,
        )
        for step, known, margin in zip(steps, ratings, margins, strict=True)
    )


def _margins(sizes: Sequence[int], phi: float, sum_of_squares: float) -> list[float | None]:
    """Return t s sqrt(V(n)) of each step by its number of ratings; None without any, or where nothing varies."""
    rated = [n for n in sizes if n]
    left = sum(rated) - len(rated)
    if not sum_of_squares or left < 1:
        return [None for _ in sizes]
    df = max(LEAST_DF, sum(effective_size(n, phi) for n in rated) - len(rated))
    reach = quantile(0.975, df) * (sum_of_squares / left) ** 0.5
    return [reach * variance_factor(n, phi) ** 0.5 if n else None for n in sizes]
