"""Dialogs: each asks for one thing and returns it, or None; none of them saves."""
