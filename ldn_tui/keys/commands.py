"""Everything a person can do, in one table: keys, palette, footer and help are all read from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where an action can be used; the value is how help calls it."""

    EVERYWHERE = "everywhere"
    TODAY = "the day form"
    RATING_ROW = "a rating row"
    DOSE_ROW = "the dose row"
    SIDE_EFFECT_ROW = "the side-effect row"
    CALENDAR = "the calendar"
    GRAPHS = "the graphs"
    PLAN = "the plan"
    FINDINGS = "the findings"
    MEASURES = "the list of measures"
    MEDICINES = "the list of medicines"
    DIALOG = "every dialog"
    CHOICE = "a list to choose from"
    MARKS = "a list to mark in"
    FIELDS = "a few fields"
    OPTIONS = "a field with a few words"
    DOSE_PLAN = "a dose plan"
    NOTE = "a note"
    DATE = "a date"
    SEARCH = "the search"
    PREVIEW = "a preview"
    RECORD = "an earlier trial"


@dataclass(frozen=True, slots=True)
class Command:
    """One user action.

    Attributes:
        place: where it can be used.
        name: the action's method is `action_` and this.
        keys: its keys as Textual calls them.
        label: what it does, in a word or three; its palette entry.
        help: what it does, in a sentence.
        shown: how its keys are written for people.
        footer: a word for the footer, "" to stay out of it.
        takes_key: whether the method is handed the key that was pressed.
        names: what each of its keys stands for, in their order; () where the label says it.
        called: what the configuration calls it: one name for all its keys, or one for each of them in their order;
            () where its action's name says it.
        follows: whether its keys follow those of other commands, or are the same in all dialogs, so that nobody
            chooses them one by one.
    """

    place: Place
    name: str
    keys: tuple[str, ...]
    label: str
    help: str
    shown: str
    footer: str = ""
    takes_key: bool = False
    names: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    follows: bool = False

    @property
    def ids(self) -> dict[str, tuple[str, ...]]:
        """What the configuration calls it, each id with its keys: the place, a point, and what happens there."""
        place = self.place.name.lower().replace("_", "-")
        called = self.called or (self.name.replace("_", "-"),)
        if len(called) == 1:
            return {f"{place}.{called[0]}": self.keys}
        keys_by_id: dict[str, tuple[str, ...]] = {}
        for name, key in zip(called, self.keys, strict=True):
            id_ = f"{place}.{name}"
            keys_by_id[id_] = (*keys_by_id.get(id_, ()), key)
        return keys_by_id

    def action(self, key: str) -> str:
        """Return the action string for one of its keys."""
        call = f"{self.name}({key!r})" if self.takes_key else self.name
        if self.place is Place.EVERYWHERE:
            return f"app.{call}"
        if self.place is Place.OPTIONS:
            # What a field does with its words concerns the field alone.
            return call
        # A row's keys work only on that row, but the screen does what they say, at once: a message would reach it
        # after the next key of a fast typist has been given to the same row.
        return f"screen.{call}"


DIGITS = tuple("0123456789")

# What always does the same: nobody can give these keys away, or to another command.
RESERVED_KEYS = {
    "escape": "Esc always leads out",
    "ctrl+g": "it leads out of every dialog",
    "enter": "Enter always does what the place is for",
    "tab": "Tab goes from field to field",
    "shift+tab": "it goes from field to field",
    "ctrl+c": "terminals stop programs or copy with it",
    "f9": "it hides everything, in fields too",
    "ctrl+h": "terminals send it for Backspace",
    "ctrl+i": "terminals send it for Tab",
    "ctrl+j": "terminals send it for Enter",
    "ctrl+m": "terminals send it for Enter",
    **dict.fromkeys(DIGITS, "digits rate, and choose the measure"),
}

# The views of the graphs by their letters: what the configuration calls each, and what people do.
VIEWS = {
    "h": ("view-history", "History"),
    "a": ("view-all-measures", "All measures"),
    "d": ("view-distribution", "Distribution by phase"),
    "o": ("view-order", "Order of improvement"),
    "w": ("view-weeks", "Weekly means"),
    "s": ("view-dose-steps", "Dose steps"),
    "e": ("view-labs", "Laboratory values"),
}
VIEW_NAMES = {letter: name for letter, (_, name) in VIEWS.items()}

# What the configuration calls the keys that choose a measure, and those that go from line to line.
MEASURE_NUMBERS = ("measure-10", *(f"measure-{number}" for number in range(1, 10)))
LINES = ("previous-line", "next-line", "previous-line", "next-line")

