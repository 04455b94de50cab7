"""What a page may be reproached for: accessibility, width, the content policy, and the keyboard."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => (await axe.run(document, {
    runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
})).violations.flatMap(v => v.nodes.map(n => `${v.id} (${v.impact}): ${n.target.join(" ")}: `
    + [...n.any, ...n.all, ...n.none].map(c => c.message).join("; ").slice(0, 300)))"""
STOP = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const shown = e => {
        const style = getComputedStyle(e);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    };
    const holder = at.closest(".opt") || at;
    const ringed = shown(at) || shown(holder) || (getComputedStyle(at, "::after").outlineStyle !== "none");
    const box = at.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const seen = box.bottom > 0 && box.top < innerHeight && !!top && (at.contains(top) || top.contains(at)
        || holder.contains(top) || !!at.closest("label")?.contains(top));
    const name = `${at.tagName.toLowerCase()}.${at.className} ${(at.innerText || at.name || "").slice(0, 40)}`;
    return {ringed, seen, name, covers: top ? `${top.tagName}.${top.className.baseVal ?? top.className}` : ""};
}"""


def violations(page: Page) -> list[str]:
    """Return every fault that axe finds in the page as it stands, each with its place; none is left out."""
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN, TAGS)


def overflow(page: Page) -> int:
    """Return how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def refused(page: Page) -> list[str]:
    """Return what the content policy stopped and what the console complained about."""
    return [*page.evaluate("window.refusedByPolicy"), *page.complaints]  # type: ignore[attr-defined]


def unclear_stops(page: Page, *, most: int = 200) -> tuple[int, list[str]]:
    """Walk through the page with the tab key; return how many stops there were, and those without ring or hidden."""
    unclear, stops = [], 0
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops += 1
        if not stop["ringed"]:
            unclear.append(f"no ring: {stop['name']}")
        if not stop["seen"]:
            unclear.append(f"covered by {stop['covers']}: {stop['name']}")
    return stops, unclear
