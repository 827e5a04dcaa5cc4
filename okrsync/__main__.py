"""`python -m okrsync`."""

from okrsync.cli.main import main

main()
