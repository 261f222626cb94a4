"""The page of the Findings room: what it says, and what is behind each of its numbers."""
