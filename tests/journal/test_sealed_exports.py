"""Under seal no export tells what a bottle holds: the same but for the commitment, whatever the order is."""

import itertools
import re
import uuid
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.seal import Content
from ldn_tui.journal import open_journal
from ldn_tui.journal.card import card_facts
from ldn_tui.journal.document_import import import_document
from ldn_tui.journal.export import ExportForm, export_chunks
from ldn_tui.reports.emergency_card import card_text
from ldn_tui.transfer.journal_json import read_document
from ldn_tui.transfer.row_lists import NOT_EXPORTED
from tests.conftest import DAY_STARTS_AT
from tests.exported import export_document
from tests.journal_with_everything import HELPER, NONCE, PHONE, sealed_journal

LDN_FIRST = (Content.LDN, Content.COMPARATOR)
COMPARATOR_FIRST = (Content.COMPARATOR, Content.LDN)


def exports(path: Path, clock: PinnedClock, contents: tuple[Content, ...]) -> tuple[dict[ExportForm, bytes], str]:
    """Return every export of a sealed journal, made with ids that count up, and its commitment's digest."""
    numbers = itertools.count(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=next(numbers), version=4))
        journal = sealed_journal(path, clock, contents)
    sealed = journal.seals.current()
    assert sealed is not None
    found = {form: b"".join(export_chunks(journal, form)) for form in ExportForm}
    journal.close()
    return found, sealed.commitment.digest


def test_two_journals_that_differ_only_in_the_order_give_the_same_exports(tmp_path: Path, clock: PinnedClock) -> None:
    one, digest = exports(tmp_path / "one.db", clock, LDN_FIRST + COMPARATOR_FIRST)
    other, other_digest = exports(tmp_path / "other.db", clock, COMPARATOR_FIRST + COMPARATOR_FIRST)
    assert digest != other_digest
    for form in ExportForm:
        # Opening the seal in a copy takes the commitment; without the sheet's 128 random bits it tells nothing.
        assert one[form].replace(digest.encode(), b"-" * 40) == other[form].replace(other_digest.encode(), b"-" * 40)
        if form not in {ExportForm.JSON, ExportForm.SQLITE}:
            assert digest.encode() not in one[form]


@pytest.mark.parametrize("form", list(ExportForm))
def test_no_content_no_amount_and_no_helper_is_in_the_bytes(
    tmp_path: Path, clock: PinnedClock, form: ExportForm
) -> None:
    data = exports(tmp_path / "one.db", clock, LDN_FIRST + COMPARATOR_FIRST)[0][form]
    if form is not ExportForm.CSV:
        assert b"bottle 1" in data
    if form is ExportForm.SQLITE:
        # The schema names what a content may be.
        data = data.replace(b"CHECK (content IN ('LDN', 'comparator'))", b"")
    for secret in (NONCE, HELPER, PHONE, "sealed sheet", "comparator"):
        assert secret.encode() not in data
    assert not re.search(rb"\bLDN\b", data)
    if form in {ExportForm.CSV, ExportForm.CSV_LONG, ExportForm.FHIR}:
        assert b'"mg"' not in data
        assert not re.search(rb"dose,[^,]*,[0-9]", data)


def test_a_helper_stays_where_they_are_known_and_is_asked_for_where_not(tmp_path: Path, clock: PinnedClock) -> None:
    journal = sealed_journal(tmp_path / "one.db", clock, LDN_FIRST)
    document = read_document(export_document(journal), journal.today())
    comparison, change = import_document(journal, document, "journal.json")
    assert (change.happened, comparison.kept) == (False, ())
    sealed = journal.seals.current()
    assert sealed is not None
    assert sealed.helper_phone == PHONE
    other = open_journal(tmp_path / "other.db", clock, DAY_STARTS_AT, create=True, program="the app")
    import_document(other, document, "journal.json")
    assert f"{NOT_EXPORTED}, telephone {NOT_EXPORTED}" in " ".join(card_text(card_facts(other)).split())
    other.seals.add(sealed.commitment.code, HELPER, PHONE)
    assert other.seals.current() == sealed
    journal.close()
    other.close()
