"""The logical day, its state, and how late a value is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.days import (
    Day,
    DayState,
    Dose,
    ImportedSpan,
    JournalFacts,
    Lab,
    Rating,
    Rescue,
    SideEffect,
    SkipReason,
    Timeliness,
    days_to_fill,
    lag_in_days,
    logical_day,
    missing_from,
    parse_skip_reason,
    timeliness,
)
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import FIRST_MEASURES, Direction, Measure, Stretch
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.trial import DoseStep, Template, Trial

FOUR = time(4, 0)
TODAY = date(2026, 11, 22)
CREATED = date(2026, 11, 10)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def offset(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


class TestLogicalDay:
    @pytest.mark.parametrize(
        ("instant", "expected"),
        [
            ("2026-11-22T04:00:00+01:00", date(2026, 11, 22)),
            ("2026-11-22T03:59:59+01:00", date(2026, 11, 21)),
            ("2026-11-22T00:40:00+01:00", date(2026, 11, 21)),
            ("2026-11-22T23:59:59+01:00", date(2026, 11, 22)),
            ("2027-01-01T00:30:00+01:00", date(2026, 12, 31)),
            ("2027-01-01T04:00:00+01:00", date(2027, 1, 1)),
            ("2024-03-01T03:00:00+01:00", date(2024, 2, 29)),
            ("2024-02-29T04:00:00-11:00", date(2024, 2, 29)),
            ("2026-03-01T02:00:00+14:00", date(2026, 2, 28)),
        ],
    )
    def test_it_begins_at_the_hour_on_its_own_wall_clock(self, instant: str, expected: date) -> None:
        assert logical_day(datetime.fromisoformat(instant), FOUR) == expected

    def test_a_naive_instant_is_refused(self) -> None:
        with pytest.raises(ValueError, match="UTC offset"):
            logical_day(datetime(2026, 11, 22, 12), FOUR)  # noqa: DTZ001 - that it is naive is the point

    def test_the_hour_is_a_setting(self) -> None:
        late = datetime(2026, 11, 22, 5, 15, tzinfo=offset(1))
        assert logical_day(late, time(0, 0)) == date(2026, 11, 22)
        assert logical_day(late, time(5, 15)) == date(2026, 11, 22)
        assert logical_day(late, time(5, 16)) == date(2026, 11, 21)

    @given(
        st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 31)),  # noqa: DTZ001 - hypothesis wants naive bounds
        st.integers(-14 * 60, 14 * 60),
        st.integers(0, 11),
    )
    def test_it_is_the_wall_date_or_the_day_before(self, wall: datetime, minutes: int, hour: int) -> None:
        instant = wall.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        day = logical_day(instant, time(hour, 0))
        assert day == (wall.date() if wall.hour >= hour else wall.date() - timedelta(days=1))

    def test_in_every_zone_it_never_runs_backwards_at_the_clock_changes_of_2026(self) -> None:
        zones = sorted(available_timezones())
        assert len(zones) > 400
        changes = 0
        for name in zones:
            zone = ZoneInfo(name)
            for around in changes_of_2026(zone):
                changes += 1
                days = [
                    logical_day((around + timedelta(minutes=15 * step)).astimezone(zone), FOUR)
                    for step in range(-4 * 40, 4 * 40)
                ]
                for before, after in pairwise(days):
                    # Neither back, nor over a day that could then never be filled in the evening.
                    assert after - before in {timedelta(0), timedelta(days=1)}, (name, before, after)
        assert changes > 200

    @pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
    def test_both_nights_of_berlin(self, sunday: date) -> None:
        berlin = ZoneInfo("Europe/Berlin")
        midnight = datetime.combine(sunday, time(0, 0), berlin)
        for minutes in range(0, 30 * 60, 5):
            instant = (midnight.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(berlin)
            expected = sunday if instant.hour >= 4 and instant.date() == sunday else None
            if instant.date() == sunday and instant.hour < 4:
                expected = sunday - timedelta(days=1)
            if expected is not None:
                assert logical_day(instant, FOUR) == expected

    def test_every_day_of_a_leap_year_comes_once_and_in_order(self) -> None:
        zone = ZoneInfo("America/New_York")
        start = datetime(2024, 1, 1, 12, tzinfo=UTC)
        seen: list[date] = []
        for hours in range(366 * 24):
            day = logical_day((start + timedelta(hours=hours)).astimezone(zone), FOUR)
            if not seen or seen[-1] != day:
                seen.append(day)
        assert seen == [date(2024, 1, 1) + timedelta(days=index) for index in range(len(seen))]
        assert date(2024, 2, 29) in seen


def changes_of_2026(zone: ZoneInfo) -> Iterable[datetime]:
    """Yield an instant within 12 hours of each change of the zone's offset in 2026."""
    noon = datetime(2025, 12, 31, 12, tzinfo=UTC)
    before = noon.astimezone(zone).utcoffset()
    for _ in range(366):
        noon += timedelta(days=1)
        after = noon.astimezone(zone).utcoffset()
        if after != before:
            yield noon - timedelta(hours=12)
        before = after


