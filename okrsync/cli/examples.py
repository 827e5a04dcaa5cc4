"""Examples under a command's help."""


def examples(*lines: str) -> str:
    """The examples as click leaves them alone: one a line."""
    title = "Example:" if len(lines) == 1 else "Examples:"
    return "\n  ".join((f"\b\n{title}", *lines))
