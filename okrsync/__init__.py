"""For every piece of work in Jira and GitHub, which goal it serves and how we know."""

__version__ = "0.1.0"