class TestLag:
    @pytest.mark.parametrize(
        ("recorded_at", "lag", "said"),
        [
            ("2026-11-22T21:00:00+01:00", 0, Timeliness.ON_TIME),
            ("2026-11-23T03:59:00+01:00", 0, Timeliness.ON_TIME),
            ("2026-11-23T04:00:00+01:00", 1, Timeliness.LATE),
            ("2026-11-24T22:00:00+01:00", 2, Timeliness.LATE),
            ("2026-11-25T22:00:00+01:00", 3, Timeliness.RECALLED),
            ("2027-11-22T22:00:00+01:00", 365, Timeliness.RECALLED),
            # A zone further west may say an earlier day than the form did.
            ("2026-11-21T22:00:00-11:00", 0, Timeliness.ON_TIME),
        ],
    )
    def test_on_time_late_recalled(self, recorded_at: str, lag: int, said: Timeliness) -> None:
        found = lag_in_days(TODAY, datetime.fromisoformat(recorded_at), FOUR)
        assert found == lag
        assert timeliness(found) is said

    def test_a_days_lag_is_its_ratings_largest(self) -> None:
        ratings = {
            "pain": Rating("pain", 4.0, NOON),
            "sleep": Rating("sleep", None, NOON + timedelta(days=2)),
        }
        assert Day(TODAY, ratings=ratings).lag(FOUR) == 2
        assert Day(TODAY, note="late").lag(FOUR) is None


def rated(day: date, keys: Iterable[str], value: float | None = 5.0) -> Day:
    return Day(day, ratings=MappingProxyType({key: Rating(key, value, NOON) for key in keys}))


FIVE = tuple(measure.key for measure in FIRST_MEASURES)


def facts(
    *,
    first_day: date = CREATED,
    measures: tuple[Measure, ...] = FIRST_MEASURES,
    first_rated: Mapping[str, date] | None = None,
    imports: tuple[ImportedSpan, ...] = (),
    phases: tuple[Phase, ...] = (),
    trials: tuple[Trial, ...] = (),
) -> JournalFacts:
    return JournalFacts(CREATED, first_day, measures, first_rated or {}, imports, phases, trials)


DOSE = Dose("id", "naltrexone", 4.5, None, True, None, NOON)
SOMETHING = {
    "a rating": rated(TODAY, ["pain"]),
    "a no answer": rated(TODAY, ["pain"], None),
    "a dose": Day(TODAY, doses=(DOSE,)),
    "a side effect": Day(TODAY, side_effects=(SideEffect("id", "headache", 1),)),
    "no side effects": Day(TODAY, no_side_effects=True),
    "a rescue": Day(TODAY, rescues=(Rescue("id", "ibuprofen", 1.0),)),
    "a note": Day(TODAY, note="x"),
    "an impression": Day(TODAY, impression=4),
    "a lab": Day(TODAY, labs=(Lab("id", "ESR", 0.0, "mm/h", None, None),)),
}


