"""Asking for a backup to restore, its passphrase, and whether what it changes is wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog, in_columns
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog
from ldn_tui.tui.dialogs.file_path import existing_file


@dataclass(frozen=True, slots=True)
class Offered:
    """A backup to choose.

    Attributes:
        path: its file; None for one that is still to be named.
        label: when it was made.
        hint: why.
    """

    path: Path | None
    label: str
    hint: str


def ask_which(backups: Sequence[Offered]) -> ChoiceDialog[Offered]:
    """Return the dialog that chooses a backup, or another file."""
    another = Offered(None, "another file", "a copy of your own, encrypted or not")
    choices = [Choice("", offered.label, offered, offered.hint) for offered in (*backups, another)]
    return ChoiceDialog(
        "Restore which backup?", in_columns(choices), "What it would change is shown before anything is done."
    )


def ask_file() -> FieldsDialog[Path]:
    """Return the dialog for the path of a copy."""

    def read(texts: Mapping[str, str]) -> Path:
        return existing_file(texts["file"], "the copy", "~/journal.db.age")

    return FieldsDialog("Restore a copy", (Field("file", "File", placeholder="~/journal.db.age"),), read)


class PassphraseDialog(Dialog[str]):
    """Asks for a passphrase, which is not shown."""

    heading = "This copy is encrypted"
    hint = "Enter goes on · Esc or ctrl+g leaves"
    ONLY_LOOKS_UP: ClassVar[bool] = True

    def compose_body(self) -> ComposeResult:
        """Compose the field."""
        with Horizontal(classes="field"):
            yield Static("Passphrase")
            yield Input(password=True)

    def on_mount(self) -> None:
        """Begin in the field."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return what was typed."""
        if event.value:
            self.answer(event.value)
        else:
            self.complain("passphrase: type the one the copy was encrypted with")


def ask_restore(lines: Sequence[str], objections: Sequence[str], *, is_damaged: bool) -> ChoiceDialog[bool]:
    """Return the question whether a copy becomes the journal; the cursor begins on leaving it as it is.

    Args:
        lines: what it would change.
        objections: why it should not, so that another key is needed.
        is_damaged: whether the present file is.
    """
    after = "the damaged file is kept beside the backups" if is_damaged else "the present file is backed up first"
    do = Choice("f", "restore it all the same", True, after) if objections else Choice("r", "restore it", True, after)
    return ChoiceDialog(
        "Make this copy the journal?",
        in_columns((do, Choice("k", "keep the journal", False, "nothing is changed"))),
        "\n".join(lines),
        1,
    )


class WorkingDialog(Dialog[None]):
    """Covers the rooms while the journal is replaced: nothing can be typed that would be lost."""

    hint = "This takes a moment."

    def __init__(self, heading: str) -> None:
        """Say what is done."""
        super().__init__()
        self.heading = heading

    def action_leave(self) -> None:
        """Stay until it is done."""
