"""The windows of a trial as they count on a day, and the days in them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ldn_tui.domain.trial import day_after
from ldn_tui.domain.windows import Span, Windows

BASELINE, TRANSITION, STABLE, ENDPOINT = "baseline", "transition", "stable", "endpoint"


def windows_as_of(windows: Windows, as_of: date) -> Mapping[str, Span]:
    """Return the windows by name, as they count on `as_of`; those that have no day yet are left out.

    Baseline and transition stand as they are. Stable ends with `as_of`, if that comes before the decision day; the
    endpoint is then the last days of what there is of it, no more than it will have.

    Args:
        windows: the windows as they stand now.
        as_of: the last day that counts.
    """
    found = {BASELINE: windows.baseline, TRANSITION: windows.transition}
    if windows.stable is not None:
        stable = Span(windows.stable.start, min(windows.stable.end, day_after(as_of, 1)))
        found[STABLE] = stable
        days = windows.days_of(stable)
        if windows.endpoint is not None and days:
            most = len(windows.days_of(windows.endpoint))
            found[ENDPOINT] = Span(days[-most:][0], stable.end)
    return {name: span for name, span in found.items() if span is not None and span.length}


def days_in(span: Span, pauses: Sequence[Span] = ()) -> tuple[date, ...]:
    """Return the days of `span` in order, without those of `pauses`: they belong to no window."""
    start = span.start
    every = (start + timedelta(days=number) for number in range(span.length))
    within = [pause for pause in pauses if pause.start < span.end and start < pause.end]
    return tuple(day for day in every if not any(day in pause for pause in within)) if within else tuple(every)


def ratings_in(series: Mapping[date, float], span: Span, pauses: Sequence[Span] = ()) -> dict[date, float]:
    """Return what of `series` was rated on the days of `span` that are in no pause, in order."""
    return {day: series[day] for day in days_in(span, pauses) if day in series}
