"""What is said when the app itself fails: where, but none of the person's values."""

import traceback


def crash_report(error: BaseException | None) -> str:
    """Return a short report: the kind of error and the places in the code it came through.

    The error's own message is left out, since it may quote what a person typed.
    """
    kind = type(error).__name__ if error is not None else "an unknown error"
    frames = traceback.extract_tb(error.__traceback__)[-8:] if error is not None else []
    places = "\n".join(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames)
    return (
        f"ldn-tui failed ({kind}) and closed. Everything up to your last key is saved in the journal.\n"
        f"It happened here; none of your values are in this report:\n{places}"
    )


def _short(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[-3:])
