# ruff: noqa: E501 - a table's row stays on one line
"""Takes each defence out, in a copy of the repository, and runs the test that is to fail then.

    python -m tests.hostile.prove            all of them, some minutes
    python -m tests.hostile.prove markup     those with the word in their attack or test

Not part of the test run; that the table still fits the sources is (`test_security_document.py`).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]
_LEFT_OUT: Final = shutil.ignore_patterns(
    ".git", "target", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"
)
PATIENCE: Final = 120
"""Seconds after which a test without its defence counts as failed: a guest has taken the process along."""


class Pair(NamedTuple):
    """An attack, the defence (in `path`, the text `old`; `new` is the file without it) and the test that needs it."""

    attack: str
    path: str
    old: str
    new: str
    test: str


def _corpus(guest: str) -> str:
    return f"tests/hostile/test_corpus.py::test_a_hostile_guest_harms_nothing[{guest}]"


_GUEST, _GATE, _SECTIONS = "opui/guest/wasm_guest.py", "opui/core/gate/module.py", "opui/core/gate/sections.py"
_DEADLINE: Final = 'begin(self._limits["call_milliseconds"] / 1000)'
_OWN_ROOT: Final = "self._root = OpuiRoot(classes=self._scope)"
_VIEW_AS_ROOT: Final = "self._root = OpuiRoot(); self.add_class(self._scope)"
_TRAP_LINE: Final = """    names = [scrub_line(frame.func_name or f"function {frame.func_index}", 60) for frame in list(trap.frames)[:4]]
    return scrub_line(f"{reason} in {' < '.join(names)}" if names else reason, 300)
