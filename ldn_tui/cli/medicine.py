"""`ldn medicine`: what is taken beside the trial, what it costs, how long it lasts."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import click

from ldn_tui.cli.session import Session, read_day_option
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.prices import parse_price
from ldn_tui.domain.ratings import json_number, parse_number, shown_number
from ldn_tui.domain.text import json_safe, visible
from ldn_tui.journal import Journal

_PRICE = click.option("--price", metavar="PRICE", help='What one costs, or a pack with --pack: 60 or "60 EUR".')
_PACK = click.option("--pack", metavar="NUMBER", help="How many a pack holds.")
_SUPPLY = click.option("--supply", metavar="NUMBER", help="How many are left today.")
_A_DAY = click.option("--a-day", metavar="NUMBER", help="How many are taken a day; one if never said.")


@click.group(
    "medicine",
    invoke_without_command=True,
    epilog=(
        "\b\n"
        "Examples:\n"
        '  ldn medicine add pregabalin --dose "75 mg twice a day"\n'
        '  ldn medicine add naltrexone --price "60 EUR" --pack 90 --supply 84\n'
        "  ldn medicine edit naltrexone --supply 56 --a-day 2\n"
        "  ldn medicine stop pregabalin\n"
        "  ldn medicine list"
    ),
)
@click.pass_context
def medicine_command(ctx: click.Context) -> None:
    """List, add, change or stop medicines. With no verb, they are listed."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_medicines)


@medicine_command.command(
    "add", epilog='\b\nExample:\n  ldn medicine add tramadol --dose "50 mg" --as-needed --start 2026-09-01'
)
@click.argument("name")
@click.option("--dose", default="", metavar="TEXT", help="How it is taken, in your words.")
@click.option("--start", metavar="DAY", help="Its first day; from before all this if absent.")
@click.option("--stop", metavar="DAY", help="The first day it was no longer taken.")
@click.option("--as-needed/--regular", default=False, help="Whether it is taken only as needed.")
@click.option("--opioid/--no-opioid", default=None, help="Whether it is an opioid; its name proposes it if absent.")
@_PRICE
@_PACK
@_SUPPLY
@_A_DAY
@click.pass_obj
def add_medicine(
    session: Session,
    name: str,
    dose: str,
    start: str | None,
    stop: str | None,
    as_needed: bool,
    opioid: bool | None,
    price: str | None,
    pack: str | None,
    supply: str | None,
    a_day: str | None,
) -> None:
    """Add a medicine."""
    cost = None if price is None else parse_price(price)
    journal = session.open(create=True)
    change = journal.medicines.add(
        name,
        dose,
        starts_on=_day(session, start),
        stops_on=_day(session, stop),
        as_needed=as_needed,
        opioid=opioid,
        price=None if cost is None else cost.amount,
        currency="" if cost is None else cost.currency,
        pack_size=_number(pack, "pack"),
        supply=_number(supply, "supply"),
        units_a_day=_number(a_day, "units a day"),
    )
    added = journal.medicines.find(name)
    if added.opioid and opioid is None:
        session.say(f"{visible(added.name)} is taken for an opioid: if it is none, undo and add it with --no-opioid.")
    _say(session, change)
    _warn(session, journal, added)


@medicine_command.command(
    "edit", epilog='\b\nExample:\n  ldn medicine edit naltrexone --price "0.85 EUR" --supply 56 --a-day 2'
)
@click.argument("name")
@click.option("--dose", metavar="TEXT", help="How it is taken, in your words.")
@click.option("--start", metavar="DAY", help="Its first day.")
@click.option("--stop", metavar="DAY", help="The first day it was no longer taken.")
@click.option("--as-needed/--regular", default=None, help="Whether it is taken only as needed.")
@click.option("--opioid/--no-opioid", default=None, help="Whether it is an opioid.")
@_PRICE
@_PACK
@_SUPPLY
@_A_DAY
@click.pass_obj
def edit_medicine(
    session: Session,
    name: str,
    dose: str | None,
    start: str | None,
    stop: str | None,
    as_needed: bool | None,
    opioid: bool | None,
    price: str | None,
    pack: str | None,
    supply: str | None,
    a_day: str | None,
) -> None:
    """Change what is said of a medicine; what is left out stays as it is."""
    cost = None if price is None else parse_price(price)
    given: dict[str, Any] = {
        "dose": dose,
        "starts_on": _day(session, start),
        "stops_on": _day(session, stop),
        "as_needed": as_needed,
        "opioid": opioid,
        "price": None if cost is None else cost.amount,
        "currency": None if cost is None else cost.currency,
        "pack_size": _number(pack, "pack"),
        "supply": _number(supply, "supply"),
        "units_a_day": _number(a_day, "units a day"),
    }
    changes = {field: value for field, value in given.items() if value is not None}
    if not changes:
        raise WrongUsage("there is nothing to change: give --dose, --price ... (see `ldn medicine edit --help`)")
    if "supply" in changes:
        # What is left was counted now.
        changes["supply_on"] = None
    journal = session.open(create=True)
    _say(session, journal.medicines.rewrite(replace(journal.medicines.find(name), **changes)))
    _warn(session, journal, journal.medicines.find(name))


