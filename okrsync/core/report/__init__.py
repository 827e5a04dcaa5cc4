"""The report: what a company learns of its goals and its work. Its JSON is the contract.

Shares are 0–1, absent values None, effort in the unit of the coverage. Field names are those of
the published JSON Schema; every list is sorted and complete.
"""

from okrsync.core.report.coverage import (
    Contribution,
    Coverage,
    Department,
    EffortCoverage,
    NotCounted,
    ProjectCoverage,
    TeamCoverage,
)
from okrsync.core.report.goals import (
    Forecast,
    Formula,
    Grade,
    NetConfidence,
    ObjectiveProgress,
    Observation,
    Original,
    ReportEdit,
    ReportKeyResult,
    ReportKpi,
    ReportObjective,
    Status,
    StatusOverride,
    Work,
)
from okrsync.core.report.lists import (
    Claim,
    ConflictingItem,
    ListedItem,
    ReportDecision,
    ReportExemption,
    ReportWaiver,
    Starved,
)
from okrsync.core.report.report import (
    SCHEMA,
    DataQuality,
    Finding,
    Nudges,
    Report,
    ReportCycle,
    Scope,
    TrendPoint,
)

__all__ = [
    "SCHEMA",
    "Claim",
    "ConflictingItem",
    "Contribution",
    "Coverage",
    "DataQuality",
    "Department",
    "EffortCoverage",
    "Finding",
    "Forecast",
    "Formula",
    "Grade",
    "ListedItem",
    "NetConfidence",
    "NotCounted",
    "Nudges",
    "ObjectiveProgress",
    "Observation",
    "Original",
    "ProjectCoverage",
    "Report",
    "ReportCycle",
    "ReportDecision",
    "ReportEdit",
    "ReportExemption",
    "ReportKeyResult",
    "ReportKpi",
    "ReportObjective",
    "ReportWaiver",
    "Scope",
    "Starved",
    "Status",
    "StatusOverride",
    "TeamCoverage",
    "TrendPoint",
    "Work",
]
