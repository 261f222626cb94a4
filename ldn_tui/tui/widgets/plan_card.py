"""What the trial rests on, beside its phases: what counts, when it is decided, medicines, the seal."""

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.text import shorten, visible
from ldn_tui.domain.trial import Template, Trial
from ldn_tui.domain.windows import LEAST_STABLE_DAYS, Span
from ldn_tui.keys.in_force import Keys
from ldn_tui.tui.plan_view import PlanView

_NAME_WIDTH = 10
_KEY = "bold $footer-key-foreground"


class PlanCard(Widget):
    """The card. Blank lines give way first where it is too short."""

    view: reactive[PlanView | None] = reactive[PlanView | None](None)

    def __init__(self, keys: Keys) -> None:
        """Tell the keys that are in force."""
        super().__init__()
        self._keys = keys

    def render(self) -> Content:
        """Draw what is known."""
        view, size = self.view, self.content_size
        if view is None or not size.width or not size.height:
            return Content("")
        lines = [line for text in _lines(view, self._keys) for line in (text.wrap(size.width) or [Content("")])]
        blanks = [index for index, line in enumerate(lines) if not line.plain]
        while len(lines) > size.height and blanks:
            del lines[blanks.pop()]
        return Content("\n").join(lines[: size.height])


def heading(text: str) -> Content:
    """Return a heading of the card."""
    return Content.assemble((text, "bold $primary"))


def _fact(name: str, words: str, style: str = "") -> Content:
    return Content.assemble((name.ljust(_NAME_WIDTH), "$text-muted"), (visible(words), style))


def _lines(view: PlanView, keys: Keys) -> Iterator[Content]:
    trial = view.trial
    if trial is not None:
        yield from what_counts(view)
        yield Content("")
    yield heading("Medicines")
    active = [medicine for medicine in view.medicines if medicine.is_active(view.today)]
    for medicine in active:
        words = ", ".join(part for part in (medicine.name, medicine.dose) if part)
        yield Content(visible(words))
        runs_out = view.runs_out.get(medicine.id)
        if runs_out is not None:
            yield Content.assemble(("  runs out ", "$text-muted"), day_and_month(runs_out))
        if medicine.opioid:
            yield Content.assemble(("  an opioid", "bold $error"))
    if not active:
        yield Content.assemble(("none entered: ", "$text-muted"), (keys.sign("plan.medicines"), _KEY))
    if trial is not None and trial.template is Template.SEALED_PAIRS:
        yield Content("")
        yield heading("Seal")
        yield from how_sealed(view, keys.sign("plan.seal"))


def what_counts(view: PlanView) -> Iterator[Content]:
    """Yield what the answer of a trial rests on: what counts, from when to when, when it is decided; and its end."""
    trial, windows = view.trial, view.windows
    if trial is None:
        return
    yield heading("What counts")
    if trial.template is not Template.ALREADY_TAKING:
        yield _fact("better", f"{view.primary_name} by {trial.threshold} %")
    for name, span in (("baseline", windows.baseline), ("compared", windows.endpoint)):
        if span is not None and span.length:
            yield _fact(name, _span(span))
    yield from _decision(view, trial)
    if trial.locked_on is not None:
        yield _fact("locked", f"since {day_and_month(trial.locked_on)}")
    if trial.ended_on is not None:
        yield _fact("ended", short_day(trial.ended_on))
    if view.decisions:
        yield _fact("decided", f"{view.decisions[-1].choice}, {day_and_month(view.decisions[-1].day)}", "bold")


def _decision(view: PlanView, trial: Trial) -> Iterator[Content]:
    """Yield when a trial is decided, and whether that leaves too few days."""
    windows = view.windows
    if windows.decision_day is not None:
        left = (windows.decision_day - view.today).days
        away = "today" if left == 0 else f"in {left} days" if left > 0 else f"{-left} days ago"
        yield _fact("decision", short_day(windows.decision_day), "bold")
        if view.is_active:
            yield _fact("", away)
    elif trial.template is Template.SEALED_PAIRS:
        yield _fact("decision", "after the last period")
    elif trial.template is not Template.ALREADY_TAKING:
        yield _fact("decision", f"{trial.decision_after // 7} weeks after full dose")
    if windows.is_too_short and windows.decision_day is not None:
        stable = 0 if windows.stable is None else windows.stable.length
        yield _fact("", "too short", "bold $error")
        yield _fact("", f"{stable} of {LEAST_STABLE_DAYS} days to compare")


def how_sealed(view: PlanView, seal_key: str) -> Iterator[Content]:
    """Yield how the seal of a trial stands; while it is sealed, nothing that tells the order.

    Args:
        view: the trial.
        seal_key: the key that seals it.
    """
    seal = view.seal
    if seal is None:
        yield Content.assemble(("not sealed yet: ", "$text-muted"), (seal_key, _KEY))
    elif seal.is_open:
        yield Content(f"open since {short_day(seal.opened_on)}" if seal.opened_on else "open")
    else:
        pairs, weeks = seal.commitment.pairs, seal.commitment.weeks
        yield Content(f"{2 * pairs} periods of {weeks} weeks")
        yield Content.assemble(("helper ", "$text-muted"), shorten(visible(seal.helper_name), 30))


def _span(span: Span) -> str:
    return f"{day_and_month(span.start)}, {span.length} days"
