"""What each place is for, in two or three sentences: help says it before the keys, which the table of commands has.

No key is named here: whoever changes one would read the old one.
"""

from collections.abc import Mapping

from ldn_tui.domain.glyphs import Glyph
from ldn_tui.keys.commands import Place

ABOUT: Mapping[Place, str] = {
    Place.TODAY: "One row a question, and every answer is saved with the key that gives it. Fill the day from top to "
    "bottom; what is empty stays empty until you answer it. Days before this one can be filled as well. A wide "
    "terminal shows the last days beside it, each rating rounded to one digit; X is 10.",
    Place.RATING_ROW: "One key rates the row: the number that fits the day on average. The words at both ends say "
    "what 0 and 10 mean.",
    Place.DOSE_ROW: "What was taken that day. Nothing is filled in for you: the row names what one key would record.",
    Place.SIDE_EFFECT_ROW: "What you noticed that day, even if you doubt that the medicine did it. That there was "
    "nothing is an answer, too.",
    Place.CALENDAR: "The month at a glance: the digit is the chosen measure, and lighter is better. The signs beside "
    "it say what else there was. The year shows a row a month. Where tenths have no room the rating is rounded, and X "
    "is 10; the day under the cursor is read out exactly.",
    Place.GRAPHS: "One measure over time, or six other looks at the same days. Under the picture, the day under the "
    "cursor is read out; each view can be shown as a table.",
    Place.PLAN: f"The trial as a time line: its phases, dose steps, today {Glyph.TODAY} and the decision day "
    f"{Glyph.DECISION}. Under it, each phase and the dose plan have a line that can be changed.",
    Place.FINDINGS: "What the trial shows, and how sure it is. The sentence comes first; behind each line are the "
    "chart or the days it rests on.",
    Place.MEASURES: "What is rated every day, in the order of the form. Every change is saved at once; a measure that "
    "is retired keeps its ratings.",
    Place.MEDICINES: "What you take, and since when: it can explain a change as well as the trial can. Every change "
    "is saved at once.",
    Place.DIALOG: "Whatever is open, these lead out, explain, or hide it.",
    Place.CHOICE: "Choose one of the lines. Where there are letters before them, a letter chooses at once; where there "
    "is a field above them, what you type there leaves only the lines that hold it.",
    Place.MARKS: "Mark as many lines as apply, and go on.",
    Place.FIELDS: "Fill in what you know. What cannot be taken is said under the fields, and nothing you typed is "
    "lost by it.",
    Place.OPTIONS: "This field takes one of a few words.",
    Place.DOSE_PLAN: "The plan as the prescription says it, a step a row: from when, how much, at what time. What a "
    "row means is said beside it.",
    Place.NOTE: "Your own words about the day, saved while you type. A word like #ill is a tag: calendar and graphs "
    "mark its days, and search finds them.",
    Place.DATE: "Any day that has come, in whatever way you write it. Under the field stands the day it would be.",
    Place.SEARCH: "Days on which all of your words stand: in notes, side effects, doses, rescue medicines and "
    "laboratory values. A word may be a beginning, words in quotes stand together, #ill is a tag; accents do not "
    "matter.",
    Place.PREVIEW: "What would be stored, before anything is. It can be taken back afterwards, too.",
    Place.RECORD: "A trial that is over, as it was: to read, not to change.",
    Place.EVERYWHERE: "These work in every room.",
}
