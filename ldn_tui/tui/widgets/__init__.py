"""The pieces rooms are made of: they show what they are given and say what was pressed."""
