"""The doors to the outside: trackers, where work lives, and the store, where it is kept."""

from okrsync.ports.abilities import (
    Checks,
    Conclusion,
    KeepsGoals,
    Labeller,
    LabelPlace,
    Measuring,
    Reaction,
    Responder,
    Surveyor,
)
from okrsync.ports.store import (
    KeptClosing,
    KeptConfiguration,
    Saved,
    SourceState,
    Store,
)
from okrsync.ports.tracker import (
    Comment,
    Diagnosis,
    Found,
    Mark,
    Name,
    NameKind,
    Page,
    Tracker,
)

__all__ = [
    "Checks",
    "Comment",
    "Conclusion",
    "Diagnosis",
    "Found",
    "KeepsGoals",
    "KeptClosing",
    "KeptConfiguration",
    "LabelPlace",
    "Labeller",
    "Mark",
    "Measuring",
    "Name",
    "NameKind",
    "Page",
    "Reaction",
    "Responder",
    "Saved",
    "SourceState",
    "Store",
    "Surveyor",
    "Tracker",
]