class TestDayState:
    def test_each_of_the_six(self) -> None:
        known = facts()
        assert known.state(Day(CREATED - timedelta(days=1)), TODAY) is DayState.NOT_DUE
        assert known.state(Day(TODAY + timedelta(days=1)), TODAY) is DayState.NOT_DUE
        assert known.state(Day(TODAY, skip=SkipReason.ILL), TODAY) is DayState.SKIPPED
        assert known.state(rated(TODAY, FIVE), TODAY) is DayState.COMPLETE
        assert known.state(rated(TODAY, FIVE, None), TODAY) is DayState.COMPLETE
        assert known.state(rated(TODAY, FIVE[:4]), TODAY) is DayState.PARTIAL
        assert known.state(Day(TODAY), TODAY) is DayState.OPEN
        assert known.state(Day(TODAY - timedelta(days=1)), TODAY) is DayState.MISSED

    @pytest.mark.parametrize("what", SOMETHING)
    def test_anything_recorded_makes_a_day_partial(self, what: str) -> None:
        assert not SOMETHING[what].is_empty
        assert facts().state(SOMETHING[what], TODAY) is DayState.PARTIAL

    def test_a_pause_comes_before_a_skip_and_before_ratings(self) -> None:
        pause = Phase(PhaseKind.PAUSE, None, TODAY, TODAY)
        known = facts(phases=(pause,))
        assert known.state(Day(TODAY, skip=SkipReason.AWAY), TODAY) is DayState.NOT_DUE
        assert known.state(rated(TODAY, FIVE), TODAY) is DayState.NOT_DUE
        assert known.state(Day(TODAY - timedelta(days=1)), TODAY) is DayState.MISSED

    def test_an_open_pause_lasts(self) -> None:
        known = facts(phases=(Phase(PhaseKind.PAUSE, None, CREATED, None),))
        assert known.state(Day(TODAY), TODAY) is DayState.NOT_DUE

    @pytest.mark.parametrize("kind", [kind for kind in PhaseKind if kind is not PhaseKind.PAUSE])
    def test_other_phases_do_not_excuse(self, kind: PhaseKind) -> None:
        assert facts(phases=(Phase(kind, None, CREATED, None),)).state(Day(TODAY), TODAY) is DayState.OPEN

    def test_a_skip_comes_before_complete(self) -> None:
        day = Day(TODAY, ratings=rated(TODAY, FIVE).ratings, skip=SkipReason.OTHER)
        assert facts().state(day, TODAY) is DayState.SKIPPED

    def test_a_planned_dose_belongs_to_a_complete_day(self) -> None:
        whole = rated(TODAY, FIVE)
        trial = Trial(
            "id", "", "", Template.BEFORE_AFTER, CREATED, None, 28, 28, "pain", 30, 56, None, (DoseStep(TODAY, 4.5),)
        )
        planned = facts(trials=(trial,))
        assert planned.state(whole, TODAY) is DayState.PARTIAL
        answered = Day(TODAY, ratings=whole.ratings, doses=(DOSE,))
        assert planned.state(answered, TODAY) is DayState.COMPLETE
        not_taken = Day(TODAY, ratings=whole.ratings, doses=(Dose("id", "n", None, None, False, None, NOON),))
        assert planned.state(not_taken, TODAY) is DayState.COMPLETE
        washout = facts(trials=(trial,), phases=(Phase(PhaseKind.WASHOUT, None, CREATED, None),))
        assert washout.state(whole, TODAY) is DayState.COMPLETE

    @given(
        number=st.integers(-20, 5),
        keys=st.sets(st.sampled_from(FIVE)),
        has_dose=st.booleans(),
        has_note=st.booleans(),
        is_skipped=st.booleans(),
        kind=st.none() | st.sampled_from(list(PhaseKind)),
        planned_from=st.none() | st.integers(-15, 5),
    )
    def test_it_is_one_of_the_six_and_the_first_that_fits(
        self,
        number: int,
        keys: set[str],
        has_dose: bool,
        has_note: bool,
        is_skipped: bool,
        kind: PhaseKind | None,
        planned_from: int | None,
    ) -> None:
        """The definition of the six states, said a second time."""
        date_ = TODAY + timedelta(days=number)
        day = replace(
            rated(date_, keys),
            doses=(DOSE,) if has_dose else (),
            note="x" if has_note else None,
            skip=SkipReason.ILL if is_skipped else None,
        )
        steps = () if planned_from is None else (DoseStep(TODAY + timedelta(days=planned_from), 4.5),)
        trial = Trial("id", "", "", Template.BEFORE_AFTER, CREATED, None, 28, 28, "pain", 30, 56, None, steps)
        phases = () if kind is None else (Phase(kind, None, CREATED - timedelta(days=99), None),)
        has_something = bool(keys) or has_dose or has_note
        is_off = kind in {PhaseKind.PAUSE, PhaseKind.WASHOUT, PhaseKind.FOLLOW_UP}
        is_planned = planned_from is not None and planned_from <= number and date_ >= CREATED and not is_off
        rules = [
            (number > 0, DayState.NOT_DUE),
            (date_ < CREATED and not has_something and not is_skipped, DayState.NOT_DUE),
            (kind is PhaseKind.PAUSE, DayState.NOT_DUE),
            (is_skipped, DayState.SKIPPED),
            (has_something and (len(keys) == 5 or date_ < CREATED) and (has_dose or not is_planned), DayState.COMPLETE),
            (has_something, DayState.PARTIAL),
            (number == 0, DayState.OPEN),
            (True, DayState.MISSED),
        ]
        expected = next(state for fits, state in rules if fits)
        assert facts(phases=phases, trials=(trial,)).state(day, TODAY) is expected

    def test_a_day_before_the_journal_counts_from_the_first_recorded_day_on(self) -> None:
        early = date(2026, 10, 1)
        known = facts(first_day=early)
        assert known.state(rated(early, FIVE), TODAY) is DayState.COMPLETE
        assert known.state(Day(early + timedelta(days=1)), TODAY) is DayState.MISSED
        assert known.state(Day(early - timedelta(days=1)), TODAY) is DayState.NOT_DUE

    def test_a_day_to_fill_is_partial_open_or_missed(self) -> None:
        assert {state for state in DayState if state.is_to_fill} == {DayState.PARTIAL, DayState.OPEN, DayState.MISSED}
        assert [state.value for state in DayState] == [
            "not_due", "skipped", "complete", "partial", "open", "missed",
        ]  # fmt: skip


