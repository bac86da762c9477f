"""The styles of the pages of `try` and `status`, on top of those that all pages have."""

TRIAL = """
.trial { max-width: 86rem; margin: 0 auto; padding: 1.25rem 1.25rem 3rem; display: grid;
  gap: 1.1rem; grid-template-columns: minmax(0, 1fr) 21rem; align-items: start; }
.top { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .75rem 2rem;
  justify-content: space-between; align-items: center; }
main { display: grid; gap: 1.1rem; grid-template-columns: 14rem minmax(0, 1fr);
  align-items: start; min-width: 0; }
.calendar { grid-column: 1 / -1; }
.calendar header { display: flex; flex-wrap: wrap; gap: .1rem 1rem; align-items: baseline;
  justify-content: space-between; margin-bottom: .5rem; }
.calendar .key { font-size: .8rem; color: var(--quiet); }
.calendar .key .next { margin: 0; }
.calendar ol { list-style: none; margin: 0; padding: 0; display: grid; gap: .4rem;
  grid-template-columns: repeat(5, minmax(0, 1fr)); }
.calendar ol + ol { margin-top: .4rem; padding-top: .4rem; border-top: 1px solid var(--line); }
.calendar ol > li { padding: .3rem .45rem .45rem; border-radius: 8px; min-height: 4.2rem; }
.calendar li.today { background: var(--soft); }
.calendar h3 { font-size: .8rem; font-weight: 600; color: var(--quiet); margin-bottom: .25rem; }
.calendar li.today h3 { color: var(--accent); }
.calendar ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .25rem; }
.calendar ul li > * { display: block; font-size: .82rem; line-height: 1.35; border-radius: 6px;
  padding: .15rem .4rem; border: 1px solid transparent; color: var(--quiet);
  overflow-wrap: anywhere; text-decoration: none; }
.calendar li.one > a { background: var(--chip); color: var(--ink); }
.calendar li.one > a:hover { border-color: var(--accent); }
.calendar li.mine > a { border-color: var(--accent); }
.calendar li.off > * { text-decoration: line-through; color: var(--quiet); background: none;
  border: 1px dashed var(--line); }
.time { font-variant-numeric: tabular-nums; }
.next { margin-inline-start: .15em; background: var(--accent); color: var(--accent-ink);
  border-radius: 999px; padding: 0 .5em; font-size: .74rem; display: inline-block; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; }
button:not(.box) { font: inherit; font-size: .92rem; padding: .4rem .85rem; border-radius: 8px;
  border: 1px solid var(--line); background: var(--paper); color: var(--ink); cursor: pointer; }
button:not(.box):hover { border-color: var(--accent); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink);
  font-weight: 600; }
[aria-busy=true] button { cursor: progress; }
.people ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
.people a { display: grid; padding: .55rem .8rem; border-radius: 10px; color: var(--ink);
  text-decoration: none; border: 1px solid var(--line); background: var(--paper);
  line-height: 1.4; }
.people a span { font-size: .84rem; }
.people a:hover { border-color: var(--accent); }
.people a[aria-current] { border-color: var(--accent); background: var(--soft);
  box-shadow: inset 4px 0 var(--accent); }
.document { padding: 1.1rem 1.75rem 2rem; }
.document > header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
  justify-content: space-between; padding-bottom: .8rem; margin-bottom: 1rem;
  border-bottom: 1px solid var(--line); }
.document .none { color: var(--quiet); padding: 1.5rem 0; }
button.box { padding: 0; background: var(--paper); cursor: pointer; appearance: none; }
button.box:hover { border-color: var(--accent); }
button.box::before { content: ""; position: absolute; inset: -.42rem; }
.edits { display: inline; cursor: text; }
.doc .line:hover { background: var(--soft); border-radius: 5px; }
.doc .head { display: flex; align-items: baseline; }
.doc .head > :is(h3, h4, h5, h6) { flex: 0 1 auto; min-width: 0; }
.doc .head:has(.d2) { border-top: 1px solid var(--line); margin-top: 1.2rem; }
.doc .head .d2 { border-top: 0; margin-top: 0; }
.doc .tab > .head:first-child { border-top: 0; margin-top: 0; }
.edit { opacity: 0; margin-inline-start: .35em; text-decoration: none; padding: 0 .3em; }
.line:hover > .edit, .line:hover .edit, .edit:focus { opacity: 1; }
.typing { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; flex: 1;
  font-weight: 400; font-size: .95rem; text-decoration: none; }
.typing input:not([type=hidden]) { font: inherit; flex: 1 1 100%; min-width: 0;
  padding: .3rem .55rem; color: var(--ink); background: var(--ground); border-radius: 6px;
  border: 2px solid var(--accent); }
.typing button { font-size: .84rem !important; padding: .25rem .6rem !important; }
.typing a { font-size: .84rem; }
aside { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto;
  display: grid; gap: .6rem; }
aside ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; font-size: .88rem; }
aside li { display: grid; line-height: 1.4; overflow-wrap: anywhere; }
aside .quiet { font-size: .88rem; }
aside h3 { font-size: .85rem; color: var(--quiet); margin-top: .4rem; }
aside pre { margin: 0; background: var(--ground); border-radius: 8px; padding: .6rem .7rem;
  font: .74rem/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; max-height: 24rem; overflow-y: auto; }
aside .error { color: var(--gone-ink); background: var(--gone); border-radius: 8px;
  padding: .4rem .7rem; }
#notice { position: fixed; inset-inline: 0; bottom: 1rem; margin: 0 auto; width: fit-content;
  max-width: min(44rem, 92vw); background: var(--ink); color: var(--paper); border-radius: 10px;
  padding: .55rem 1rem; box-shadow: var(--shadow); font-size: .92rem; }
#notice:empty { padding: 0; background: none; box-shadow: none; }
@media (max-width: 74rem) { .trial { grid-template-columns: minmax(0, 1fr); }
  aside { position: static; max-height: none; } }
@media (max-width: 52rem) { main { grid-template-columns: minmax(0, 1fr); }
  .calendar ol { grid-template-columns: minmax(0, 1fr); }
  .calendar ol > li { min-height: 0; display: grid; grid-template-columns: 4.5rem 1fr; }
  .people ul { grid-auto-flow: column; overflow-x: auto; grid-auto-columns: 11rem; }
  .document { padding: 1rem; } }
"""

