"""The findings as a page of plain text."""