def own(key: str, added_on: date, retired_on: date | None = None) -> Measure:
    return Measure(key, key.title(), "low", "high", Direction.LOWER, 9, added_on, retired_on)


def retired(measure: Measure, day: date) -> Measure:
    return Measure(
        measure.key,
        measure.name,
        measure.low_anchor,
        measure.high_anchor,
        measure.direction,
        measure.position,
        None,
        day,
    )


class TestActiveMeasures:
    def test_an_added_measure_is_asked_from_its_day(self) -> None:
        known = facts(measures=(*FIRST_MEASURES, own("fog", date(2026, 11, 15))))
        assert known.state(rated(date(2026, 11, 14), FIVE), TODAY) is DayState.COMPLETE
        assert known.state(rated(date(2026, 11, 15), FIVE), TODAY) is DayState.PARTIAL
        assert known.state(rated(date(2026, 11, 15), (*FIVE, "fog")), TODAY) is DayState.COMPLETE

    def test_or_from_its_first_rating_if_that_is_earlier(self) -> None:
        first_rated = {"fog": date(2026, 11, 12)}
        known = facts(measures=(*FIRST_MEASURES, own("fog", date(2026, 11, 15))), first_rated=first_rated)
        keys = [measure.key for measure in known.active_measures(date(2026, 11, 12))]
        assert keys == [*FIVE, "fog"]
        assert len(known.active_measures(date(2026, 11, 11))) == 5
        later = facts(measures=(own("fog", date(2026, 11, 15)),), first_rated={"fog": date(2026, 11, 20)})
        assert later.active_measures(date(2026, 11, 15))

    def test_a_retired_measure_is_asked_until_the_day_before(self) -> None:
        measures = (*FIRST_MEASURES[:4], retired(FIRST_MEASURES[4], date(2026, 11, 15)))
        known = facts(measures=measures)
        assert len(known.active_measures(date(2026, 11, 14))) == 5
        assert known.state(rated(date(2026, 11, 14), FIVE[:4]), TODAY) is DayState.PARTIAL
        assert known.state(rated(date(2026, 11, 15), FIVE[:4]), TODAY) is DayState.COMPLETE

    def test_without_any_active_measure_whatever_is_recorded_completes_a_day(self) -> None:
        known = facts(measures=(own("fog", TODAY),))
        assert known.state(Day(CREATED, note="x"), TODAY) is DayState.COMPLETE
        assert known.state(Day(CREATED), TODAY) is DayState.MISSED
        assert known.state(Day(TODAY), TODAY) is DayState.OPEN

    def test_an_import_of_doses_alone_leaves_nothing_to_fill(self) -> None:
        spans = (ImportedSpan(date(2025, 6, 1), date(2025, 6, 30), frozenset()),)
        known = facts(first_day=date(2025, 6, 1), imports=spans)
        assert known.state(replace(SOMETHING["a dose"], date=date(2025, 6, 2)), TODAY) is DayState.COMPLETE
        assert known.state(Day(date(2025, 6, 3)), TODAY) is DayState.MISSED

    def test_a_measure_is_not_asked_in_its_stretches(self) -> None:
        away = replace(own("fog", date(2026, 11, 1)), inactive=(Stretch(date(2026, 11, 5), date(2026, 11, 8)),))
        known = facts(measures=(*FIRST_MEASURES, away))
        asked = {day for day in range(1, 12) if away in known.active_measures(date(2026, 11, day))}
        assert asked == {1, 2, 3, 4, 8, 9, 10, 11}

    def test_imported_days_before_creation_ask_what_the_import_rated(self) -> None:
        span = ImportedSpan(date(2025, 1, 1), date(2026, 11, 12), frozenset({"pain", "sleep"}))
        known = facts(first_day=date(2025, 1, 1), imports=(span,))
        assert known.state(rated(date(2025, 6, 1), ["pain", "sleep"]), TODAY) is DayState.COMPLETE
        assert known.state(rated(date(2025, 6, 1), ["pain"]), TODAY) is DayState.PARTIAL
        # From the day of its creation the journal asks all five, whatever an import holds.
        assert known.state(rated(CREATED, ["pain", "sleep"]), TODAY) is DayState.PARTIAL
        assert known.state(rated(CREATED, FIVE), TODAY) is DayState.COMPLETE

    def test_two_imports_of_the_same_days_ask_for_both(self) -> None:
        spans = (
            ImportedSpan(date(2025, 1, 1), date(2025, 12, 31), frozenset({"pain"})),
            ImportedSpan(date(2025, 6, 1), date(2025, 6, 30), frozenset({"mood"})),
        )
        known = facts(first_day=date(2025, 1, 1), imports=spans)
        assert [measure.key for measure in known.active_measures(date(2025, 2, 1))] == ["pain"]
        assert [measure.key for measure in known.active_measures(date(2025, 6, 15))] == ["pain", "mood"]

    def test_days_before_creation_outside_an_import_ask_all_five(self) -> None:
        span = ImportedSpan(date(2025, 1, 1), date(2025, 1, 31), frozenset({"pain"}))
        known = facts(first_day=date(2025, 1, 1), imports=(span,))
        assert len(known.active_measures(date(2025, 2, 1))) == 5
        for inside in (date(2025, 1, 1), date(2025, 1, 31)):
            assert [measure.key for measure in known.active_measures(inside)] == ["pain"]

    def test_what_is_missing_is_named_in_order(self) -> None:
        day = rated(TODAY, ["sleep", "food"])
        missing = missing_from(day, facts().active_measures(TODAY))
        assert [measure.key for measure in missing] == ["pain", "mood", "function"]


