"""Every error opui raises on purpose, by who is at fault. Any other exception is a bug in opui.

    OpuiError
    ├── GuestError              the app did something it must not; its instance is never called again
    │   ├── ModuleError         the module can't be loaded at all
    │   ├── ControlBlockError   the control block or the inbox is not as the ABI says
    │   ├── TrapError           the guest panicked or trapped
    │   ├── HostError           opui failed to show what the guest did
    │   └── BatchError          a batch was refused; the tree is as it was
    │       ├── DecodeError     its bytes are not commands
    │       ├── CommandError    a command makes no sense on this tree
    │       └── LimitError      it is larger than the host allows
    └── InputError              a person's file, listing, path or action can't be used
        └── ListingError        a listing does not parse

Every `GuestError` has a `rule`: the name of what was broken, a row of the table in `RULES`, which the
spec prints too.
"""

from typing import Final

# fmt: off
RULES: Final = {
    "not_wasm": "The file is not a WebAssembly core module (it does not begin with `00 61 73 6d 01 00 00 00`).",
    "malformed": "The module's sections can't be read, or the module is not valid WebAssembly.",
    "compiler": "The compiler could not be started, or failed on the module.",
    "import": "The module imports something. A guest imports nothing.",
    "start": "The module has a start function.",
    "memory": "The module's memory is missing, shared, 64-bit, or one of several.",
    "export": "An export is missing or has another type than the ABI says.",
    "manifest": "The custom section `opui.manifest` is too large, doubled or not the JSON object it should be.",
    "abi_version": "The module was built for another major version of the ABI.",
    "control_block": "The control block's address, magic or words are not as the ABI says.",
    "region": "A region of the control block reaches past the memory's end.",
    "inbox": "The inbox is smaller than 1,024 bytes, not aligned to 8, or can't take an event.",
    "trap": "The guest trapped.",
    "panic": "The guest panicked; the message is its own.",
    "truncated": "The bytes end inside a record.",
    "header": "A batch file's header is not one, or is of another version.",
    "opcode_unknown": "There is no such opcode.",
    "reserved": "A slot that the opcode does not use is not zero.",
    "text_range": "A text reaches past the end of the text region.",
    "utf8": "A text is not valid UTF-8.",
    "value": "A value is not one the field or the attribute can take.",
    "node_exists": "The id belongs to a living node already.",
    "node_unknown": "No living node has this id.",
    "node_reused": "The id's node was removed in this same frame.",
    "root": "The root can't be created, inserted or removed.",
    "cycle": "The node would lie below itself.",
    "child": "This kind does not go into that kind.",
    "before": "`before` is not a child of `parent`.",
    "text_none": "This kind has no text.",
    "attribute_unknown": "There is no such attribute.",
    "attribute_kind": "This kind has no such attribute.",
    "attribute_type": "The attribute is of another type than the opcode sets.",
    "array": "An array's descriptor is not as the ABI says, or part of the array lies outside the memory.",
    "event_unknown": "There is no such event.",
    "event_kind": "This kind has no such event.",
    "debounce": "The event can't be debounced: each one of it counts.",
    "method_unknown": "There is no such method.",
    "method_kind": "This kind has no such method.",
    "handler_null": "The handler's slot in the function table is null, or the index is 0.",
    "handler_range": "The handler's index is past the end of the function table.",
    "handler_type": "The handler's function is not of type `(i32) -> ()`.",
    "host": "The host failed to show what the guest did. That is a bug in opui; a crash bundle helps to find it.",
    "layout": "Laying out and painting what the app shows took the host too long; nothing of it is shown any more.",
    "limit": "A limit of the host was passed; the message names it and its value.",
}
# fmt: on


class OpuiError(Exception):
    """Whatever opui refuses. `str()` is one line that says what, where and, if it can, what to do."""


class GuestError(OpuiError):
    """The guest broke a rule.

    Args:
        rule: A key of `RULES`.
        detail: What exactly, in one sentence without a full stop.
    """

    def __init__(self, rule: str, detail: str) -> None:
        super().__init__(rule, detail)
        self.rule = rule
        self.detail = detail
        self.place = ""
        """Which frame and which command it was, as far as that is known; empty before the first frame."""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.rule, self.detail) if part)


class ModuleError(GuestError):
    """The module can't be loaded."""


class ControlBlockError(GuestError):
    """The control block, one of its regions or the inbox is not as the ABI says."""


class TrapError(GuestError):
    """The guest trapped; `detail` holds the panic message if it left one."""


class HostError(GuestError):
    """The host failed where the guest was not to blame; it ends that guest's session and nothing else."""


class BatchError(GuestError):
    """A batch was refused."""


class DecodeError(BatchError):
    """The bytes of a batch are not commands."""


class CommandError(BatchError):
    """A command makes no sense on the tree as it is."""


class LimitError(BatchError):
    """The batch, or the tree it would make, is larger than the host allows."""


class InputError(OpuiError):
    """A file, path or action that a person gave can't be used; the message says why."""


class ListingError(InputError):
    """A listing does not parse.

    Args:
        line: The line's number, from 1; 0 if there is only one line.
        detail: What is wrong with it.
    """

    def __init__(self, line: int, detail: str) -> None:
        super().__init__(line, detail)
        self.line = line
        self.detail = detail

    def __str__(self) -> str:
        return f"line {self.line}: {self.detail}" if self.line else self.detail
