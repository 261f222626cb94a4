"""A passphrase: typed where nobody sees it, or read from standard input; never an option, never a variable."""

import sys

import click

from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import is_storable
from ldn_tui.named_files import LARGEST_TYPED


def read_passphrase(*, is_new: bool = False) -> str:
    """Return the passphrase: asked for on a terminal (a new one twice), else the first line of standard input.

    Raises:
        WrongUsage: it is empty, endless, or not text.
    """
    if sys.stdin.isatty():
        passphrase = str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True))
    else:
        line = sys.stdin.readline(LARGEST_TYPED + 1)
        if len(line) > LARGEST_TYPED:
            raise WrongUsage("the passphrase has no end: its first line is all that is read; check what is piped in")
        passphrase = line.rstrip("\r\n")
    if not passphrase:
        raise WrongUsage("there is no passphrase on standard input: give it as the first line, or use a terminal")
    if not is_storable(passphrase):
        raise WrongUsage("the passphrase holds bytes that are not text: give it in UTF-8")
    return passphrase
