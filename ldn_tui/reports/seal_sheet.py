"""The helper's sheet, as `ldn seal new` prints it: it can be kept as a file, and that file opens the seal."""

from ldn_tui.domain.blinding import SEALED_WARNING
from ldn_tui.domain.seal import Sheet


def sheet_text(sheet: Sheet) -> str:
    """Return the whole sheet for the helper, with the code for the patient at its end."""
    return f"""\
# FOR THE HELPER ALONE. Whoever takes the bottles must not see this sheet.
# Save it or print it, then clear the screen. It is kept nowhere else.

{sheet.canonical}

# Fill the bottles by these numbers. All look alike, with as many doses and
# the same steps in each: {len(sheet.contents)} periods of {sheet.weeks} weeks.
#
# EMERGENCY: be reachable by telephone. If anyone who treats the patient asks,
# tell them at once what each bottle holds; naltrexone blocks opioids.
# {SEALED_WARNING}
#
# When the trial is over, send this sheet, whole: `ldn seal open FILE` reads it.
#
# - - - - - - - - - - - - - - cut here - - - - - - - - - - - - - -
#
# FOR THE PATIENT: give them this code and nothing else. They type
#   ldn seal add "{sheet.commitment.code}" --helper NAME --phone NUMBER
"""
