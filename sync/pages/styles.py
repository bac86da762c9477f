"""The styles of all pages: colours for light and dark, type, and how documents look."""

BASE = """
:root { color-scheme: light dark;
  --paper: #ffffff; --ground: #f3f4f1; --ink: #1c2321; --quiet: #566069; --line: #d5d9d3;
  --accent: #0b6b58; --accent-ink: #ffffff; --soft: #e3f0ec; --new: #e2f3e4; --new-ink: #10572b;
  --gone: #fbe6e4; --gone-ink: #8f1d14; --warn: #fff2d6; --warn-ink: #6b4700; --chip: #e8ebee;
  --shadow: 0 1px 2px rgb(20 30 28 / 8%), 0 6px 24px rgb(20 30 28 / 6%); }
@media (prefers-color-scheme: dark) { :root {
  --paper: #1e2423; --ground: #131716; --ink: #e7ece9; --quiet: #a5b0ac; --line: #39423f;
  --accent: #67c9b0; --accent-ink: #0c1f1a; --soft: #203833; --new: #173423; --new-ink: #9fe0b4;
  --gone: #3d1f1d; --gone-ink: #f3b0a9; --warn: #3a2f14; --warn-ink: #f2d08a; --chip: #303937;
  --shadow: 0 1px 2px rgb(0 0 0 / 40%); } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1, h2, h3, h4, h5, h6, p { margin: 0; }
h1 { font-size: 1.45rem; letter-spacing: -.01em; line-height: 1.2; }
h2 { font-size: 1.1rem; line-height: 1.3; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 9; }
.quiet { color: var(--quiet); }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px;
  box-shadow: var(--shadow); padding: 1.1rem 1.25rem; min-width: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
th, td { text-align: start; vertical-align: top; padding: .45rem .8rem .45rem 0;
  border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--quiet); font-size: .85rem; }
"""

DOCUMENT = """
.doc { font-size: .97rem; overflow-wrap: anywhere; }
.doc .tab + .tab { margin-top: 1.5rem; border-top: 2px solid var(--line); padding-top: .75rem; }
.doc .tab-title { font-size: .85rem; color: var(--quiet); margin-bottom: .25rem; }
.doc .d0 { font-size: 1.5rem; font-weight: 600; letter-spacing: -.01em; line-height: 1.25; }
.doc .d1 { font-size: 1.3rem; margin-top: 1.1rem; line-height: 1.3; }
.doc .d2 { font-size: 1.12rem; margin-top: 1.4rem; padding-top: .6rem;
  border-top: 1px solid var(--line); }
.doc .d3 { font-size: .98rem; margin-top: .8rem; }
.doc .d4, .doc .d5, .doc .d6 { font-size: .95rem; margin-top: .6rem; color: var(--quiet); }
.doc .tab > :first-child { margin-top: 0; border-top: 0; padding-top: 0; }
.doc p { min-height: 1.5em; padding: .08rem 0; }
.doc ul, .doc ol { margin: .1rem 0; padding-inline-start: 1.4rem; }
.doc ul.check { list-style: none; padding-inline-start: .15rem; }
.doc li ul.check { padding-inline-start: 1.6rem; }
.doc li > .line { display: flex; gap: .55rem; align-items: flex-start; padding: .08rem .25rem;
  border-radius: 5px; }
.doc ul.disc > li > .line, .doc ol > li > .line { display: block; min-height: 1.65em; }
.doc li .text { min-width: 0; flex: 1; }
.doc .done > .text { text-decoration: line-through; color: var(--quiet); }
.box { flex: none; width: 1.02rem; height: 1.02rem; border: 2px solid var(--quiet);
  border-radius: 4px; display: inline-grid; place-items: center; position: relative;
  margin-top: .23rem; }
.box.done { background: var(--accent); border-color: var(--accent); }
.box.done::after { content: ""; width: .3rem; height: .55rem; margin-top: -.12rem;
  border: solid var(--accent-ink); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.box.unknown { border-style: dashed; }
.chip { background: var(--chip); border-radius: 999px; padding: 0 .5em; white-space: nowrap; }
.link { text-decoration: underline; text-underline-offset: .15em; }
.thing { color: var(--quiet); }
.suggested { color: var(--new-ink); border-bottom: 2px dotted; }
.doc .in1 { padding-inline-start: 1.6rem; } .doc .in2 { padding-inline-start: 3.2rem; }
.doc .in3 { padding-inline-start: 4.8rem; } .doc .in4 { padding-inline-start: 6.4rem; }
.doc .in5, .doc .in6, .doc .in7, .doc .in8 { padding-inline-start: 8rem; }
.doc ins { text-decoration: none; } .doc del { text-decoration: line-through; }
.doc .new { background: var(--new); box-shadow: inset 4px 0 var(--new-ink); }
.doc .gone { background: var(--gone); box-shadow: inset 4px 0 var(--gone-ink); }
.doc .new[class], .doc .gone[class] { border-radius: 3px; padding-inline: .6rem .4rem; }
.doc .gone, .doc .gone * { color: var(--gone-ink); }
.doc p.new:not(:has(ins:not(:empty))), .doc p.gone:not(:has(del:not(:empty))) { opacity: .6; }
.fold { margin: .5rem 0; border: 1px dashed var(--line); border-radius: 8px; padding: .3rem .7rem; }
.fold > summary { cursor: pointer; color: var(--quiet); font-size: .88rem; }
.doc table { margin: .5rem 0; } .doc td { border: 1px solid var(--line); padding: .3rem .6rem; }
"""

PREVIEW = """
.page { max-width: 82rem; margin: 0 auto; padding: 1.75rem 1.25rem 4rem; display: grid;
  gap: 1.25rem; }
.page > header { display: grid; gap: .35rem; }
.pair > header { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline;
  margin-bottom: .9rem; }
.sides { display: grid; gap: 1.25rem; grid-template-columns: repeat(2, minmax(0, 1fr)); }
.sides > section + section { border-inline-start: 1px solid var(--line);
  padding-inline-start: 1.25rem; }
.sides h3 { font-size: .82rem; text-transform: uppercase; letter-spacing: .06em;
  color: var(--quiet); margin-bottom: .6rem; }
.tally { font-size: .88rem; border-radius: 999px; padding: .05rem .6rem; background: var(--new);
  color: var(--new-ink); }
.tally.gone { background: var(--gone); color: var(--gone-ink); }
.note { background: var(--warn); color: var(--warn-ink); border-radius: 8px; padding: .5rem .8rem;
  margin-top: .6rem; overflow-wrap: anywhere; }
.note.plain { background: var(--chip); color: var(--ink); }
@media (max-width: 52rem) { .sides { grid-template-columns: minmax(0, 1fr); }
  .sides > section + section { border-inline-start: 0; padding-inline-start: 0;
    border-top: 1px solid var(--line); padding-top: 1rem; } }
@media print { body { background: none; } .card { box-shadow: none; break-inside: avoid; } }
"""
