"""When the journal is damaged: the last good backup is offered, or to leave; nothing is written to the file."""

from typing import TYPE_CHECKING

from ldn_tui.domain.errors import DamagedJournal
from ldn_tui.journal.backups import Checked
from ldn_tui.journal.damage import last_good, way_out_in_words
from ldn_tui.tui.backup_flow import BackupFlow
from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog, in_columns

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp


class DamageFlow:
    """Leads out of a damaged journal. What waited to be saved goes into the backup that is restored."""

    def __init__(self, app: "LdnApp", damage: DamagedJournal) -> None:
        """Offer a way out of `damage`."""
        self._app = app
        self._damage = damage
        self._good: Checked | None = last_good(app.journal.backups)

    def offer(self) -> None:
        """Ask; the cursor begins on leaving, for a person may be typing just now."""
        out = way_out_in_words(self._good, self._app.journal.backups, self._app.journal.today())
        leave = Choice("q", "quit", False, "the file stays as it is")
        choices = [leave]
        if self._good is not None:
            what = "you see first what that changes"
            choices.insert(0, Choice("r", "restore that backup", True, what))
        dialog = ChoiceDialog(
            "This journal is damaged", in_columns(choices), f"{self._damage}\n\n{out}", len(choices) - 1
        )
        self._app.push_screen(dialog, self._chosen)

    def _chosen(self, wants_backup: bool | None) -> None:
        if wants_backup and self._good is not None:
            BackupFlow(self._app, when_left=self.offer).read(self._good.backup.path)
        else:
            self._app.exit(return_code=DamagedJournal.exit_code)
