"""Processes of opui's own: a module run by this interpreter, which gets nothing of this process but its pipes."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO


def start(module: str, errors: IO[bytes] | int) -> "subprocess.Popen[bytes]":
    """Start a module; what it says on stderr goes to `errors`.

    Raises:
        OSError: The interpreter can't be started.
    """
    # -S leaves out the site module, whose .pth files run code; what they add is in sys.path already.
    command = [sys.executable, "-P", "-s", "-S", "-m", module]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=errors, env=_environment(), start_new_session=True)


def _environment() -> dict[str, str]:
    """Return the process's environment: where its modules are, and what Windows needs to start it."""
    checkout = str(Path(__file__).resolve().parents[1])
    path = dict.fromkeys([checkout, *(entry for entry in sys.path if os.path.isabs(entry))])
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"}