"""

# fmt: off
PAIRS: Final = (
    Pair("a loop in a call", _GUEST, _DEADLINE, "begin(1e6)", _corpus("loop_in_frame")),
    Pair("a loop in opui_init", _GUEST, _DEADLINE, "begin(1e6)", _corpus("loop_in_init")),
    Pair("a stall in bulk operations", _GUEST, _DEADLINE, "begin(1e6)", _corpus("fill_stall")),
    Pair("a loop in a start function", _GATE, "if START in known:", "if False:", _corpus("loop_in_start")),
    Pair("a loop holds up the program's end", "opui/textual/view/driver.py", "            self._made.interrupt()", "            pass", "tests/textual/test_driver.py::test_a_guest_is_stopped_in_the_middle_of_a_call"),
    Pair("memory without end", _GUEST, "store.set_limits(memory_bytes, ", "store.set_limits(1 << 32, ", _corpus("memory_bomb")),
    Pair("a table without end", _GUEST, 'CAP["table elements"], instances', "1 << 30, instances", _corpus("table_bomb")),
    Pair("recursion into the host's stack", "opui/guest/engine.py", "STACK_BYTES: Final = 256 << 10", "STACK_BYTES: Final = 256 << 20", _corpus("recursion_without_end")),
    Pair("a compile bomb", _SECTIONS, "if count > CAP[name]:", "if False:", _corpus("bomb_locals")),
    Pair("a compile bomb within the caps", "opui/guest/compiler.py", "clock.start()", "pass", _corpus("bomb_under_the_caps")),
    Pair("a module that is text", _GATE, "if data[: len(MAGIC)] != MAGIC:", "if False:", _corpus("wat_text")),
    Pair("native code in place of a module", _GATE, "if data[: len(MAGIC)] != MAGIC:", "if False:", _corpus("native_code")),
    Pair("imports", _GATE, "if IMPORT in known:", "if False:", _corpus("import_wasi")),
    Pair("features that no guest needs", "opui/guest/engine.py", '"wasm_threads", "wasm_relaxed_simd", "wasm_simd",', "", _corpus("simd")),
    Pair("addresses that wrap around", _GUEST, "if address + length > size:", "if address + length & 0xFFFFFFFF > size:", _corpus("address_wraps")),
    Pair("addresses behind the memory's end", _GUEST, "if address + length > size:", "if False:", _corpus("address_on_the_edge")),
    Pair("arrays behind the memory's end", "opui/core/arrays.py", "if address + length > (size := memory.size()):", "if (size := memory.size()) < 0:", _corpus("array_claims_4_gi")),
    Pair("rows without end", "opui/core/tree/values.py", "if value.length > ROWS else None", "if False else None", _corpus("array_of_too_many_rows")),
    Pair("columns that take long to measure", "opui/textual/kinds/data_table/data_table.py", "if self.layout_watch is None or self.layout_watch.has_time:", "if True:", _corpus("flood_data_columns")),
    Pair("rows that are kept without end", "opui/textual/kinds/data_table/blocks.py", "if len(self._kept) >= KEPT:", "if False:", "tests/textual/test_data_table.py::test_no_more_than_so_many_blocks_are_kept_however_long_a_table_is_by_its_style"),
    Pair("copying without end", "opui/textual/kinds/data_table/data_table.py", "if room < 0:", "if False:", "tests/textual/test_data_table.py::test_no_more_is_copied_than_there_is_room_for"),
    Pair("texts behind the region's end", "opui/core/wire/decoder.py", "if end > self._length:", "if False:", _corpus("batch_text_range")),
    Pair("bytes that are no commands", "opui/core/wire/decoder.py", 'raise DecodeError("opcode_unknown", f"there is no opcode 0x{opcode:02x}")', "pass", _corpus("batch_opcode_unknown")),
    Pair("a frame half applied", "opui/core/session/session.py", "self.tree.rollback()", "pass", _corpus("batch_after_good_frames")),
    Pair("escape sequences on the screen", "opui/textual/output/cells.py", "text = text.translate(CONTROLS)", "pass", "tests/textual/output/test_cells.py::test_a_text_is_cut_into_clusters_and_nothing_in_it_moves_the_cursor"),
    Pair("escape sequences in what Textual paints", "opui/core/scrub.py", "text = _take_out_bad(text)", "pass", _corpus("text_escapes")),
    Pair("markup", "opui/textual/kinds/adapter.py", "widget.label = Content(node.text)", "widget.label = node.text", _corpus("text_markup")),
    Pair("bidi controls", "opui/core/scrub.py", r"\u200e\u200f\u2028-\u202e\u2060-\u206f", "", _corpus("text_bidi")),
    Pair("zero-width characters", "opui/core/scrub.py", r"\u180b-\u180f\u200b", "", _corpus("text_zero_width")),
    Pair("widths that terminals disagree on", "opui/core/scrub.py", 'text = _pattern(_LONE_SKIN).sub("", text)', "pass", "tests/core/test_scrub.py::test_skin_tones_joiners_and_selectors_go_where_terminals_disagree_on_them"),
    Pair("a text of more lines than fit on any screen", "opui/textual/kinds/words.py", "super().render_line(y) if words is None else self.word_strip(words, self.size, y)", "[self.word_strip(words, self.size, each) for each in range(self.size.height)][y]", "tests/textual/test_words.py::test_only_the_lines_that_are_seen_are_made"),
    Pair("boxes over boxes over boxes", "opui/textual/kinds/pieces.py", "return [Piece(self._line, start + begin, start + end) for begin, end in zip([0, *ends], ends, strict=False)]", "return self._piece.divide(ends)", "tests/textual/test_pieces.py::test_what_nothing_shows_of_is_not_cut"),
    Pair("whatever else takes long to lay out or paint", "opui/textual/kinds/layout_watch.py", "if self._spent > self._seconds and not self.over:", "if False:", "tests/textual/test_layout_watch.py::test_a_layout_that_takes_too_long_ends_the_guest_shows_nothing_of_it_and_the_program_goes_on"),
    Pair("an exception of Textual's in a view", "opui/textual/kinds/layout_watch.py", "        except Exception as error:", "        except ZeroDivisionError as error:", "tests/textual/test_layout_watch.py::test_what_textual_fails_at_in_a_view_ends_its_guest_and_not_the_program"),
    Pair("the mouse on what was removed", "opui/textual/removal.py", "return not private.is_leaving(self) and bool(super().visible)", "return bool(super().visible)", "tests/textual/test_removal.py::test_no_mouse_finds_what_is_being_removed_nor_what_was"),
    Pair("leaving, by a guest that is asked and never answers", "opui/core/session/session.py", "if self.over or self._asked_to_close or", "if self.over or", "tests/textual/test_panels.py::test_a_guest_that_never_answers_keeps_nobody_from_leaving"),
    Pair("the clipboard, by a person's Ctrl+C", "opui/textual/kinds/input.py", "return \"\" if self.is_selected_by_guest else self.selected_text", "return self.selected_text", "tests/textual/test_panels.py::test_what_the_guest_has_selected_is_not_copied"),
    Pair("the focus in another view", "opui/textual/render/mounting.py", "            _take_focus(parent.screen, children)\n", "            pass\n", "tests/textual/test_removal.py::test_the_focus_leaves_no_view_while_a_frame_is_applied"),
    Pair("widths that the terminal counts otherwise", "opui/textual/output/writer.py", "far = x + reach(text, end - x)", "far = end", "tests/textual/output/test_display.py::test_random_frames_are_shown_cell_by_cell_however_a_terminal_counts"),
    Pair("a pile of marks", "opui/core/scrub.py", "elif (marks := marks + 1) > COMBINING_RUN:", "elif False:", _corpus("text_marks")),
    Pair("names in a trap's text", _GUEST, _TRAP_LINE, _TRAP_LINE.replace("scrub_line(", "(lambda text, length: text)("), _corpus("trap_function_names")),
    Pair("the panic message", _GUEST, 'return scrub_line(message.decode(errors="replace"), protocol.LIMIT["panic_bytes"])', 'return message.decode(errors="replace")', _corpus("panic_escapes")),
    Pair("the manifest", _GATE, "scrub_line(value, 200)", "value", "tests/core/test_module.py::test_the_manifest_is_scrubbed_and_only_its_texts_are_kept"),
    Pair("more widgets than Textual can lay out", "opui/core/tree/tree.py", "        self._check_widgets()\n", "", _corpus("flood_widgets")),
    Pair("rules for all that lies below a widget", "opui/textual/kinds/bounded.py", "if sum(1 for _ in islice(self.walk_children(), RESTYLED)) < RESTYLED:", "if True:", "tests/textual/test_css.py::test_what_lies_below_a_widget_that_looks_different_is_restyled_a_few_at_a_time"),
    Pair("rules about siblings of what is mounted", "opui/textual/private.py", "        return False\n\n    @_has_order_style", "        return self.sibling_marks[0]\n\n    @_has_order_style", "tests/textual/test_css.py::test_siblings_of_what_is_mounted_are_restyled_a_few_at_a_time"),
    Pair("a frame that holds the screen up", "opui/textual/render/budget.py", "if self._room <= 0:", "if False:", "tests/textual/test_lists.py::test_widgets_of_a_large_frame_are_made_a_few_at_a_time_the_first_ones_first"),
    Pair("a frame that changes all that is shown", "opui/textual/render/writer.py", "while self._unwritten and room > 0:", "while self._unwritten:", "tests/textual/test_lists.py::test_what_a_large_frame_changes_is_written_a_bounded_amount_at_a_time"),
    Pair("a list that never comes to rest", "opui/textual/render/returns.py", "        self.rows |= self._mounted & self._left\n", "", "tests/textual/test_lists.py::test_a_list_comes_to_rest_where_a_row_that_comes_into_sight_pushes_itself_out_of_sight"),
    Pair("boxes that never come to rest", "opui/textual/kinds/bars.py", "bars[axis] = wanted[axis] or (goes and self._gone[axis])", "bars[axis] = wanted[axis]", "tests/textual/test_bars.py::test_a_box_whose_text_fits_only_beside_its_bar_is_not_laid_out_for_ever"),
    Pair("boxes each wider than the one around", "opui/textual/kinds/bounded.py", "        size = Size(min(size.width, LONGEST), min(size.height, LONGEST))\n", "", "tests/textual/test_bars.py::test_boxes_each_two_hundred_times_as_long_as_the_one_around_are_not_laid_out_at_that_length"),
    Pair("boxes too deep for Python's stack", "opui/textual/view/view.py", "        sys.setrecursionlimit(max(", "        (lambda most: most)(max(", "tests/textual/test_bars.py::test_boxes_as_deep_in_one_another_as_an_app_may_raise_the_limit_to_are_laid_out"),
    Pair("hundreds of things that move by themselves", "opui/textual/kinds/moving.py", "list(islice(self._moving, AT_ONCE))", "list(islice(self._moving, None))", "tests/textual/test_moving.py::test_each_moves_in_its_turn_however_many_there_are"),
    Pair("a log without end", "opui/core/tree/tree.py", "_last_lines(call.node.text + call.text)", "call.node.text + call.text", "tests/core/test_tree.py::test_what_is_over_the_limit_is_cut_from_the_front_by_whole_lines"),
    Pair("hundreds of transitions at once", "opui/textual/kinds/transitions.py", "- before + own > AT_ONCE", "- before + own > 100_000", "tests/textual/test_transitions.py::test_only_so_many_go_over_at_once"),
    Pair("thousands of branches turned over in one frame", "opui/textual/kinds/tree.py", "            self._collapsed[branch] = collapsed\n", "            self._collapsed[branch] = collapsed\n            self._rebuild(self.outline)\n", "tests/textual/test_tree.py::test_branches_that_the_guest_collapses_at_once_are_gone_through_once"),
    Pair("splices without end", "opui/core/tree/tree.py", 'if self._spliced_text > (most := self._limits["spliced_text"]):', "if False:", _corpus("flood_splices_over")),
    Pair("a text at which a highlighter computes for minutes", "opui/highlight/worker.py", "signal.setitimer(signal.ITIMER_PROF, seconds)", "pass", "tests/test_highlighter.py::test_a_harmful_text_is_given_up_and_the_next_one_is_highlighted"),
    Pair("such texts without end", "opui/highlight/highlighter.py", "if failures >= FAILURES:", "if False:", "tests/test_highlighter.py::test_a_view_for_which_it_fails_again_and_again_is_not_asked_for_any_more"),
    Pair("a colour for each letter of a long line", "opui/textual/kinds/text_area.py", "cells.place(left + self._owner.size.width) + 1", "end", "tests/textual/test_colours.py::test_lines_that_are_not_broken_are_coloured_where_they_are_seen"),
    Pair("a line of a megabyte that a person edits", "opui/textual/kinds/folds.py", "row_starts(line, width) if length <= LONG else _counted(line)", "row_starts(line, width)", "tests/textual/test_folds.py::test_a_very_long_line_is_broken_by_counting"),
    Pair("escapes in an edited text", "opui/core/wire/decoder.py", "text(x, y, covered)", "text(x, y, str)", "tests/core/test_edited_texts.py::test_what_may_not_be_shown_keeps_its_place"),
    Pair("a page that takes long to read", "opui/markdown.py", 'if source.count("[") > BRACKETS or source.count("![") > IMAGES:', "if False:", "tests/test_markdown.py::test_a_paragraph_that_would_take_too_long_is_shown_as_it_is_written"),
    Pair("a table of cells that are not there", "opui/markdown.py", "min(end, start + rows + 1)", "end", "tests/test_markdown.py::test_a_table_ends_where_there_are_too_many_cells"),
    Pair("keys of a guest that is gone", "opui/textual/view/input.py", "if session is None or session.over:", "if session is None:", "tests/textual/test_life.py::test_the_keys_of_a_guest_that_is_gone_are_the_hosts_again"),
    Pair("failing in what the host itself does", "opui/textual/view/view.py", "        except Exception as error:\n            self._end(_host_error(error))\n", "        except ZeroDivisionError:\n            pass\n", "tests/textual/test_life.py::test_what_the_host_fails_to_show_ends_the_guest_and_not_the_app"),
    Pair("rows that each look different", "opui/textual/kinds/list/drawn_rows.py", "if key not in self._patterns and self._parts > 0:", "if key not in self._patterns:", "tests/textual/test_drawn.py::test_looks_are_made_a_few_at_a_time_and_all_drawn_in_the_end"),
    Pair("rows that hold too much", "opui/textual/render/budget.py", "if weight and weight + own > self._most:", "if False:", "tests/textual/test_lists.py::test_rows_of_much_text_count_by_their_weight"),
    Pair("widgets made and removed without end", "opui/textual/kinds/input.py", "self.screen.text_selection_started_signal.unsubscribe(self)", "pass", "tests/textual/test_conformance.py::test_no_widget_is_kept_alive_once_its_node_is_removed"),
    Pair("a tree too deep", "opui/core/tree/tree.py", "        self._check_depth()\n", "", _corpus("deep_legal_tree_and_one")),
    Pair("more nodes than fit", "opui/core/tree/tree.py", 'if len(nodes) > self._limits["nodes"]:', "if False:", _corpus("flood_nodes")),
    Pair("one text read many times", "opui/core/wire/decoder.py", "self._left -= length", "pass", _corpus("flood_overlapping_texts")),
    Pair("text kept without end", "opui/core/tree/tree.py", "        self._check_kept_text()\n", "", _corpus("flood_kept_text")),
    Pair("notifications without end", "opui/core/session/session.py", "self._announce(changes.calls, now)", "pass", _corpus("flood_notifications")),
    Pair("sizes without end", "opui/core/tree/style.py", r'_CELLS = rf"(?:1?\d{{1,2}}(?:\.\d{{1,2}})?|{CELLS_MAXIMUM})"', r'_CELLS = r"\d{1,9}"', _corpus("style_huge")),
    Pair("notifications over the screen", "opui/textual/view/view.py", "self._notifications.add(message)", "self.notify(message.text, markup=False)", "tests/textual/test_notifications.py::test_what_a_guest_notifies_of_is_seen_inside_its_view_and_nowhere_else"),
    Pair("keys that take the room of the host's", "opui/textual/app/chrome.py", "- sum(part.cell_length for part in self._host_parts())", "", "tests/textual/test_app.py::test_the_hosts_keys_keep_their_room_whatever_the_guest_binds"),
    Pair("lines longer than their widget is wide", "opui/textual/kinds/words.py", "return visual if isinstance(visual, Content) else None", "return None", "tests/textual/test_line_lengths.py::test_buttons_narrower_than_their_padding_move_nothing_beside_the_view"),
    Pair("tooltips over the screen", "opui/textual/view/tooltips.py", "private.keep_tooltip_back(self.screen)", "pass", "tests/textual/test_many_views.py::test_a_tooltip_lies_inside_the_view_of_its_guest"),
    Pair("menus over the screen", "opui/textual/kinds/dropping.py", "if root is not self else self.screen.region", "if False else self.screen.region", "tests/textual/test_many_views.py::test_a_menu_lies_inside_the_view_of_its_guest"),
    Pair("sizes that multiply", "opui/textual/kinds/bounded.py", "return max(CELLS_MAXIMUM, SCREENS * screen)", "return 10**12", "tests/textual/test_bounded.py::test_boxes_in_boxes_do_not_multiply_what_their_fractions_come_to"),
    Pair("boxes of many cells", "opui/textual/kinds/bounded.py", "        private.use_placements(result, Placements)\n", "", "tests/textual/test_bounded.py::test_no_map_of_cells_is_kept_of_a_guests_boxes"),
    Pair("words without room", "opui/textual/kinds/lines.py", " if breaking.room > 0 else []", "", "tests/textual/test_bounded.py::test_words_without_room_take_no_line_and_harm_nothing"),
    Pair("a fine clock", "opui/core/session/events.py", "return float(int(time))", "return time", "tests/core/test_session.py::test_the_clock_has_whole_milliseconds"),
    Pair("the host's keys bound", "opui/core/tree/values.py", "if value in protocol.HOST_KEYS:", "if False:", _corpus("bind_ctrl_q")),
    Pair("the focus taken from the host", "opui/textual/view/focus.py", "return held is None or not held.is_attached or view in held.ancestors_with_self", "return True", _corpus("flood_focus")),
    Pair("the focus taken from the host while the terminal's window has none", "opui/textual/view/focus.py", "if held is None and not view.app.app_focus:", "if False:", "tests/textual/test_focus.py::test_while_the_window_is_away_no_guest_takes_the_focus_from_the_host"),
    Pair("the host's mark hidden by a rule", "opui/textual/view/view.py", _OWN_ROOT, _VIEW_AS_ROOT, _corpus("hide_view_by_root")),
    Pair("what is beside the view covered", "opui/textual/view/view.py", _OWN_ROOT, _VIEW_AS_ROOT, _corpus("cover_by_root")),
    Pair("a rule that reaches beyond its view", "opui/textual/css.py", 'words = [f".{scope}"]', 'words = [""]', _corpus("hide_last_child")),
    Pair("names that Textual refuses", "opui/core/tree/tree.py", "        if wrong := check_class(name):\n            raise CommandError(\"value\", wrong)\n        if name not in changed.classes:", "        if name not in changed.classes:", _corpus("text_in_class")),
    Pair("a file that is read for ever", "opui/files.py", "if not stat.S_ISREG(status.st_mode):", "if False:", "tests/test_source.py::test_what_is_no_regular_file_is_neither_waited_for_nor_read"),
    Pair("limits raised by the app's own folder", "opui/source.py", "if raised and not approve(raised):", "if False:", "tests/test_limits.py::test_each_limit_can_be_had_up_to_the_safe_one_and_no_further"),
    Pair("a module somewhere else", "opui/source.py", "if not place.is_relative_to(root) or", "if", "tests/test_source.py::test_no_link_leads_a_module_out_of_its_folder"),
    Pair("a disk filled with crash bundles", "opui/tools/bundle.py", ">= BUNDLES:", ">= 1 << 30:", "tests/test_bundle.py::test_a_directory_is_not_filled_however_often_apps_fail"),
    Pair("escape sequences in names of files", "opui/cli.py", "click.echo(scrub_line(note, ERROR_LENGTH), file=file, err=True)", "click.echo(note, file=file, err=True)", "tests/test_cli.py::test_no_control_character_of_a_files_name_is_printed"),
    Pair("a file that breaks its reader", "opui/files.py", "except RecursionError:", "except ZeroDivisionError:", "tests/test_source.py::test_a_config_made_to_break_its_reader_is_an_error_of_one_short_line"),
    Pair("canvases without end, in the same memory", "opui/core/kinds.py", 'raw=True, limit="canvases"', "raw=True", _corpus("flood_canvases_over")),
    Pair("escape sequences in cells", "opui/core/raster.py", "and scrub(symbol) == symbol", "", _corpus("canvas_of_controls")),
    Pair("attributes that nobody knows, without end", "opui/core/tree/tree.py", "self._kept += node.signature.unknown_text((name,), ())", "pass", _corpus("flood_unknown_attributes")),
    Pair("handlers of events that nobody knows, without end", "opui/core/tree/tree.py", "self._kept += unknown if handler else -unknown", "pass", _corpus("flood_unknown_handlers")),
    Pair("batches without end, without a screen", "opui/tools/headless.py", "while self._kept_bytes > EXCHANGES_BYTES and", "while False and", "tests/test_cli.py::test_an_app_that_never_stops_saying_something_takes_bounded_memory"),
    Pair("time without end, without a screen", "opui/tools/headless.py", "if monotonic() > self._end:", "if False:", "tests/test_headless.py::test_a_run_ends_with_its_time_however_long_it_is_told_to_wait"),
    Pair("bytes that are no text", "opui/textual/terminal/driver.py", '("surrogateescape")', '("strict")', "tests/test_terminal.py::test_a_broken_terminal_types_nothing_and_ends_nothing"),
    Pair("numbers that no terminal means", "opui/textual/terminal/sequences.py", "except Exception:", "except ZeroDivisionError:", "tests/textual/test_sequences.py::test_what_no_person_has_typed_is_typed_nowhere"),
    Pair("sequences that nobody knows", "opui/textual/private.py", "if parser._awaiting.timeout is not None:", "if False:", "tests/textual/test_sequences.py::test_what_no_person_has_typed_is_typed_nowhere"),
)
# fmt: on


def main(words: list[str]) -> int:
    """Take out one defence after the other; return how many tests did not fail."""
    wanted = [pair for pair in PAIRS if all(word in pair.attack + pair.test for word in words)]
    held = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "opui"
        shutil.copytree(ROOT, copy, ignore=_LEFT_OUT)
        for pair in wanted:
            passes = _passes(copy, pair.test)
            fails = not _passes_without(copy, pair)
            held += passes and fails
            verdict = "ok" if passes and fails else "FAILS WITH IT" if not passes else "PASSES WITHOUT IT"
            print(f"{verdict:18} {pair.attack} ({pair.path}) - {pair.test.rpartition('::')[2]}", flush=True)
    print(f"{held} of {len(wanted)} defences have a test that needs them")
    return len(wanted) - held


def _passes_without(copy: Path, pair: Pair) -> bool:
    path = copy / pair.path
    text = path.read_text()
    path.write_text(text.replace(pair.old, pair.new))
    try:
        return _passes(copy, pair.test)
    finally:
        path.write_text(text)


def _passes(copy: Path, test: str) -> bool:
    """Run one test in the copy. A test that is not there counts as passed without its defence, and as failed with it."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    process = subprocess.Popen(command, cwd=copy, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return process.wait(PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
