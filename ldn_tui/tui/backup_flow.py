"""Backing up, and restoring: choosing a copy, looking at what it changes, and going back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.text import visible
from ldn_tui.journal.backups import Backup, Reason
from ldn_tui.journal.restore import Restore, differences_in_words, way_back
from ldn_tui.transfer.age import is_age, require_age
from ldn_tui.tui.dialogs.restore import (
    Offered,
    PassphraseDialog,
    WorkingDialog,
    ask_file,
    ask_restore,
    ask_which,
)

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

Found = TypeVar("Found")


class BackupFlow:
    """Leads through a backup or a restore; what takes long is done in a thread, under a dialog."""

    def __init__(self, app: "LdnApp", when_left: Callable[[], None] = lambda: None) -> None:
        """Work on the journal of `app`.

        Args:
            app: the app.
            when_left: called when a copy was looked at and not restored.
        """
        self._app = app
        self._when_left = when_left
        self._backups = app.journal.backups

    def back_up(self) -> None:
        """Make a backup now, and say where."""
        if self._app.recorder.is_settled():
            self._work("Backing up", lambda: self._backups.make(Reason.BY_HAND)[0], self._say_backed_up)

    def _say_backed_up(self, made: Backup) -> None:
        self._app.say(f"Backed up and checked: {visible(made.path.name)}")

    def restore(self) -> None:
        """Ask for a backup, show what it would change, and restore it."""
        if not self._app.recorder.is_settled():
            return
        offered = [
            Offered(one.path, f"{short_day(one.at.date())} {one.at:%H:%M}", _hint(one))
            for one in self._backups.all()
            if one.reason is not Reason.DAMAGED
        ]
        self._app.push_screen(ask_which(offered), self._chosen)

    def _chosen(self, offered: Offered | None) -> None:
        if offered is None:
            return
        if offered.path is None:
            self._app.push_screen(ask_file(), self.read)
        else:
            self.read(offered.path)

    def read(self, path: Path | None) -> None:
        """Load a copy; if it is encrypted, after its passphrase."""
        if path is None:
            return
        try:
            with path.open("rb") as file:
                is_encrypted = is_age(file.read(64))
            if is_encrypted:
                require_age()
        except OSError as error:
            self._app.say(f"{visible(str(path))} cannot be read ({error.strerror}): allow reading it.", alarm=True)
            self._when_left()
            return
        except LdnError as error:
            self._app.say(str(error), alarm=True)
            return

        def load(passphrase: str | None) -> None:
            if passphrase is not None:
                self._work(
                    "Looking at the copy",
                    lambda: Restore.of_file(path, self._backups, lambda: passphrase),
                    lambda restore: self._ask(restore, restore.differences.objections()),
                )

        if is_encrypted:
            self._app.push_screen(PassphraseDialog(), load)
        else:
            load("")

    def bring_back(self) -> None:
        """Show what the file before the last restore would change, and bring it back."""
        if self._app.recorder.is_settled():
            self._work("Looking at the copy", lambda: way_back(self._backups), lambda restore: self._ask(restore, ()))

    def _ask(self, restore: Restore, objections: tuple[str, ...]) -> None:
        if restore.differences.is_same:
            restore.close()
            self._app.say("Nothing to restore: the journal says the same already.")
            return

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._work("Restoring", lambda: self._carry_out(restore), self._say_restored)
            else:
                restore.close()
                self._when_left()

        found = restore.differences
        dialog = ask_restore(differences_in_words(found), objections, is_damaged=found.trouble is not None)
        self._app.push_screen(dialog, answered)

    @staticmethod
    def _carry_out(restore: Restore) -> Path | None:
        try:
            restore.carry_out()
            return restore.kept
        finally:
            restore.close()

    def _say_restored(self, kept: Path | None) -> None:
        self._app.journal_watch.go_on_with_another()
        if kept is None:
            self._app.say('Restored. "Bring back the file before the restore" in the palette (:) takes it back.')
        else:
            self._app.say(f"Restored. The damaged file is kept: {visible(str(kept))}")

    def _work(self, heading: str, work: Callable[[], Found], then: Callable[[Found], None]) -> None:
        """Do `work` in a thread under a dialog, then go on with what it found; or say why it failed."""
        dialog = WorkingDialog(heading)

        def done(found: Found) -> None:
            dialog.close(None)
            self._app.call_after_refresh(then, found)

        def failed(error: LdnError) -> None:
            dialog.close(None)
            self._app.call_after_refresh(self._app.say, f"{heading} did not work: {error}", alarm=True)
            self._when_left()

        def run() -> None:
            try:
                found = work()
            except LdnError as error:
                self._app.call_from_thread(failed, error)
            else:
                self._app.call_from_thread(done, found)

        self._app.push_screen(dialog)
        self._app.call_after_refresh(self._app.run_worker, run, thread=True)


def _hint(backup: Backup) -> str:
    return backup.reason.in_words + (", encrypted" if backup.is_encrypted else "")
