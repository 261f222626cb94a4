"""The watch over the journal's file: is it sound, did another program change it, is the day's backup made."""

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from textual.timer import Timer

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import DamagedJournal, LdnError, LockedJournal
from ldn_tui.journal import CheckInBackground

if TYPE_CHECKING:
    from ldn_tui.journal.backups import BackupInBackground
    from ldn_tui.tui.app import LdnApp
    from ldn_tui.tui.surroundings_watch import SurroundingsWatch

# Two looks a second: another program's change is on the screen within one.
LOOK_AROUND_SECONDS = 0.5
LOOK_AT_CHECK_SECONDS = 0.1
# The app may stay open for weeks, and the disk be full for an hour.
LOOK_FOR_BACKUP_SECONDS = 3600.0


class JournalWatch:
    """Watches over the file of one app's journal, from the first paint until the end.

    Attributes:
        damage: what is wrong with the file, once that is known: nothing is written to it any more.
    """

    def __init__(self, app: "LdnApp") -> None:
        """Watch over the journal of `app`, once that is begun."""
        self._app = app
        self.damage: DamagedJournal | None = None
        self._check = CheckInBackground(app.journal.path)
        self._check_timer: Timer | None = None
        self._backup: BackupInBackground | None = None
        self._backup_timer: Timer | None = None
        self._surroundings: SurroundingsWatch | None = None
        self._version = app.journal.version()
        # What was last said of a file that is gone or replaced.
        self._trouble = ""
        # The day on which the trial was last looked at for a lock that has come due.
        self._settled_on: date | None = None

    def begin(self) -> None:
        """Begin to watch: not before the first paint."""
        self._app.set_interval(LOOK_AROUND_SECONDS, self.look_around)
        self._look_over()
        self._app.set_interval(LOOK_FOR_BACKUP_SECONDS, self._back_up_daily)

    @property
    def has_settled(self) -> bool:
        """Whether the look over the file and the day's backup are over, and nothing more is done of its own accord."""
        return self._backup is not None and self._backup.is_over

    @property
    def is_in_trouble(self) -> bool:
        """Whether the file is known to be damaged, gone or replaced."""
        return self.damage is not None or bool(self._trouble)

    def is_sound(self) -> bool:
        """Wait for the look over the file, and return whether the file may be written to."""
        damage = self._check.wait()
        if damage is not None:
            self.found_damage(damage)
        return self.damage is None

    def found_damage(self, damage: DamagedJournal) -> None:
        """From now on write nothing to the damaged journal, and offer the last good backup."""
        from ldn_tui.tui.damage_flow import DamageFlow

        if self.damage is None:
            self.damage = damage
            self._app.journal.repository.refuse_to_write(damage)
            DamageFlow(self._app, damage).offer()

    def go_on_with_another(self) -> None:
        """Go on with the file that took the journal's place."""
        self.damage = None
        self._app.journal.repository.refuse_to_write(None)
        self._app.journal.reopen(may_be_another=True)
        self._app.changes.publish(Change(None, "", frozenset(), frozenset({"journal", "measure"})))
        self._look_over()

    def look_around(self) -> None:
        """Notice what another process committed, and that a new day has begun."""
        if not self._app.screen_stack:
            # On leaving, the rooms go before the timers do.
            return
        try:
            version = self._app.journal.version()
        except LdnError as error:
            self._say_trouble(error)
            return
        if self._trouble:
            self._trouble = ""
            self._app.say("The journal is there again.")
        if version != self._version:
            self._version = version
            self._app.changes.publish(Change(None, "", frozenset(), frozenset({"journal"})))
        with suppress(LdnError):
            self._app.room.look_at_clock()
        self._settle_trial()

    def _say_trouble(self, error: LdnError) -> None:
        """Say once that the file is gone, or is another one; that a program is writing passes by itself."""
        if not isinstance(error, LockedJournal) and str(error) != self._trouble:
            self._trouble = str(error)
            self._app.say(str(error), alarm=True)

    def _look_over(self) -> None:
        """Look the file over in the background, and again once it was replaced."""
        self._check = CheckInBackground(self._app.journal.path)
        self._check.start()
        self._check_timer = self._app.set_interval(LOOK_AT_CHECK_SECONDS, self._look_at_check)

    def _look_at_check(self) -> None:
        if self._check.is_over and self._check_timer is not None:
            self._check_timer.stop()
            if self._check.damage is not None:
                self.found_damage(self._check.damage)
            self._settle_trial()
            self._back_up_daily()
            self._watch_surroundings()
            self._look_for_lost()

    def _settle_trial(self) -> None:
        """Let the windows of the trial lock, if that has come due; looked at once a day."""
        today = self._app.journal.today()
        if not self._check.is_over or self.damage is not None or self._settled_on == today:
            return
        with suppress(LdnError):
            locked = self._app.journal.trials.settle()
            self._settled_on = today
            if locked is not None:
                self._app.changes.publish(locked)
                self._app.say(f"From today the question and windows of your trial are locked: {locked.summary}.")

    def _back_up_daily(self) -> None:
        """Make the backup of the day, which waits for the look over the file: no damage is copied.

        It is also the day's closer look at the file, which finds what the quick one cannot.
        """
        from ldn_tui.journal.backups import BackupInBackground

        if not self._check.is_over or self.damage is not None:
            return
        if self._backup is None or self._backup.is_over:
            self._backup = BackupInBackground(self._app.journal)
            self._backup.start()
            self._backup_timer = self._app.set_interval(LOOK_AT_CHECK_SECONDS, self._look_at_backup)

    def _look_at_backup(self) -> None:
        if self._backup is None or not self._backup.is_over or self._backup_timer is None:
            return
        self._backup_timer.stop()
        if isinstance(self._backup.trouble, DamagedJournal):
            self.found_damage(self._backup.trouble)
        elif self._backup.trouble is not None:
            self._app.say(f"Today's backup was not made: {self._backup.trouble}", alarm=True)

    def _watch_surroundings(self) -> None:
        """Begin to look for what lies around the journal."""
        from ldn_tui.tui.surroundings_watch import SurroundingsWatch

        if self._surroundings is None and self.damage is None:
            self._surroundings = SurroundingsWatch(self._app)

    def _look_for_lost(self) -> None:
        """Say so if the journal began anew where backups of days lie."""
        from ldn_tui.tui.lost_journal import name_backup_of_lost

        if self.damage is None:
            with suppress(LdnError):
                name_backup_of_lost(self._app)
