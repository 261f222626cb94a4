"""`ldn search`: days by the words of their notes, side effects, doses and more."""

import json

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.dates import short_day, short_day_width
from ldn_tui.domain.errors import BadInput, NothingToDo
from ldn_tui.domain.search_results import Found, FoundDay, snippet
from ldn_tui.domain.search_words import terms_of
from ldn_tui.domain.text import json_safe, visible

SEARCH_VERSION = 1
_LENGTH = 100


@click.command(
    "search",
    epilog=(
        "\b\nExamples:\n  ldn search walk\n  ldn search vivid dream\n  ldn search '\"slept badly\"' '#ill'\n"
        "  ldn search naltrexone 1.5 --json"
    ),
)
@click.argument("words", nargs=-1, required=True)
@click.option("--most", metavar="N", type=click.IntRange(min=1), default=200, show_default=True,
              help="How many days at most, newest first.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="For programs; `version` says which form it has.")
@click.pass_obj
def search_command(session: Session, words: tuple[str, ...], most: int, as_json: bool) -> None:
    """Find the days that hold all WORDS, newest first: in notes, side effects, doses, rescue, labs.

    A word may be the beginning of one; "words in quotes" stand one after the other; #ill is a tag. Case and accents
    do not matter. The exit code is 1 if nothing is found.
    """
    query = " ".join(words)
    if not terms_of(query):
        raise BadInput(f"search {visible(query)!r} holds no word: name one, like walk or '#ill'")
    sitting = session.open(create=False).search()
    found = sitting.find(query, most)
    sitting.close()
    if as_json:
        click.echo(json_safe(json.dumps(_document(query, found), ensure_ascii=False, indent=2)))
    if not found.days:
        raise NothingToDo(f"nothing found for {visible(query)}: fewer letters find more")
    if as_json:
        return
    for day in found.days:
        session.say(f"{short_day(day.day):<{short_day_width()}}  {_line(day, found)}")
    if len(found.days) < found.total:
        session.say(f"({found.total} days; --most {found.total} shows all)", to_stderr=True)


def _line(day: FoundDay, found: Found) -> str:
    passages = []
    for passage in day.passages:
        words = "".join(piece.text for piece in snippet(passage.text, found.terms, _LENGTH))
        passages.append(f"{passage.source}: {visible(words)}")
    return " · ".join(passages)


def _document(query: str, found: Found) -> dict[str, object]:
    days = [
        {
            "date": day.day.isoformat(),
            "passages": [{"source": passage.source.value, "text": passage.text} for passage in day.passages],
        }
        for day in found.days
    ]
    return {"version": SEARCH_VERSION, "query": query, "total": found.total, "days": days}
