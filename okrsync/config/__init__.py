"""The file: okrsync.toml as a frozen model."""

from okrsync.config.configuration import Configuration
from okrsync.config.loading import load

__all__ = ["Configuration", "load"]
