"""The command line in tests: how it is called, what it says of an error, and modules that are refused or fail."""

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from opui.cli import main
from tests.guests import compiled, data, guest_text, set_word, with_commands, with_manifest
from tests.scripted import scripted

ROOT = Path(__file__).resolve().parent.parent


FIRST = """
create node=1 kind=input
set_string node=1 attribute=name value="draft"
attach node=1 event=submit handler=1 data=0
insert node=1 parent=0 before=0
create node=2 kind=timer
set_number node=2 attribute=interval value=100.0
attach node=2 event=tick handler=1 data=0
insert node=2 parent=0 before=0
"""


SECOND = 'create node=3 kind=text\nset_text node=3 text="é \\"said\\""\ninsert node=3 parent=0 before=0'


def opui(*arguments: object, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)


def opui_process(*arguments: object, before: str = "") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", f"{before}from opui.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


def error_of(result: Result) -> str:
    """The one line on stderr of a command that failed."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0].removeprefix("Error: ")


GOOD = compiled(guest_text())


TRUNCATED = GOOD[: len(GOOD) // 2]


IMPORTING = compiled('(module (import "env" "now" (func)))')


PANIC = set_word("panic_address", 16_384) + set_word("panic_length", 8) + "(unreachable)"


MODULES: list[tuple[bytes | str, str]] = [
    ("plain text", "not_wasm"),
    ("", "not_wasm: the file is empty"),
    (guest_text(), "wat2wasm"),
    (b"\0asm\x0d\0\1\0", "component"),
    (TRUNCATED, "malformed"),
    (GOOD + b"\x63\x00", "malformed"),
    (IMPORTING, "import"),
    (compiled("(module)"), "memory"),
    (compiled('(module (memory (export "memory") 1))'), "export"),
    (with_manifest(GOOD, json.dumps({"abi": [2, 0]})), "abi_version"),
    (with_manifest(GOOD, "{"), "manifest"),
    (compiled(guest_text(words={"magic": 7})), "control_block"),
    (compiled(guest_text(words={"abi_major": 2})), "abi_version"),
    (compiled(guest_text(init="(unreachable)")), "trap"),
    (compiled(guest_text("(unreachable)")), "trap"),
    (compiled(guest_text(PANIC, extra=data(16_384, b"two\nbits"))), "panic: two bits"),
    (compiled(with_commands(bytes(16))), "frame 1, command 0 (offset 0x0)"),
    (scripted("create node=1 kind=column\ninsert node=1 parent=7 before=0").data, "there is no node 7"),
]
