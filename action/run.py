"""Run okrsync as it lies in the action's own folder, with the dependencies that prepare.py installed.

Nothing is built: what the workflow asked for by its version is what runs.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).resolve().parent.parent))  # an isolated Python looks nowhere by itself

    from okrsync.cli.action import main

    main()
