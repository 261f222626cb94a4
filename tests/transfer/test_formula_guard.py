"""Formulas are guarded in CSV, and every text comes back as it was."""

import csv
import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ldn_tui.transfer.formula_guard import guarded, unguarded

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
TRICKY = st.text(alphabet=SIGNS + "';, \t\r\n\"\u00a0\u3000a1", max_size=12)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_text_that_would_be_computed_gets_an_apostrophe(sign: str) -> None:
    assert guarded(f'{sign}HYPERLINK("x")') == f'\'{sign}HYPERLINK("x")'
    assert guarded(f"  {sign}1") == f"'  {sign}1"
    assert guarded(f"slept;{sign}1") == f"slept;'{sign}1"
    assert guarded(f"two\n{sign} lines") == f"two\n'{sign} lines"


@pytest.mark.parametrize("first", ["\t", "\r", "\n"])
def test_so_does_a_text_that_begins_with_white_space_a_spreadsheet_drops(first: str) -> None:
    assert guarded(f"{first}x") == f"'{first}x"


@pytest.mark.parametrize("text", ["", "slept badly", "'tis better", "4-5 h", "a = b", "me@home", "1\n\n2", "'", "; "])
def test_a_harmless_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@pytest.mark.parametrize("text", ["'=1", "''=1", "' =1", "a;'-b"])
def test_a_text_that_begins_with_the_guard_itself_comes_back(text: str) -> None:
    assert guarded(text) != text
    assert unguarded(guarded(text)) == text


@given(st.text() | TRICKY)
@example("\t=1")
@example(";\n'=1")
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TRICKY, st.sampled_from(",;\t"))
@settings(max_examples=300)
def test_no_cell_of_a_guarded_text_begins_a_formula_whatever_the_delimiter(text: str, delimiter: str) -> None:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(["2026-03-31", guarded(text)])
    if delimiter == ",":
        (read,) = csv.reader(io.StringIO(line.getvalue(), newline=""))
        cells = read[1:]
    else:
        # A spreadsheet that does not separate at commas sees a quotation only at the beginning of a cell.
        cells = re.split(rf"[{re.escape(delimiter)}\r\n]", line.getvalue())
    computed = re.compile(rf"[\s\"]*[{re.escape(SIGNS)}]")
    assert not [cell for cell in cells if computed.match(cell)]
