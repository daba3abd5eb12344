"""What is in a module is told by its functions' names, and is all of it."""

import wasmtime

from benchmarks import size

FUNCTIONS = {
    "_ZN4core9panicking5panic17h0E": "(i32.const 1)",
    "_RNvMsa_NtCsgXGp5Oqx2Ny_4core3fmtNtB5_9Formatter3pad": "(i32.const 2) (i32.const 3) drop",
    "_ZN4opui9allocator5State4take17h0E": "(i32.const 4)",
    "_ZN4opui4diff4Diff17h0E": "(i32.const 5)",
    "_ZN4todo4view17h0E": "(i32.const 1000000)",
}


def module(named: bool) -> bytes:
    functions = (f"(func {f'${name}' if named else ''} (result i32) {body})" for name, body in FUNCTIONS.items())
    text = f'(module (memory 1) (data (i32.const 0) "words") {" ".join(functions)})'
    return bytes(wasmtime.wat2wasm(text))


def test_each_part_has_the_bytes_of_the_module_as_it_is_shipped() -> None:
    parts = size.parts(module(named=False), module(named=True))
    assert parts[size.PANICS] == parts[size.ALLOCATOR] == parts["SDK"] == 4
    assert parts[size.FORMATTING] == 7
    assert parts["app"] == 6
    assert parts[size.DATA_SECTION] == 11
    assert parts.total() == len(module(named=False))


def test_every_example_has_a_module() -> None:
    assert {"counter", "todo"} <= {path.stem for path in size._modules()}
    assert size.steps() == len(size._modules()) + 1
