"""What a source of Markdown says: blocks, words, links; that any source is legal; that none takes long or much."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui import markdown
from opui.core.scrub import scrub
from opui.markdown import Block, Link, What, read

FRAGMENTS = (
    "*", "**", "_", "~~", "`", "```", "\n", "\n\n", "    ", "\t", "> ", "- ", "1. ", "# ", "=", "---", "|", "|-|-|\n",
    "[", "]", "(", ")", "[a]: b\n", "![", "](", "<", ">", "<b>", "&amp;", "&#10;", "&#27;", "\\", "a", "b ", "漢",
    "👍🏽", "e\u0301", "  \n", "http://a.b", "\u00a0",
)  # fmt: skip
SOURCES = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join) | st.text(max_size=80)


def words(block: Block) -> str:
    """The words of a block that is no table."""
    return "".join(piece.text for piece in block.rows[0][0])


def cells(block: Block) -> list[list[str]]:
    return [["".join(piece.text for piece in cell) for cell in row] for row in block.rows]


def one(source: str) -> Block:
    """The only block of a source."""
    (block,) = read(source).blocks
    return block


def looks(source: str) -> list[tuple[str, str]]:
    return [(piece.text, " ".join(sorted(piece.looks))) for piece in one(source).rows[0][0]]


def front(block: Block) -> str:
    return "".join(mark.first for mark in block.marks)


def test_words_look_as_their_marks_say() -> None:
    assert looks("a **b *c*** ~~d~~ `*e*`") == [
        ("a ", ""),
        ("b ", "strong"),
        ("c", "emphasis strong"),
        (" ", ""),
        ("d", "strike"),
        (" ", ""),
        ("*e*", "code"),
    ]


def test_headings_have_levels() -> None:
    blocks = read("# a\n\nb\n=\n\n### c").blocks
    assert [(block.what, block.level, words(block)) for block in blocks] == [
        (What.HEADING, 1, "a"),
        (What.HEADING, 1, "b"),
        (What.HEADING, 3, "c"),
    ]


def test_a_line_break_is_one_only_where_the_source_asks_for_it() -> None:
    assert words(one("a\nb  \nc\\\nd")) == "a b\nc\nd"


def test_items_have_bullets_by_their_depth_and_numbers_as_written() -> None:
    blocks = read("- a\n  - b\n    - c\n      - d\n\n3. e\n4. f\n\n7) g").blocks
    assert [(front(block), words(block)) for block in blocks] == [
        ("• ", "a"),
        ("  ◦ ", "b"),
        ("    ▸ ", "c"),
        ("      ▸ ", "d"),
        ("3. ", "e"),
        ("4. ", "f"),
        ("7) ", "g"),
    ]


def test_a_bullet_stands_before_the_first_block_of_its_item_and_before_nothing() -> None:
    blocks = read("- a\n\n  b\n- \n- - c").blocks
    assert [front(block) for block in blocks] == ["• ", "  ", "• ", "• ◦ "]


def test_empty_lines_lie_between_blocks_but_not_between_those_of_a_tight_list() -> None:
    tight = read("a\n\n- b\n  - c\n- d\n\ne").blocks
    assert [block.gap for block in tight] == [-1, 0, -1, -1, 0]
    loose = read("- b\n\n- c\n\n  d").blocks
    assert [block.gap for block in loose] == [-1, 0, 1]


def test_a_quotes_bar_stands_before_the_empty_lines_in_it_but_not_around_it() -> None:
    blocks = read("a\n\n> b\n>\n> c\n>\n> > d\n\ne").blocks
    assert [(front(block), block.gap) for block in blocks] == [
        ("", -1), ("▌ ", 0), ("▌ ", 1), ("▌ ▌ ", 1), ("", 0),
    ]  # fmt: skip


def test_code_is_shown_as_it_is_written() -> None:
    assert [(block.what, words(block)) for block in read("```rust\n*a*\n\n\tb\n```\n\n    c &amp;").blocks] == [
        (What.CODE, "*a*\n\n    b"),
        (What.CODE, "c &amp;"),
    ]


def test_a_table_has_rows_and_alignments_and_lacks_no_cell() -> None:
    table = one("| a | b | c |\n|:--|:-:|--:|\n| `d` | e \\| f |\n")
    assert table.what is What.CELLS
    assert cells(table) == [["a", "b", "c"], ["d", "e | f", ""]]
    assert table.aligns == ("left", "center", "right")


def test_links_have_their_targets_as_they_are_written_and_their_words() -> None:
    source = (
        "[a *b*](app:über?x=%20 'title') [c] <http://d.e> [](f) [&#x200b;](f) [![g](h)](javascript:i)\n\n[c]: /there"
    )
    assert read(source).links == (
        Link("app:über?x=%20", "a b"),
        Link("/there", "c"),
        Link("http://d.e", "http://d.e"),
        Link("f", "f"),
        Link("f", "f"),
        Link("javascript:i", "g"),
    )


def test_a_link_is_of_all_its_pieces() -> None:
    assert [(piece.text, piece.link) for piece in one("a [b *c*](d)").rows[0][0]] == [("a ", -1), ("b ", 0), ("c", 0)]


def test_an_image_is_its_words_and_html_is_words() -> None:
    assert words(one("![a *b*](c) <i>d</i> ![](e)")) == "a b <i>d</i> "
    assert words(one("<div onclick='x'>\na\n</div>")) == "<div onclick='x'> a </div>"


def test_no_entity_brings_a_control_character_or_a_line() -> None:
    assert words(one("a&#27;[2J&#x202e;b&#10;c&#9;d&NewLine;e")) == "a\ufffd[2Jb c d e"
    assert read("[a](b&#x202e;&#10;c)").links == (Link("b c", "a"),)


@given(SOURCES)
def test_any_source_is_a_page_of_clean_words(source: str) -> None:
    page = read(scrub(source))
    for block in page.blocks:
        for row in block.rows:
            assert len(row) == (len(block.aligns) or 1)
            for piece in (piece for cell in row for piece in cell):
                assert scrub(piece.text) == piece.text
                assert "\t" not in piece.text
                assert -1 <= piece.link < len(page.links)
    assert all(scrub(link.target) == link.target and link.words.strip() for link in page.links if link.target)


# --- What is over a bound --------------------------------------------------------------------------


def test_of_a_long_source_the_beginning_is_read_and_a_sign_says_so() -> None:
    source = "a" * markdown.CHARACTERS
    assert [words(block) for block in read(source).blocks] == [source]
    assert [words(block) for block in read(source + "b").blocks] == [source, "…"]


def test_what_lies_too_deep_is_shown_as_it_is_written() -> None:
    deep = "> " * 40 + "*a*"
    assert words(one(deep)) == "> " * (40 - markdown.DEPTH) + "*a*"
    items = read("- " * 40 + "*a*\n\nb").blocks
    assert [words(block) for block in items] == ["- " * (40 - markdown.DEPTH // 2) + "*a*", "b"]


@pytest.mark.parametrize("source", ["[" * 129, "![a](b)" * 33, "*a* b" * 300], ids=["brackets", "images", "pieces"])
def test_a_paragraph_that_would_take_too_long_is_shown_as_it_is_written(source: str) -> None:
    page = read(f"{source}\n\n[c](d)")
    assert words(page.blocks[0]) == source
    assert page.links == (Link("d", "c"),)


def test_a_table_ends_where_there_are_too_many_cells() -> None:
    head = f"{'|'.join('a' * 16)}\n{'|'.join('-' * 16)}\n"
    page = read(head + "b\n" * 400 + "\n" + head + "c\n" * 400)
    tables = [block for block in page.blocks if block.what is What.CELLS]
    assert sum(len(row) for table in tables for row in table.rows) == markdown.CELLS
    assert "".join(words(block) for block in page.blocks if block.what is What.WORDS).count("b") == 400 - 127


def test_there_are_so_many_links_and_more_are_words() -> None:
    source = "\n\n".join("[a](b)" for _ in range(markdown.LINKS + 1))
    page = read(source)
    assert len(page.links) == markdown.LINKS
    assert page.blocks[-1].rows[0][0][0] == markdown.Piece("a")


def test_a_target_is_cut() -> None:
    (link,) = read(f"[a]({'b' * 3_000})").links
    assert len(link.target) == markdown.TARGET


@pytest.mark.parametrize(
    "source",
    ["![" * 5_000, "[" * 30_000, ">" * 30_000, "- " * 15_000, ("![" * 32 + "a" + "](b)" * 32 + "\n\n") * 150,
     ("[![" * 32 + "a" + "](b)](c)" * 32 + "\n\n") * 90, "*" * 30_000, "**a" * 10_000, "> - " * 8_000],
)  # fmt: skip
def test_no_source_takes_more_calls_in_one_another_than_are_left_in_a_layout(source: str) -> None:
    limit, depth, frame = sys.getrecursionlimit(), 0, sys._getframe()
    while frame.f_back is not None:
        depth, frame = depth + 1, frame.f_back
    sys.setrecursionlimit(depth + 400)
    try:
        assert read(source).blocks
    finally:
        sys.setrecursionlimit(limit)
