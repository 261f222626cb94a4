"""Long work in a thread of its own, under a dialog that shows how far it has come and stops it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ldn_tui.domain.errors import LdnError
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.import_progress import ProgressDialog

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

Found = TypeVar("Found")
Tell = Callable[[float], None]


class _Stopped(Exception):
    """The person stopped the work."""


def watch(
    app: "LdnApp",
    heading: str,
    work: Callable[[Journal, Tell], Found],
    then: Callable[[Found], None],
    otherwise: Callable[[str], None],
) -> None:
    """Do `work` in a thread under a dialog, and go on with what it found.

    Args:
        app: the app.
        heading: what is done.
        work: is handed a connection of its own to the journal, and is to tell now and then how far it has come, from
            0 to 1; stopped by the person, it finds telling raise an error, so that what it wrote is taken back.
        then: is handed what was found.
        otherwise: is handed why it failed; "" if the person stopped it.
    """
    dialog = ProgressDialog(heading)

    def tell(share: float) -> None:
        if dialog.is_stopped:
            raise _Stopped
        dialog.post_message(ProgressDialog.Came(share))

    def done(found: Found) -> None:
        dialog.close(None)
        app.call_after_refresh(then, found)

    def failed(reason: str) -> None:
        dialog.close(None)
        app.call_after_refresh(otherwise, reason)

    def run() -> None:
        try:
            journal = app.journal.twin()
            try:
                found = work(journal, tell)
            finally:
                journal.close()
        except _Stopped:
            app.call_from_thread(failed, "")
        except LdnError as error:
            app.call_from_thread(failed, f"{heading} did not work: {error}")
        else:
            app.call_from_thread(done, found)

    app.push_screen(dialog)
    app.call_after_refresh(app.run_worker, run, thread=True)