STATUS = """
.page { max-width: 70rem; margin: 0 auto; padding: 1.75rem 1.25rem 4rem; display: grid;
  gap: 1.1rem; }
.page > header { display: grid; gap: .35rem; }
.run { border-radius: 8px; padding: .4rem .8rem; background: var(--new); color: var(--new-ink);
  width: fit-content; overflow-wrap: anywhere; }
.run.bad { background: var(--gone); color: var(--gone-ink); }
.charts { display: grid; gap: 1.1rem; grid-template-columns: minmax(0, 5fr) minmax(0, 3fr); }
.charts h2 { margin-bottom: .4rem; }
.chart { width: 100%; height: auto; margin: .6rem 0 .3rem; }
.chart text { fill: var(--quiet); font-size: 12px; }
.grid { stroke: var(--line); }
.bar { fill: var(--accent); opacity: .72; } .bar.now { opacity: 1; }
.age { width: 100%; height: .9rem; display: block; }
.ages td:last-child { width: 50%; } .ages th { white-space: nowrap; }
.ages :is(th, td):nth-child(2) { text-align: end; font-variant-numeric: tabular-nums; }
details summary { cursor: pointer; color: var(--quiet); font-size: .88rem; }
.pair > header { display: flex; flex-wrap: wrap; gap: .2rem .9rem; align-items: baseline; }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: .6rem 0; }
dt { font-size: .8rem; color: var(--quiet); } dd { margin: 0; }
.note { background: var(--warn); color: var(--warn-ink); border-radius: 8px; padding: .5rem .8rem;
  margin: .4rem 0; overflow-wrap: anywhere; }
.pair td { overflow-wrap: anywhere; }
.pair td:first-child { white-space: nowrap; width: 7rem; }
.pair td:last-child { width: 5rem; }
.pair .in1 { padding-inline-start: 1.4rem; } .pair .in2 { padding-inline-start: 2.8rem; }
.old { color: var(--gone-ink); font-weight: 600; }
@media (max-width: 52rem) { .charts { grid-template-columns: minmax(0, 1fr); }
  .pair td:first-child, .pair td:last-child { width: auto; overflow-wrap: normal; } }
@media print { body { background: none; } .card { box-shadow: none; break-inside: avoid; } }
"""
