"""A document as a value: its tabs, sections, items, ticks and marks. Decides nothing."""
