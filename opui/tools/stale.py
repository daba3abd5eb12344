"""Whether a module is older than the sources that it was built from, as far as files can tell.

Times mean something only where Cargo has put them: a checkout or a copy gives files any. So a module is judged only
inside a project's `target` folder, which nobody commits, and by the sources that Cargo names in the `.d` beside it.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from opui.core.errors import InputError
from opui.core.scrub import scrub_line
from opui.files import parsed, read_file

_DEPENDENCIES_BYTES: Final = 1 << 20
_SOURCES: Final = 10_000
_LINE: Final = 1000
_SPACE: Final = re.compile(r"(?<!\\) ")
_PROFILES: Final = {"release": " --release", "debug": ""}


def stale(module: Path) -> str:
    """Return in one line that a module is older than a source of it and how it is built; nothing if it is not."""
    target = next((each for each in module.parents if each.name == "target"), None)
    if target is None or not (target.parent / "Cargo.toml").is_file():
        return ""
    with suppress(OSError, ValueError, InputError):
        built = module.stat().st_mtime_ns
        for source in islice(_sources(module, target.parent), _SOURCES):
            with suppress(OSError):
                if source.stat().st_mtime_ns > built:
                    return scrub_line(f"{module} is older than {source}: {_build(module, target)}", _LINE)
    return ""


def _sources(module: Path, project: Path) -> Iterator[Path]:
    """Yield what a module was built from: what Cargo says, or what lies in `src`."""
    listed = module.with_suffix(".d")
    if listed.is_file():
        _, _, sources = parsed(str(listed), read_file(listed, _DEPENDENCIES_BYTES), str).partition(": ")
        lines = sources.split("\n", 1)[0]
        yield from (project / each.replace("\\ ", " ") for each in _SPACE.split(lines.strip()) if each)
    else:
        yield from sorted((project / "src").rglob("*.rs"))


def _build(module: Path, target: Path) -> str:
    *triple, profile = module.relative_to(target).parts[:-1]
    options = _PROFILES.get(profile, f" --profile {profile}") + (f" --target {triple[0]}" if triple else "")
    return f"build it with `cargo build{options}` in {target.parent}"
