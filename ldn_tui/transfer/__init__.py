"""Import and export formats: text in, facts and refusals out, and the way back. Nothing here knows the journal."""
