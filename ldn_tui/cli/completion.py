"""`ldn completion`: what makes a shell complete the words of a call."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ldn_tui.cli.completed_words import FILES, Candidate
from ldn_tui.cli.session import Session
from ldn_tui.domain.text import is_storable, visible

_SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    epilog=(
        "\b\n"
        "Where it goes:\n"
        '  bash  a line in ~/.bashrc:  eval "$(ldn completion bash)"\n'
        '  zsh   a line in ~/.zshrc, after compinit:  eval "$(ldn completion zsh)"\n'
        "  fish  ldn completion fish > ~/.config/fish/completions/ldn.fish\n"
        "\n"
        "\b\n"
        "Examples:\n"
        "  ldn completion bash\n"
        "  ldn completion fish"
    ),
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.argument("words", nargs=-1, metavar="", type=click.UNPROCESSED)
@click.pass_obj
def completion_command(session: Session, shell: str, words: Sequence[str]) -> None:
    """Print the script that completes verbs, options, measures (pain=), dates, formats, medicines and backups.

    The script asks this program for words, by words of its own after `--`; the journal is only read, and never made.
    """
    if words:
        click.echo(_answer(words, session), nl=False)
    else:
        click.echo(Path(__file__).with_name(f"completion.{shell}").read_text(encoding="utf-8"), nl=False)


def _answer(words: Sequence[str], session: Session) -> str:
    """Return a line for each word that may be the last of `words`: the word, a tab and what it means.

    A line without a word stands for the names of files.
    """
    from ldn_tui.cli.completed_place import find_place
    from ldn_tui.cli.completed_words import candidates_at
    from ldn_tui.cli.verbs import ldn

    place = find_place(ldn, [_unquoted(word) for word in words])
    if place is None:
        return ""
    asked = session if place.db is None else Session(place.db)
    return "".join(_lines(candidates_at(place, asked)))


def _lines(found: Iterable[Candidate]) -> Iterable[str]:
    for candidate in found:
        # A name that a terminal would obey, or that breaks the line, is not offered.
        if candidate is FILES or (is_storable(candidate.word) and visible(candidate.word) == candidate.word):
            yield f"{candidate.word}\t{visible(candidate.about)}\n"


def _unquoted(word: str) -> str:
    """Return what a shell makes of a word; one whose quotation is still open is taken as if it were closed."""
    import shlex

    for end in ("", '"', "'"):
        try:
            return " ".join(shlex.split(word + end))
        except ValueError:
            continue
    return word