COMMANDS: tuple[Command, ...] = (
    # Rating rows
    Command(
        Place.RATING_ROW, "rate", (*DIGITS, "x"), "Set the rating",
        "Set the row and move on; 10 has a key of its own.", "0-9 x=10", "set", takes_key=True,
        called=tuple(f"rate-{number}" for number in range(11)),
    ),
    Command(
        Place.RATING_ROW, "no_answer", ("minus",), "No answer",
        "Say that there is no answer for this row, and move on.", "-", "no answer",
    ),
    Command(
        Place.RATING_ROW, "change", ("left", "right"), "Change by one",
        "Make a value that is set one lower or higher.", "← →", takes_key=True,
        called=("lower", "higher"),
    ),
    # The dose row
    Command(
        Place.DOSE_ROW, "as_planned", ("y",), "Dose taken as planned",
        "Record the dose the row names; if there is none yet, ask for it.", "y", "taken",
    ),
    Command(
        Place.DOSE_ROW, "not_taken", ("n",), "Dose not taken", "Record that no dose was taken.", "n", "not taken",
    ),
    Command(
        Place.DOSE_ROW, "other_dose", ("e",), "Another amount or time",
        "Type the amount, and when it was taken.", "e", "other",
    ),
    # The side-effect row
    Command(
        Place.SIDE_EFFECT_ROW, "none_felt", ("n",), "No side effects", "Record that there were none.", "n", "none",
    ),
    Command(
        Place.SIDE_EFFECT_ROW, "side_effect", ("s",), "Add a side effect",
        "Choose what it was and how severe; red flags are listed apart.", "s", "add",
    ),
    # The day form
    Command(
        Place.TODAY, "tenths", ("full_stop",), "Add tenths",
        "Then a digit: adds tenths to the row just set.", ".", takes_key=False,
    ),
    Command(
        Place.TODAY, "clear", ("backspace",), "Clear the row just set",
        "Clear the row just set and return to it; after moving, the row one is on.", "⌫", "back",
    ),
    Command(Place.TODAY, "elsewhere", ("y", "n", "e", "x", "minus", "left", "right"), "Elsewhere",
            "Say which row such a key answers.", "",
            follows=True),
    Command(Place.TODAY, "digit", DIGITS, "Tenths", "After a point: the tenths of the row just set.", "",
            takes_key=True,
            called=tuple(f"digit-{digit}" for digit in DIGITS), follows=True),
    Command(Place.TODAY, "previous_row", ("up",), "Row above", "Go to the row above.", "↑"),
    Command(Place.TODAY, "next_row", ("down",), "Row below", "Go to the row below.", "↓"),
    Command(Place.TODAY, "finish", ("enter",), "Done",
            "Show what is missing; go to the next day to fill, or stay.", "⏎", "done"),
    Command(Place.TODAY, "note", ("w",), "Write the note",
            "Write about the day; saved while you type.", "w", "note"),
    Command(Place.TODAY, "rescue", ("r",), "Rescue medicine",
            "Record an as-needed medicine and how many.", "r", "rescue"),
    Command(Place.TODAY, "side_effect", ("s",), "Add a side effect",
            "Choose what it was and how severe, from any row.", "s"),
    Command(Place.TODAY, "skip", ("o",), "Skip the day",
            "Mark the day as skipped, with a reason; again to take the mark away.", "o", "skip"),
    Command(Place.TODAY, "impression", ("i",), "Overall impression",
            "Rate the overall change since the start (PGIC, 1 to 7).", "i"),
    Command(Place.TODAY, "lab", ("l",), "Laboratory value", "Record a laboratory value, like ESR.", "l"),
    Command(Place.TODAY, "previous_day", ("left_square_bracket",), "The day before", "Go one day back.", "["),
    Command(Place.TODAY, "next_day", ("right_square_bracket",), "The day after", "Go one day on.", "]"),
    # The calendar
    Command(Place.CALENDAR, "open", ("enter",), "Open the day", "Open the day's form.", "⏎", "open"),
    Command(Place.CALENDAR, "move", ("left", "right", "up", "down", "h", "j", "k", "l"), "Move by a day",
            "Move by a day, or by a week up and down.", "←↑↓→", "day", takes_key=True,
            called=("previous-day", "next-day", "previous-week", "next-week",
                    "previous-day", "next-week", "previous-week", "next-day")),
    Command(Place.CALENDAR, "turn_month", ("left_square_bracket", "right_square_bracket"), "Turn the month",
            "One month back or on.", "[ ]", "month", takes_key=True,
            called=("previous-month", "next-month")),
    Command(Place.CALENDAR, "turn_year", ("left_curly_bracket", "right_curly_bracket"), "Turn the year",
            "One year back or on.", "{ }", "year", takes_key=True,
            called=("previous-year", "next-year")),
    Command(Place.CALENDAR, "year_view", ("y",), "Year or month",
            "Show the whole year, a row a month, or the month again.", "y"),
    Command(Place.CALENDAR, "choose_measure", ("m",), "Choose the measure",
            "Choose which measure is shown, retired ones too.", "m", "measure"),
    Command(Place.CALENDAR, "measure", DIGITS, "Show the measure with that number",
            "1 is the first measure, 0 the tenth.", "1-9 0", takes_key=True,
            called=MEASURE_NUMBERS),
    Command(Place.CALENDAR, "events", ("number_sign",), "Events",
            "List the days whose notes hold a #tag; go to one, or mark only one tag.", "#", "events"),
    # The graphs
    Command(Place.GRAPHS, "view", tuple(VIEW_NAMES), "View", "Each letter shows the same days in another way.",
            " ".join(VIEW_NAMES), "views", takes_key=True, names=tuple(VIEW_NAMES.values()),
            called=tuple(id_ for id_, _ in VIEWS.values())),
    Command(Place.GRAPHS, "next_view", ("v", "V"), "Next or previous view",
            "Go through the views, or back through them.", "v V", takes_key=True,
            called=("next-view", "previous-view")),
    Command(Place.GRAPHS, "measure", DIGITS, "Show the measure with that number",
            "1 is the first measure, 0 the tenth.", "1-9", takes_key=True,
            called=MEASURE_NUMBERS),
    Command(Place.GRAPHS, "choose_measure", ("m",), "Choose the measure", "Choose which measure is drawn.", "m",
            "measure"),
    Command(Place.GRAPHS, "overlay", ("O",), "Second measure",
            "Lay another measure over the history; again, or Esc, takes it away.", "O"),
    Command(Place.GRAPHS, "toggle_table", ("T",), "Table or chart", "Show the same data as a table.", "T", "table"),
    Command(Place.GRAPHS, "pan", ("left_square_bracket", "right_square_bracket"), "Pan",
            "Move the window half its length back or on.", "[ ]", "pan", takes_key=True,
            called=("pan-back", "pan-on")),
    Command(Place.GRAPHS, "zoom", ("plus", "equals_sign", "minus"), "Zoom",
            "Show fewer or more days: 2 weeks, 1 month, 3 months, 1 year, all.", "+ -", "zoom", takes_key=True,
            called=("zoom-in", "zoom-in", "zoom-out")),
    Command(Place.GRAPHS, "move", ("left", "right", "up", "down"), "Move the cursor",
            "Read the day before or after out; in the table up and down do, and left and right show what is cut.",
            "← →", "day", takes_key=True,
            called=("previous-day", "next-day", "previous-line", "next-line")),
    Command(Place.GRAPHS, "page", ("pageup", "pagedown"), "Move by a page",
            "In the table a page back or on; on the chart, pan.", "PgUp PgDn", takes_key=True,
            called=("previous-page", "next-page")),
    Command(Place.GRAPHS, "jump", ("home", "end"), "First or last day", "Go to the first or last day shown.",
            "Home End", takes_key=True,
            called=("first-day", "last-day")),
    Command(Place.GRAPHS, "toggle_mean", ("n",), "Mean on or off", "Draw the 7-day mean, or leave it out.", "n"),
    Command(Place.GRAPHS, "save", ("S",), "Save the chart", "Save the chart as SVG or text.", "S", "save"),
    Command(Place.GRAPHS, "open", ("enter",), "Open the day", "Open the form of the cursor's day.", "⏎", "open"),
    Command(Place.GRAPHS, "events", ("number_sign",), "Events",
            "List the days whose notes hold a #tag; go to one, or mark only one tag.", "#", "events"),
    # The plan
    Command(Place.PLAN, "new_trial", ("N",), "New trial",
            "Plan a trial in a few questions; what you typed is kept if you leave.", "N", "new"),
    Command(Place.PLAN, "cursor", ("up", "down", "k", "j"), "Choose a line", "Go to the line above or below.", "↑ ↓",
            takes_key=True,
            called=LINES),
    Command(Place.PLAN, "edit", ("enter",), "Edit",
            "Change the line: the trial, a phase's days, or the dose plan; open an earlier trial.", "⏎", "edit"),
    Command(Place.PLAN, "next_phase", ("n",), "Next phase", "Begin the next phase today; the one before ends.", "n",
            "next phase"),
    Command(Place.PLAN, "move_boundary", ("B",), "Move a boundary",
            "Move the day the chosen phase begins on; which days change sides is shown first.", "B", "boundary"),
    Command(Place.PLAN, "dose_plan", ("e",), "Dose plan", "Type the dose plan in as your prescription says it.", "e",
            "doses"),
    Command(Place.PLAN, "pause", ("P",), "Pause, or go on",
            "Pause the trial, or end the pause: its days count nowhere.", "P", "pause"),
    Command(Place.PLAN, "end", ("E",), "End the trial", "End the trial, with the reason; it stays in the journal.",
            "E", "end"),
    Command(Place.PLAN, "decide", ("D",), "Decide", "Continue, stop, extend, change with the prescriber, undecided.",
            "D", "decide"),
    Command(Place.PLAN, "medicines", ("M",), "Medicines",
            "Add, change or stop what you take; prices, supply, and which is an opioid.", "M", "medicines"),
    Command(Place.PLAN, "seal", ("L",), "Seal",
            "Add your helper's code, see how the seal stands, or open it.", "L", "seal"),
    Command(Place.PLAN, "measures", ("Y",), "Measures",
            "Add, rename, reorder, retire or bring back what is rated daily.", "Y", "measures"),
    # The findings
    Command(Place.FINDINGS, "cursor", ("up", "down", "k", "j"), "Choose a line",
            "Go to the next line that has a chart or days behind it.", "↑ ↓", "choose", takes_key=True,
            called=LINES),
    Command(Place.FINDINGS, "open", ("enter",), "Open what is behind it",
            "Open the chart or the days behind the line.", "⏎", "open"),
    Command(Place.FINDINGS, "measure", DIGITS, "Show the measure with that number",
            "1 is the first measure, 0 the tenth.", "1-9", takes_key=True,
            called=MEASURE_NUMBERS),
    Command(Place.FINDINGS, "choose_measure", ("m",), "Choose the measure",
            "Choose which measure the large picture shows.", "m", "measure"),
    Command(Place.FINDINGS, "decide", ("D",), "Decide",
            "Continue, stop, extend, change with the prescriber, undecided.", "D", "decide"),
    Command(Place.FINDINGS, "report", ("R",), "Report for the doctor",
            "Write one page to take to an appointment, with your own words if you like.", "R", "report"),
    Command(Place.FINDINGS, "seal", ("L",), "Seal", "Show how the seal stands, or open it.", "L"),
    Command(Place.FINDINGS, "page", ("pageup", "pagedown"), "Turn the page", "Scroll a page back or on.", "PgUp PgDn",
            takes_key=True,
            called=("previous-page", "next-page")),
    Command(Place.FINDINGS, "jump", ("home", "end"), "Beginning or end", "Go to the beginning or the end.",
            "Home End", takes_key=True,
            called=("beginning", "end")),
    # The list of measures
    Command(Place.MEASURES, "cursor", ("up", "down", "k", "j"), "Move", "Move to the measure above or below.", "↑ ↓",
            takes_key=True,
            called=LINES),
    Command(Place.MEASURES, "add", ("a",), "Add a measure", "Add a measure of your own; up to 12 are active.", "a",
            "add"),
    Command(Place.MEASURES, "edit", ("e", "enter"), "Edit", "Change its name, its anchors or its direction.", "e",
            "edit"),
    Command(Place.MEASURES, "shift", ("K", "J", "shift+up", "shift+down"), "Move up or down",
            "Put it one place earlier or later on the form.", "K J", "move", takes_key=True,
            called=("move-up", "move-down", "move-up", "move-down")),
    Command(Place.MEASURES, "retire", ("r",), "Retire, or bring back",
            "Stop asking it, or ask it again; its ratings stay.", "r", "retire, bring back"),
    Command(Place.MEASURES, "undo", ("u",), "Undo", "Take back the last change.", "u", "undo"),
    Command(Place.MEASURES, "redo", ("U", "ctrl+r"), "Redo", "Bring back what was taken back last.", "U"),
    Command(Place.MEASURES, "leave", ("q",), "Back", "Back to the plan.", "q", "or Esc leaves"),
    # The list of medicines
    Command(Place.MEDICINES, "cursor", ("up", "down", "k", "j"), "Move", "Move to the medicine above or below.",
            "↑ ↓", takes_key=True,
            called=LINES),
    Command(Place.MEDICINES, "add", ("a",), "Add a medicine", "Add something you take.", "a", "add"),
    Command(Place.MEDICINES, "edit", ("e", "enter"), "Edit", "Change what is said of it.", "e", "edit"),
    Command(Place.MEDICINES, "stop", ("s",), "Stop", "Say since when it is no longer taken; it stays in the list.",
            "s", "stop"),
    Command(Place.MEDICINES, "undo", ("u",), "Undo", "Take back the last change.", "u", "undo"),
    Command(Place.MEDICINES, "redo", ("U", "ctrl+r"), "Redo", "Bring back what was taken back last.", "U"),
    Command(Place.MEDICINES, "leave", ("q",), "Back", "Back to the plan.", "q", "or Esc leaves"),
    # Dialogs: their keys are the same in all of them, so nobody chooses them one by one
    Command(Place.DIALOG, "leave", ("escape", "ctrl+g"), "Leave", "Leave it, and go back to where you were.",
            "Esc ctrl+g", follows=True),
    Command(Place.CHOICE, "move(-1)", ("up", "shift+tab"), "Line above", "Go to the line above.", "↑",
            called=("previous",), follows=True),
    Command(Place.CHOICE, "move(1)", ("down", "tab"), "Line below", "Go to the line below.", "↓",
            called=("next",), follows=True),
    Command(Place.CHOICE, "choose", ("enter",), "Choose",
            "Choose the line; where lines have letters, its letter does it at once.", "⏎", follows=True),
    Command(Place.MARKS, "move(-1)", ("up",), "Line above", "Go to the line above.", "↑",
            called=("previous",), follows=True),
    Command(Place.MARKS, "move(1)", ("down",), "Line below", "Go to the line below.", "↓",
            called=("next",), follows=True),
    Command(Place.MARKS, "mark", ("space",), "Mark", "Mark the line, or take its mark away; its letter does, too.",
            "Space", follows=True),
    Command(Place.MARKS, "on", ("enter",), "Go on", "Go on with what is marked.", "⏎", follows=True),
    Command(Place.FIELDS, "previous_field", ("up",), "Field above", "Go to the field above.", "↑", follows=True),
    Command(Place.FIELDS, "next_field", ("down",), "Field below", "Go to the field below; Tab does, too.", "↓",
            follows=True),
    Command(Place.FIELDS, "submit", ("enter",), "Save", "Take what stands there, or say what is missing.", "⏎",
            follows=True),
    Command(Place.OPTIONS, "turn(-1)", ("left",), "Word before", "Choose the word before.", "←",
            called=("previous",), follows=True),
    Command(Place.OPTIONS, "turn(1)", ("right", "space"), "Word after", "Choose the word after.", "→",
            called=("next",), follows=True),
    Command(Place.DOSE_PLAN, "row(-1)", ("up",), "Row above", "Go to the step above.", "↑",
            called=("previous",), follows=True),
    Command(Place.DOSE_PLAN, "row(1)", ("down",), "Row below", "Go to the step below; Tab goes from field to field.",
            "↓", called=("next",), follows=True),
    Command(Place.DOSE_PLAN, "submit", ("enter",), "Save", "Take the plan, or say what is wrong with it.", "⏎",
            follows=True),
    Command(Place.NOTE, "leave", ("ctrl+s",), "Leave", "Save it and leave, as every way out does.", "^s",
            follows=True),
    Command(Place.DATE, "submit", ("enter",), "Go there", "Go to the day that is named under the field.", "⏎",
            follows=True),
    Command(Place.SEARCH, "move(-1)", ("up",), "Day above", "Go to the day above.", "↑",
            called=("previous",), follows=True),
    Command(Place.SEARCH, "move(1)", ("down",), "Day below", "Go to the day below.", "↓",
            called=("next",), follows=True),
    Command(Place.SEARCH, "page(-1)", ("pageup",), "Page up", "Go a page up.", "PgUp",
            called=("previous-page",), follows=True),
    Command(Place.SEARCH, "page(1)", ("pagedown",), "Page down", "Go a page down.", "PgDn",
            called=("next-page",), follows=True),
    Command(Place.SEARCH, "submit", ("enter",), "Open the day", "Open the day's form.", "⏎", follows=True),
    Command(Place.PREVIEW, "choose('import')", ("i",), "Import", "Import what is shown.", "i",
            called=("import",), follows=True),
    Command(Place.PREVIEW, "choose('back')", ("b",), "Back", "Go back and answer differently.", "b",
            called=("back",), follows=True),
    Command(Place.RECORD, "scroll(-1)", ("up", "k"), "Up", "Scroll up.", "↑", called=("up",), follows=True),
    Command(Place.RECORD, "scroll(1)", ("down", "j"), "Down", "Scroll down.", "↓", called=("down",), follows=True),
    Command(Place.RECORD, "scroll(-10)", ("pageup",), "Page up", "Scroll a page up.", "PgUp",
            called=("page-up",), follows=True),
    Command(Place.RECORD, "scroll(10)", ("pagedown", "space"), "Page down", "Scroll a page down.", "PgDn",
            called=("page-down",), follows=True),
    Command(Place.RECORD, "leave", ("q", "enter"), "Back", "Back to the plan.", "q", follows=True),
    # Everywhere
    Command(Place.EVERYWHERE, "go_today", ("t", "f2"), "Today", "Go to today's form.", "t",
            called=("today",)),
    Command(Place.EVERYWHERE, "go('calendar')", ("c", "f3"), "Calendar", "Go to the calendar.", "c",
            called=("calendar",)),
    Command(Place.EVERYWHERE, "go('graphs')", ("g", "f4"), "Graphs", "Go to the graphs.", "g",
            called=("graphs",)),
    Command(Place.EVERYWHERE, "go('plan')", ("p", "f5"), "Plan", "Go to the plan.", "p",
            called=("plan",)),
    Command(Place.EVERYWHERE, "go('findings')", ("f", "f6"), "Findings", "Go to the findings.", "f",
            called=("findings",)),
    Command(Place.EVERYWHERE, "undo", ("u",), "Undo", "Take back the last change, as far back as you like.", "u"),
    Command(Place.EVERYWHERE, "redo", ("U", "ctrl+r"), "Redo", "Bring back what was taken back last.", "U"),
    Command(Place.EVERYWHERE, "fill", ("b",), "Fill days",
            "Go to the newest of the last 7 days that is not complete, then to the one before it.", "b"),
    Command(Place.EVERYWHERE, "go_to_date", ("slash",), "Go to a date",
            "Type a date: 2026-03-31, t, y, -3, mon, 12 or 12 nov.", "/"),
    Command(Place.EVERYWHERE, "search", ("F", "ctrl+f"), "Search",
            "Find days by words: notes, tags, side effects, doses, rescue, labs.", "F"),
    Command(Place.EVERYWHERE, "blank", ("z", "f9"), "Blank the screen",
            "Hide everything at once; any of these keys shows it again.", "z"),
    Command(Place.EVERYWHERE, "edit_measures", (), "Edit the measures",
            "Add, rename, reorder, retire or bring back what is rated daily.", ""),
    Command(Place.EVERYWHERE, "import_file", (), "Import a file",
             "Read a diary of another app or a spreadsheet (CSV); what it would bring is shown first.", ""),
    Command(Place.EVERYWHERE, "back_up", (), "Make a backup now", "Make a checked copy of the journal beside it.", ""),
    Command(Place.EVERYWHERE, "restore", (), "Restore a backup",
            "Choose a backup, see what it would change, and make it the journal; with a way back.", ""),
    Command(Place.EVERYWHERE, "bring_back", (), "Bring back the file before the restore",
            "Make the journal again what it was before a backup was restored.", ""),
    Command(Place.EVERYWHERE, "all_keys", (), "All keys", "Show every command with its keys and its id.", ""),
    Command(Place.EVERYWHERE, "choose_theme", (), "Theme",
            "Choose the colours: our own, high contrast, the terminal's own, or one of Textual's.", ""),
    Command(Place.EVERYWHERE, "palette", ("colon", "ctrl+p"), "All commands", "Search every command by name.", ":"),
    Command(Place.EVERYWHERE, "help_here", ("question_mark", "f1"), "Help", "Explain this place and its keys.", "?",
            called=("help",)),
    Command(Place.EVERYWHERE, "leave", ("q", "escape"), "Back, or quit",
            "Go back to where you came from; from today's form, quit: Esc twice. Everything is saved already.", "q",
            takes_key=True),
)  # fmt: skip


def commands_of(*places: Place) -> Iterator[Command]:
    """Yield the commands of `places`, in that order."""
    for place in places:
        yield from (command for command in COMMANDS if command.place is place)
