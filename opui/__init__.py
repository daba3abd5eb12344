"""opui: terminal apps compiled to WebAssembly, shown with Textual.

Importing `opui` loads neither wasmtime nor textual; the modules that need them are imported by name
(`opui.guest.wasm_guest`, `opui.textual.app.app`), and `opui.core` needs the standard library alone.
"""

__version__ = "0.1.0"
