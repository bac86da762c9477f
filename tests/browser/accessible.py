"""Looks at a page as axe-core does, for what those can't use who see badly or use no mouse."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    """What axe finds, of any weight: rule, weight and the elements."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {', '.join(node['html'][:120] for node in one['nodes'])}"
        for one in found
    ]
