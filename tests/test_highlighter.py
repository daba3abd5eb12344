import gc
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from opui.highlight import highlighter as module
from opui.highlight import worker
from opui.highlight.highlighter import Answer, Highlighter, Request

LIMITED = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of processes differ by platform")
PATIENCE = 60.0
HARMFUL = "a " * 20_000
"""As Java, Pygments looks from each word to the end of the line."""
LANGUAGES = [
    "bash", "c", "c++", "css", "diff", "go", "html", "ini", "java", "json", "jsx", "markdown", "perl", "php", "python",
    "rst", "ruby", "sql", "yaml",
]  # fmt: skip


class View:
    """Anything that asks."""


@pytest.fixture
def highlighter() -> Iterator[Highlighter]:
    made = Highlighter()
    yield made
    made._end()


def asked(highlighter: Highlighter, text: str, language: str = "rust", view: object = None) -> Answer:
    """Return the answer for a text."""
    answers: SimpleQueue[Answer] = SimpleQueue()
    highlighter.ask(view or View(), 1, Request(language, text, answers.put))
    return answers.get(timeout=PATIENCE)


def failing(monkeypatch: pytest.MonkeyPatch, code: str) -> list[int]:
    """Let the process run `code` instead; return its ids, one for each that is started."""
    real, ids = subprocess.Popen, list[int]()

    def started(command: list[str], **rest: object) -> object:
        ids.append((made := real([sys.executable, "-c", code], **rest)).pid)  # type: ignore[call-overload]
        return made

    monkeypatch.setattr(subprocess, "Popen", started)
    return ids


def answering(expression: str) -> str:
    """Code of a process that reads a request and answers something."""
    return (
        "import sys, struct\n"
        "sizes = struct.unpack('<II', sys.stdin.buffer.read(8)); text = sys.stdin.buffer.read(sum(sizes))[sizes[0]:]\n"
        f"sys.stdout.buffer.write({expression}); sys.stdout.flush()"
    )


