"""What the journal says, for people and for programs: text and JSON."""
