"""What each shape of a trial is: what happens in it, where it comes from, what it can tell and what it cannot."""

from dataclasses import dataclass

from ldn_tui.domain.trial import Template


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """What a person should know of a shape before choosing it.

    Attributes:
        title: how it is called on screen.
        course: what happens in it, in order.
        source: where it comes from.
        can_tell: what it can tell.
        cannot_tell: what it cannot tell.
    """

    title: str
    course: str
    source: str
    can_tell: str
    cannot_tell: str


TEMPLATE_FACTS = {
    Template.BEFORE_AFTER: TemplateFacts(
        "before and after",
        "baseline, LDN, decision",
        "the clinic's two months after a run-in, as in Younger & Mackey 2009 (Pain Med 10:663), without the placebo",
        "THAT you changed, by how much, and how sure that is",
        "WHY: you know when you take it, and most people start when things are bad",
    ),
    Template.BEFORE_AFTER_STOP: TemplateFacts(
        "before, after and off",
        "baseline, LDN, decision, 4 weeks off",
        "the same, with the four weeks of follow-up of Younger 2013 (Arthritis Rheum 65:529)",
        "THAT you changed, and what happens in the weeks after stopping",
        "WHY: the effect may last for weeks or months, so neither return nor no return shows what did it",
    ),
    Template.SEALED_PAIRS: TemplateFacts(
        "sealed pairs",
        "LDN and a comparator, in random order",
        "the crossover of Younger 2013, adapted to equal lengths so that dates cannot tell the order",
        "whether you were better on LDN than on the comparator while you did not know which was which",
        "much from few pairs: with k pairs the strongest result that chance alone can give is 1 in 2^k",
    ),
    Template.ALREADY_TAKING: TemplateFacts(
        "already taking it",
        "the course from here on; no baseline is claimed",
        "a diary of the course; no trial was run this way",
        "how things go from here, and what happens if you stop",
        "whether anything changed when you began: there is nothing to compare with, and no verdict",
    ),
    Template.BY_HAND: TemplateFacts(
        "by hand",
        "your own phases, one after the other",
        "you and your prescriber",
        "what your phases allow: a baseline before the first dose makes it a before and after",
        "anything that is promised beforehand: the windows follow what you do",
    ),
}
