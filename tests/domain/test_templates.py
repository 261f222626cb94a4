"""What a person is told of each shape of a trial before choosing it."""

from dataclasses import astuple

from ldn_tui.domain.templates import TEMPLATE_FACTS
from ldn_tui.domain.trial import Template


def test_every_shape_says_all_of_itself_and_no_two_have_one_name() -> None:
    assert set(TEMPLATE_FACTS) == set(Template)
    assert all(all(astuple(facts)) for facts in TEMPLATE_FACTS.values())
    assert len({facts.title for facts in TEMPLATE_FACTS.values()}) == len(Template)


def test_only_a_sealed_shape_claims_more_than_a_change() -> None:
    for template, facts in TEMPLATE_FACTS.items():
        assert ("did not know which was which" in facts.can_tell) is (template is Template.SEALED_PAIRS)
