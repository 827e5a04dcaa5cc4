"""Adapters that read a tracker and keep one comment on its items."""