def is_running(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# --- What the process finds ---


def test_each_character_has_the_letter_of_what_it_is() -> None:
    text = 'let x: u32 = 12; // one\n\n#[test]\nfn f() {\n\tprintln!("ä\U0001f980", true)\n}'
    found = worker.letters(text, "rust")
    assert found is not None
    assert found.decode().split("\n") == [
        "kkk    ttt   nn  cccccc",
        "",
        "aaaaaaa",
        "kk f    ",
        " ffffffff ssss  vvvv ",
        " ",
    ]


def test_each_row_of_the_table_is_a_type_of_pygments_and_its_letter_a_class() -> None:
    from pygments.token import STANDARD_TYPES, string_to_tokentype

    for name, letter in worker.TOKENS.items():
        assert string_to_tokentype(name) in STANDARD_TYPES
        assert letter in worker.CLASSES
    assert set(worker.CLASSES) == set(worker.TOKENS.values())
    assert worker.PLAIN not in worker.CLASSES


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_letter_for_each_character_in_any_language_and_every_newline_is_itself(language: str) -> None:
    text = "\n\n\tif (a < \"b\") { // ä\n<?php '''x\n# y\U0001f980\n*z* %w( @a: 1;\n``` -c\n\n"
    found = worker.letters(text, language)
    assert found is not None
    assert list(map(len, found.split(b"\n"))) == list(map(len, text.split("\n")))


def test_an_empty_text_has_no_letters_and_an_unknown_language_none_at_all() -> None:
    assert worker.letters("", "rust") == b""
    assert worker.letters("let x", "klingon") is None


@LIMITED
def test_the_process_limits_itself() -> None:
    code = "import resource as r, signal as s, opui.highlight.worker as w; w._limit_memory(); w._limit_time(9); "
    code += "print(r.getrlimit(r.RLIMIT_AS)[0], r.getrlimit(r.RLIMIT_CORE)[0], round(s.getitimer(s.ITIMER_PROF)[0]))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == [str(worker.ADDRESS_SPACE_BYTES), "0", "9"]


# --- Asking ---


def test_a_text_is_highlighted_line_by_line(highlighter: Highlighter) -> None:
    assert asked(highlighter, "let x\n// y\n") == Answer([b"kkk  ", b"cccc", b""])
    assert asked(highlighter, "") == Answer([b""])


def test_an_unknown_language_is_told_and_is_no_failure(highlighter: Highlighter) -> None:
    view = View()
    for _ in range(module.FAILURES + 1):
        assert asked(highlighter, "x", "klingon", view) == Answer([], "nobody knows the language 'klingon'", True)
    assert not asked(highlighter, "x", view=view).problem


def test_of_a_long_text_whole_lines_are_highlighted(highlighter: Highlighter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHARACTERS", 11)
    assert asked(highlighter, "let\nlet\nlet x").letters == [b"kkk", b"kkk"]
    assert asked(highlighter, "let\nlet\nlet").letters == [b"kkk"] * 3
    assert asked(highlighter, "letletletlet").letters == [b""]


def test_the_views_have_their_turns_and_each_asker_has_one_request(highlighter: Highlighter) -> None:
    busy, quiet, told = View(), View(), SimpleQueue[str]()
    held = threading.Event()

    def hold(_: Answer) -> None:
        held.wait(PATIENCE)

    highlighter.ask(View(), 0, Request("rust", "", hold))
    for asker in range(3):
        highlighter.ask(busy, asker, Request("rust", "", lambda _, asker=asker: told.put(f"busy {asker}")))  # type: ignore[misc]
    highlighter.ask(quiet, 0, Request("rust", "", lambda _: told.put("an old text")))
    highlighter.ask(quiet, 0, Request("rust", "", lambda _: told.put("quiet")))
    highlighter.forget(busy, 1)
    highlighter.forget(busy, 1)
    held.set()
    assert [told.get(timeout=PATIENCE) for _ in range(3)] == ["busy 0", "quiet", "busy 2"]
    asked(highlighter, "")
    assert told.empty()


def test_what_asked_is_not_kept_alive(highlighter: Highlighter) -> None:
    view = View()
    asked(highlighter, "let", "rust", view)
    asked(highlighter, "let")
    gone = weakref.ref(view)
    del view
    gc.collect()
    assert gone() is None


# --- Failures ---


@LIMITED
def test_a_harmful_text_is_given_up_and_the_next_one_is_highlighted(
    highlighter: Highlighter, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = failing(monkeypatch, "import opui.highlight.worker as worker; worker.CPU_SECONDS = 1.0; worker.main()")
    monkeypatch.setattr(module, "WALL_SECONDS", 600)
    assert asked(highlighter, HARMFUL, "java") == Answer([], "highlighting it takes too long")
    assert asked(highlighter, "let").letters == [b"kkk"]
    assert len(ids) == 2
    assert not is_running(ids[0])


@pytest.mark.parametrize("size", [10, 1 << 20], ids=["taken", "not taken"])
def test_a_process_that_does_not_answer_is_ended_by_the_clock(
    size: int, highlighter: Highlighter, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = failing(monkeypatch, "import time; time.sleep(600)")
    monkeypatch.setattr(module, "WALL_SECONDS", 0.3)
    monkeypatch.setattr(module, "CHARACTERS", 1 << 20)
    assert asked(highlighter, "x" * size) == Answer([], "highlighting it takes too long")
    assert not is_running(ids[0])


@pytest.mark.parametrize(
    "expression",
    [
        "b''", "b'+'", "b'!' + text", "b'+' + text[1:]", "b'+' + text.replace(b'a', b'\\n')", "b'+' + b' ' * len(text)",
        "b'\\xff' * 100_000",
    ],
)  # fmt: skip
def test_nonsense_is_no_answer(expression: str, highlighter: Highlighter, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = failing(monkeypatch, answering(expression))
    assert asked(highlighter, "a\nb") == Answer([], "highlighting it has failed")
    assert len(ids) == 1
    assert highlighter._process is None


def test_letters_that_nobody_knows_are_passed_on(highlighter: Highlighter, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, answering("b'+\\xff\\n\\0 and more'"))
    assert asked(highlighter, "a\nb").letters == [b"\xff", b"\0"]


def test_a_process_that_has_ended_meanwhile_is_started_anew(highlighter: Highlighter) -> None:
    asked(highlighter, "let")
    assert highlighter._process is not None
    highlighter._process.kill()
    highlighter._process.wait()
    assert asked(highlighter, "let").letters == [b"kkk"]


def test_where_no_process_can_be_started_there_are_no_colours(
    highlighter: Highlighter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert asked(highlighter, "x").problem == "it can't be highlighted: /nowhere/python: No such file or directory"


def test_a_view_for_which_it_fails_again_and_again_is_not_asked_for_any_more(
    highlighter: Highlighter, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, guilty = failing(monkeypatch, ""), View()
    for _ in range(module.FAILURES):
        assert asked(highlighter, "x", view=guilty) == Answer([], "highlighting it has failed")
    assert asked(highlighter, "x", view=guilty) == Answer([], "highlighting has failed 3 times", True)
    assert len(ids) == module.FAILURES
    monkeypatch.undo()
    assert not asked(highlighter, "x").problem


# --- Its life ---


def test_it_ends_when_nobody_asks_and_begins_again(highlighter: Highlighter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.05)
    for _ in range(2):
        assert asked(highlighter, "let").letters == [b"kkk"]
        end = time.monotonic() + PATIENCE
        while highlighter._thread is not None and time.monotonic() < end:
            time.sleep(0.01)
        assert highlighter._process is None


@LIMITED
@pytest.mark.parametrize("way", ["pass", "os._exit(0)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_the_process_ends_with_the_program_however_that_ends(way: str) -> None:
    code = (
        "import os, signal, threading\n"
        "from opui.highlight.highlighter import HIGHLIGHTER, Request\n"
        "done = threading.Event(); HIGHLIGHTER.ask(done, 0, Request('rust', 'let', lambda answer: done.set()))\n"
        f"done.wait({PATIENCE}); print(HIGHLIGHTER._process.pid, flush=True); {way}"
    )
    said = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    while is_running(int(said.stdout)) and time.monotonic() < end:
        time.sleep(0.01)
    assert not is_running(int(said.stdout))


@LIMITED
def test_a_process_that_computes_while_the_program_is_killed_ends_by_its_limit() -> None:
    code = "import os, opui.highlight.worker as worker; worker.CPU_SECONDS = 0.2; print(flush=True); worker.main()"
    pipe = subprocess.PIPE
    running = subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe)
    assert running.stdin is not None
    assert running.stdout is not None
    with running.stdin as stdin, running.stdout:
        stdin.write(worker.REQUEST.pack(4, len(HARMFUL)) + b"java" + HARMFUL.encode())
        stdin.close()
        assert running.wait(PATIENCE) == -signal.SIGPROF


@LIMITED
def test_the_process_gets_nothing_of_this_ones_environment(
    highlighter: Highlighter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPUI_TEST_TOKEN", "of the host's")
    asked(highlighter, "let")
    assert highlighter._process is not None
    with open(f"/proc/{highlighter._process.pid}/environ") as file:
        assert "OPUI_TEST_TOKEN" not in file.read()
    assert os.getsid(highlighter._process.pid) == highlighter._process.pid
