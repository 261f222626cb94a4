"""How the day form shares the terminal with what stands beside it."""

from dataclasses import dataclass

# A form that shows the anchors of the five first measures whole: with narrow numbers, and with wide ones.
FORM_WIDTH = 82
WIDE_FORM_WIDTH = 92
STRIPS_WIDTH = 40
# Seven days of the calendar, six cells each, with the padding of the strips above them.
MONTH_WIDTH = 44
LEAST_CHART_WIDTH = 46
ROOMY_CHART_WIDTH = 74
# A heading, the weekdays, six weeks and a line of legend, and the blank line above them.
LEAST_MONTH_LINES = 10
# The title, the message and the keys.
_LINES_AROUND = 3
# Title, notice, answers, standing, due, message and keys.
_LINES_WITHOUT_MEASURES = 13


@dataclass(frozen=True, slots=True)
class DayColumns:
    """What of the terminal each part has, in cells.

    Attributes:
        form: how wide the form is.
        strips: how wide the strips of the last days are beside it, with the month under them; 0 for neither.
        chart: how wide the chart is beside both; 0 for neither chart nor month.
        is_airy: whether every other line between the measures stays blank.
    """

    form: int
    strips: int
    chart: int
    is_airy: bool

    @classmethod
    def fitting(cls, width: int, height: int, measures: int) -> "DayColumns":
        """Return the columns for a terminal of `width` by `height` and so many measures: the form first."""
        is_airy = 2 * measures + _LINES_WITHOUT_MEASURES <= height
        if width < FORM_WIDTH - 10 + STRIPS_WIDTH:
            return cls(width, 0, 0, is_airy)
        under_strips = height - _LINES_AROUND - (1 + measures * (2 if is_airy else 1))
        spare = width - MONTH_WIDTH - FORM_WIDTH
        if spare < LEAST_CHART_WIDTH or under_strips < LEAST_MONTH_LINES:
            return cls(width - STRIPS_WIDTH, STRIPS_WIDTH, 0, is_airy)
        form = FORM_WIDTH + min(max(spare - ROOMY_CHART_WIDTH, 0), WIDE_FORM_WIDTH - FORM_WIDTH)
        return cls(form, MONTH_WIDTH, width - MONTH_WIDTH - form, is_airy)
