"""The pure heart: work items, goals, evidence, verdicts, coverage. No I/O."""
