"""Asking for a measure: the active ones first, the retired ones can be looked at too."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from ldn_tui.domain.measures import Measure
from ldn_tui.tui.dialogs.choice import ChoiceDialog, lettered


def ask_measure(
    push: Callable[..., object],
    measures: Iterable[Measure],
    answer: Callable[[str], None],
    heading: str = "Which measure?",
) -> None:
    """Ask for one of `measures`, and hand its key to `answer`.

    Args:
        push: shows a dialog and calls back with what it returned.
        measures: all of them, in their order.
        answer: called with the key; not called if the dialog is left.
        heading: what is asked.
    """
    ordered = sorted(measures, key=lambda measure: measure.is_retired)
    choices = [
        replace(
            choice,
            hint=f"0 {measure.low_anchor}, 10 {measure.high_anchor}",
            group="retired" if measure.is_retired else "",
        )
        for choice, measure in zip(lettered([(measure.name, measure.key) for measure in ordered]), ordered, strict=True)
    ]

    def answered(key: str | None) -> None:
        if key is not None:
            answer(key)

    push(ChoiceDialog(heading, choices), answered)