@medicine_command.command("stop", epilog="\b\nExample:\n  ldn medicine stop pregabalin --date yesterday")
@click.argument("name")
@click.option("--date", "day_text", metavar="DAY", help="The first day it is no longer taken; today if absent.")
@click.pass_obj
def stop_medicine(session: Session, name: str, day_text: str | None) -> None:
    """Stop a medicine; it stays in the list."""
    journal = session.open(create=True)
    _say(session, journal.medicines.stop(name, _day(session, day_text)))


@medicine_command.command("list", epilog="\b\nExample:\n  ldn medicine list --json")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def list_medicines(session: Session, as_json: bool = False) -> None:
    """List the medicines, stopped ones too."""
    journal = session.open(create=False)
    medicines = journal.medicines.list()
    if as_json:
        document = {"version": 1, "medicines": [_as_json(journal, medicine) for medicine in medicines]}
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
        return
    if not medicines:
        session.say("There are none yet: `ldn medicine add NAME` adds one.")
    for medicine in medicines:
        session.say(visible("  ".join(_in_words(journal, medicine))))


def _in_words(journal: Journal, medicine: Medicine) -> list[str]:
    said = [medicine.name]
    if medicine.dose:
        said.append(medicine.dose)
    said.append("as needed" if medicine.as_needed else "regular")
    if medicine.opioid:
        said.append("OPIOID")
    if medicine.starts_on is not None:
        said.append(f"since {medicine.starts_on.isoformat()}")
    if medicine.stops_on is not None:
        said.append(f"stopped {medicine.stops_on.isoformat()}")
    if medicine.unit_price_in_words is not None:
        said.append(f"{medicine.unit_price_in_words} each")
    runs_out = journal.medicines.runs_out_on(medicine)
    if medicine.supply is not None and medicine.supply_on is not None:
        said.append(f"{shown_number(medicine.supply)} left on {medicine.supply_on.isoformat()}")
    if runs_out is not None:
        a_day = "one" if medicine.units_a_day is None else shown_number(medicine.units_a_day)
        said.append(f"at {a_day} a day it runs out on {short_day(runs_out)}")
    return said


def _as_json(journal: Journal, medicine: Medicine) -> dict[str, object]:
    return {
        "name": medicine.name,
        "dose": medicine.dose,
        "starts_on": _iso(medicine.starts_on),
        "stops_on": _iso(medicine.stops_on),
        "as_needed": medicine.as_needed,
        "opioid": medicine.opioid,
        "price": json_number(medicine.price),
        "currency": medicine.currency or None,
        "pack_size": json_number(medicine.pack_size),
        "supply": json_number(medicine.supply),
        "supply_on": _iso(medicine.supply_on),
        "units_a_day": json_number(medicine.units_a_day),
        "runs_out_on": _iso(journal.medicines.runs_out_on(medicine)),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(session: Session, text: str | None) -> date | None:
    return None if text is None else read_day_option(session, text)


def _number(text: str | None, field: str) -> float | None:
    return None if text is None else parse_number(text, field)


def _warn(session: Session, journal: Journal, added: Medicine) -> None:
    line = journal.medicines.opioid_line(journal.today())
    if added.opioid and line is not None:
        session.say(visible(line), to_stderr=True)


def _say(session: Session, change: Change) -> None:
    said = f"{change.summary[:1].upper()}{change.summary[1:]}." if change.happened else "Nothing changed."
    session.say(visible(said))
    session.remind_of_pinned_clock()
