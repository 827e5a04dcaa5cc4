"""Lumen, a company that does not exist: its files, and how they came to be what they are."""
