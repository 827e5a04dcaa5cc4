"""The file: okrsync.toml as a frozen model."""
