"""Where what was read is kept: SQLite or PostgreSQL."""
