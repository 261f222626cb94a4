"""What is said when the app itself fails: where, but none of the person's values."""

import traceback

APP_SAVED = "Everything up to your last key is saved in the journal."
VERB_SAVED = "Nothing of this call was saved unless it said so."


def crash_report(error: BaseException | None, unsaved: int = 0, *, saved: str = APP_SAVED) -> str:
    """Return a short report: what is saved, the kind of error and the places in the code it came through.

    The error's own message is left out, since it may quote what a person typed.

    Args:
        error: what ended the program.
        unsaved: how many changes still waited to be saved.
        saved: what is said of the journal where none did.
    """
    kind = type(error).__name__ if error is not None else "an unknown error"
    frames = traceback.extract_tb(error.__traceback__)[-8:] if error is not None else []
    places = "\n".join(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames)
    return (
        f"ldn-tui failed ({kind}) and closed. {_unsaved_in_words(unsaved) if unsaved else saved}\n"
        f"It happened here; none of your values are in this report:\n{places}"
    )


def _unsaved_in_words(count: int) -> str:
    if count == 1:
        return "1 change was not saved yet; everything before it is in the journal."
    return f"{count} changes were not saved yet; everything before them is in the journal."


def _short(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[-3:])
