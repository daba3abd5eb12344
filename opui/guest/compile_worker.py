"""The process that compiles one module: bytes on stdin, native code on stdout. `opui.guest.compiler` starts it.

Whatever a hostile module makes a compiler do happens here, within limits where the platform has them: eight kilobytes
of nested loops are enough for minutes of time and gigabytes of memory. The exit code says what stdout holds.
"""

import sys
from typing import Final

from opui.core.errors import ModuleError

CPU_SECONDS: Final = 10
"""4 MiB of ordinary code take 4 s, the todo app a tenth of a second."""
ADDRESS_SPACE_BYTES: Final = 1 << 30
"""4 MiB of ordinary code take 160 MiB, of nothing but calls 330 MiB."""
DONE, INVALID, NO_MEMORY = 0, 3, 4
"""Exit codes: native code follows; the reason why the module is not valid follows; nothing does."""


def main() -> int:
    """Compile stdin to stdout within the limits. Returns the exit code."""
    _limit()
    try:
        from opui.guest.engine import compile_here  # loads wasmtime: within the limits

        result, code = compile_here(sys.stdin.buffer.read()), DONE
    except ModuleError as error:
        result, code = error.detail.encode(), INVALID
    except MemoryError:
        return NO_MEMORY
    sys.stdout.buffer.write(result)
    sys.stdout.buffer.flush()
    return code


def _limit() -> None:
    """Set this process's limits. Windows has none; there only the starter's clock limits the worker."""
    try:
        import resource
    except ImportError:
        return
    # The lower limit sends a signal that ends the process; the upper one kills it, should it ignore that.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
