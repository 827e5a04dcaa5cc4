"""Lint: what is wrong with goals, before work is spent on them. The rules are those of the method."""
