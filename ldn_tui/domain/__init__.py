"""What the app is about, in pure Python: facts, rules and arithmetic; no input, output or clock."""
