"""The guest's edge: compiling a module within limits, calling it, stopping it; the only code that knows wasmtime."""
