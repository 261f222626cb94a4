"""The verbs: one file a family, each loaded only when it is called."""

import importlib
import sys
from collections.abc import Sequence

import click

from ldn_tui import __version__
from ldn_tui.cli.session import Appearance, Session
from ldn_tui.domain.errors import LdnError, WrongUsage

# verb: (module, short help)
VERBS = {
    "demo": ("demo", "Open the app on a made-up journal of 120 days."),
    "log": ("log", "Record values for a day, like pain=4 sleep=6 dose=4.5."),
    "entry": ("entry", "Fill a day line by line, for screen readers and plain terminals."),
    "status": ("status", "Say how today stands and which days are open."),
    "show": ("show", "Read a day, or a range of days, out in full."),
    "calendar": ("calendar", "Print a month of one measure, as a grid or day by day."),
    "chart": ("chart", "Draw a measure as plain text, in any view of the app."),
    "events": ("events", "List the days whose notes hold a #tag."),
    "search": ("search", "Find days by the words of their notes, side effects, doses and labs."),
    "seal": ("seal", "Keep which bottle is what from yourself, until the trial is over."),
    "card": ("card", "Print the emergency card."),
    "findings": ("findings", "Say what the trial shows: the verdict, the measures, and how sure it is."),
    "report": ("report", "Write one page for the doctor: HTML, Markdown, text or JSON."),
    "trial": ("trial", "Plan a trial, carry it on from phase to phase, show it."),
    "dose": ("dose", "Record a dose: an amount in mg, a bottle, or none."),
    "impression": ("assessments", "Record the overall impression of change, 1 to 7."),
    "lab": ("assessments", "Record a laboratory value: ESR=24."),
    "medicine": ("medicine", "List, add, change or stop medicines."),
    "decide": ("trial", "Record what you decided at the end of a trial."),
    "undo": ("steps", "Take back the last change."),
    "redo": ("steps", "Bring back what was taken back last."),
    "measure": ("measure", "List, add, rename, reorder, retire or bring back measures."),
    "import": ("import_", "Read a foreign diary (CSV) or an exported journal (JSON)."),
    "export": ("export", "Write the journal for other programs: JSON, CSV, SQLite, FHIR."),
    "schema": ("schema", "Document the tables, views and formats other programs read."),
    "backup": ("backup", "Back the journal up now, or list the backups."),
    "restore": ("restore", "Make a backup the journal again; with a way back."),
    "diff": ("diff", "Say what another copy of the journal has that this one has not."),
    "forget": ("forget", "Forget a note, a day or everything for good."),
    "doctor": ("doctor", "Look everything over and say what to do."),
    "remind": ("remind", "Remind of what is due, once each; or print a timer that does."),
    "completion": ("completion", "Print what lets bash, zsh or fish complete ldn's words."),
    "config": ("config", "Say which settings are in force; print the documented file, or all keys."),
    "paths": ("paths", "Say where the journal, the configuration and the backups are."),
}


class LazyVerbs(click.Group):
    """A group that knows its verbs by name and imports a verb's module only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb's command, or None if there is no such verb."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"ldn_tui.cli.{VERBS[cmd_name][0]}")
        command = getattr(module, f"{cmd_name}_command")
        if not isinstance(command, click.Command):
            raise TypeError(command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; what it refuses is said as everything else is."""
        try:
            return super().invoke(ctx)
        except LdnError as error:
            raise ctx.obj.as_said(error) from error.__cause__

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs without importing any of them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, help_text) for verb, (_, help_text) in VERBS.items()])


@click.group(
    cls=LazyVerbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "With no verb, the app opens on today. `ldn VERB --help` explains a verb.\n"
        "\n"
        "\b\n"
        "Examples:\n"
        "  ldn\n"
        "  ldn demo\n"
        "  ldn log pain=4 sleep=6\n"
        "  ldn --db ~/diary.db status"
    ),
)
@click.option("--db", metavar="PATH", help="The journal's file (before LDN_DB, the configuration and the usual place).")
@click.option("--no-color", is_flag=True, help="Leave colours out, as a NO_COLOR that is not empty does.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Say everything in ASCII, as the setting `ascii` does.")
@click.version_option(__version__, prog_name="ldn")
@click.pass_context
def ldn(ctx: click.Context, db: str | None, no_color: bool, ascii_only: bool) -> None:
    """Run a low-dose-naltrexone trial on yourself: rate each day, see the month, browse the charts."""
    ctx.obj = Session(db, Appearance(no_color, ascii_only), _writes_json)
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        from ldn_tui.cli.app import open_app

        open_app(ctx.obj)


def _writes_json() -> bool:
    """Return whether the verb that is being called was asked for JSON."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.params.get("as_json"))


def call_verb(arguments: Sequence[str]) -> int:
    """Run the verb that `arguments` name, and return the exit code.

    Raises:
        WrongUsage: the words of the call are wrong.
        LdnError: the verb could not do it.
        KeyboardInterrupt: it was interrupted.
        BrokenPipeError: nobody reads its output any more.
    """
    try:
        # The code that a verb ended its call with; else what the verb returned, which is nothing.
        ended = ldn.main(list(arguments), prog_name="ldn", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit:
        if type(sys.stdout).__name__.endswith("PacifyFlushWrapper"):
            # Click ends the call by itself where nobody reads its output any more.
            raise BrokenPipeError from None
        raise
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        hint = "" if context is None else f"\nTry `{context.command_path} --help`."
        raise WrongUsage(f"{error.format_message()}{hint}") from None
    return ended if isinstance(ended, int) else 0
