"""How long a text and how large a number may be: the same for what is typed and for what is imported."""

LONGEST_NAME = 60
LONGEST_NOTE = 100_000
MOST_RESCUES = 1000
LARGEST_LAB = 1e12
