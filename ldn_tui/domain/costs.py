"""What a trial's medicine cost, against what was taken regularly before it."""

from collections.abc import Iterable

from ldn_tui.domain import sentences
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.medicine_findings import Cost
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phase_days import trial_span
from ldn_tui.domain.trial_doses import medicine_of_trial, units_taken_on
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import days_in

DAYS_A_WEEK = 7


def cost(evidence: Evidence) -> Cost:
    """Return what the doses taken since the first dose cost, in all and a week, against what they replaced.

    What they replaced are the other regular medicines that were stopped on the day of the first dose or later; one of
    unknown price, or prices in different currencies, leave that sum open.
    """
    medicine, first, span = medicine_of_trial(evidence), evidence.windows.first_dose, trial_span(evidence)
    replaced = _replaced(evidence)
    before = _cost_a_week(replaced)
    unit_price = None if medicine is None else medicine.unit_price
    if medicine is None or unit_price is None:
        return Cost(None, None, before, _currency(replaced), sentences.NO_PRICE)
    days = () if first is None or first >= span.end else days_in(Span(first, span.end))
    units = sum(units_taken_on(evidence, day, medicine) for day in days)
    if not units:
        return Cost(None, None, before, _currency([medicine, *replaced]), sentences.NO_DOSE_TAKEN)
    currency = _currency([medicine, *replaced])
    is_comparable = not replaced or bool(currency) or not any(known.currency for known in [medicine, *replaced])
    return Cost(
        total=unit_price * units,
        per_week=unit_price * units / len(days) * DAYS_A_WEEK,
        before_per_week=before if is_comparable else None,
        currency=currency,
        reason=None,
    )


def _replaced(evidence: Evidence) -> list[Medicine]:
    """Return the other regular medicines that were stopped on the day of the first dose or later."""
    first, own = evidence.windows.first_dose, medicine_of_trial(evidence)
    if first is None:
        return []
    return [
        medicine
        for medicine in evidence.medicines
        if medicine is not own
        and not medicine.as_needed
        and medicine.stops_on is not None
        and first <= medicine.stops_on <= evidence.as_of
        and (medicine.starts_on is None or medicine.starts_on < first)
    ]


def _cost_a_week(medicines: Iterable[Medicine]) -> float | None:
    """Return what regular medicines cost a week; None without any, or where a price is not known."""
    prices = [
        None if medicine.unit_price is None else medicine.unit_price * (medicine.units_a_day or 1) * DAYS_A_WEEK
        for medicine in medicines
    ]
    known = [price for price in prices if price is not None]
    return sum(known) if known and len(known) == len(prices) else None


def _currency(medicines: Iterable[Medicine]) -> str:
    """Return the currency all prices are in; "" where one is in another, or does not say it."""
    currencies = {medicine.currency for medicine in medicines if medicine.price is not None}
    return currencies.pop() if len(currencies) == 1 else ""
