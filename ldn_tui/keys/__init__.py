"""The commands and their keys: the table, what the configuration changes in it, and how keys are written."""