class TestDaysToFill:
    def test_the_last_seven_newest_first(self) -> None:
        days = [Day(TODAY - timedelta(days=ago)) for ago in range(30)]
        days[2] = rated(days[2].date, FIVE)
        days[4] = Day(days[4].date, skip=SkipReason.FORGOT)
        days[6] = rated(days[6].date, ["pain"])
        found = days_to_fill(reversed(days), facts(), TODAY)
        assert [(TODAY - day).days for day in found] == [0, 1, 3, 5, 6]

    def test_never_a_day_to_come(self) -> None:
        assert days_to_fill([Day(TODAY + timedelta(days=1))], facts(), TODAY) == []


class TestValues:
    def test_a_rating_that_is_no_answer_has_no_value(self) -> None:
        day = rated(TODAY, ["pain"], None)
        assert day.value("pain") is None
        assert day.value("sleep") is None
        assert rated(TODAY, ["pain"], 0.0).value("pain") == 0.0

    @pytest.mark.parametrize(
        ("dose", "said"),
        [
            (DOSE, "4.5 mg"),
            (Dose("id", "n", 3.0, None, True, None, NOON), "3 mg"),
            (Dose("id", "n", None, "A1", True, None, NOON), "A1"),
            (Dose("id", "n", None, None, False, None, NOON), "not taken"),
        ],
    )
    def test_a_doses_amount(self, dose: Dose, said: str) -> None:
        assert dose.amount == said

    @pytest.mark.parametrize("text", ["too tired", "Too-Tired", " too_tired ", "TOO TIRED"])
    def test_skip_reasons_are_read_as_typed(self, text: str) -> None:
        assert parse_skip_reason(text) is SkipReason.TOO_TIRED

    def test_other_skip_reasons_are_refused(self) -> None:
        with pytest.raises(BadInput, match="ill, away, forgot, too tired, other") as refusal:
            parse_skip_reason("lazy\x1b[0m")
        assert "\x1b" not in str(refusal.value)
