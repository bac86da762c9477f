r"""Documents as plain text: a notation to write them in, and to read what became of them.

    parse(text) -> Document          render(document) -> text

Each line is a paragraph. What a line says is all there is: nothing is added at the end, so a
document whose last line is text ends with that text. Blank lines mean nothing (write them where
they help); an empty paragraph is a `¶`. `%% ...` is a remark.

    = Title                          == Subtitle           # Heading 1   ... ###### Heading 6
    A plain paragraph                ¶   (an empty one)    ---   (a horizontal rule in its own line)
    - [ ] an open checklist item     - [x] a ticked one
      - [ ] one level deeper: two blanks a level
    * a disc bullet                  1. a numbered item (always `1.`)       - a dash bullet
    + an item that looks like a checklist's to the API (unspecified glyph, no glyphFormat) but is
      none: the export shows `*`
    | cell | cell |                  a row; rows below each other are one table. `¶` parts the
                                     paragraphs of a cell: `| a ¶ - [ ] b |`. `|-|` ends a table

Items of one kind in neighbouring lines are one list, even with items of another kind between
them; any other line ends the list.

Within a line:

    **bold**  __italic__  ~~strike~~          any overlap: **a __b** c__
    [text](https://x.test)                    a link, blue and underlined
    [text](#Mon, Mar 3, 2025)                 a link to the first heading that reads so
    [text](#Mon, Mar 3, 2025#2)               ... to the second one; [text](heading:h.1@t.0) by id
    @[Ann Long](ann@x.test)  @[bob@x.test]    person chips with and without a name
    @[Mar 10, 2025](date:2025-03-10)          a date chip: what it shows, and its day or timestamp
    @[Plan](https://docs.google.com/document/d/ID/edit)     a file or event chip
    @<image>  @<pagebreak>  @<rule>  @<footnote>  @<kind {...}>    other elements
    {++suggested insertion++}  {--suggested deletion--}     each an id of its own; one that comes
                                              again is named by its number: {++a++} {--#1:b--}
    \v  \t  \ue907                            soft line break, tab, any other character by number
    \*                                        any other character as it is; a blank at either end
                                              of a line is `\ `
    <<{"underline": true}:text>>              any other text style; null takes a field away

At the end of a line, in braces:

    {name}                the named range of this name. It covers the text without its last
                          character (one at least), as the job's marks do
    {name @2-7}           ... or from 2 up to 7, in UTF-16 units from the line's start; @0-3,5-9
    {name =kix.7}         ... with this id
    {"any {name}"}        a name with braces, quotes or other signs of this notation, as JSON
    {#h.7}                the heading's id; {#} for none
    {!rtl}                a right-to-left paragraph
    {!list 2}             the item is of the tab's second list, where the rule above says otherwise
    {!shift 36}           the item's list begins so many points further in
    {!style {...}}        any other paragraph style; null takes a field away

Directives:

    %tab Title            begins a tab; two blanks before it make it a child of the tab above.
                          `%tab Title =t.7` names its id. Without any, the one tab is "Tab 1", t.0
    %list 2 {...}         the levels of the tab's second list, where they are no usual ones
    %mark name @2-7       a named range that begins in no paragraph, by indexes

Ids that are not written are made up in order (t.0, h.1, kix.l1), never random. `render` leaves out
what nobody sees: ids, and the style of newlines and bullets; with `exact=True` it writes those too
(`**text\n**` is a line whose newline is bold, `{!bullet {...}}` a bullet's style), and
`parse(render(document, exact=True))` is the document again, but for ids of lists and chips, lists
that nothing uses, and what the notation does not know: styles of the document, of tables and
cells, headers, footers, footnotes' and images' content.
"""

from sync.emulator.notation.parsing import parse
from sync.emulator.notation.rendering import render
from sync.emulator.notation.signs import NotationError

__all__ = ["NotationError", "parse", "render"]
