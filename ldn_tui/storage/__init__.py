"""The only floor with SQL: one SQLite file, its schema, its rows, its steps."""
