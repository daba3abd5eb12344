"""Renders the protocol's table as Rust; the modules beside this one know what each file looks like."""

from spec.rust_builders import builders_file
from spec.rust_protocol import protocol_file
from spec.rust_values import choices_file, payload_file, words_file


def files() -> dict[str, str]:
    """Return the text of each file by its name."""
    return {
        "protocol.rs": protocol_file(),
        "payload.rs": payload_file(),
        "words.rs": words_file(),
        "choices.rs": choices_file(),
        "builders.rs": builders_file(),
    }
