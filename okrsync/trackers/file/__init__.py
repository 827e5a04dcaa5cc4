"""Any tracker's export as a source: read as it stands, never written to."""

from okrsync.trackers.file.tracker import FileTracker, open_tracker

__all__ = ["FileTracker", "open_tracker"]
