"""How much others may take at a time, and what it is called."""

FEED_SIZE = 200
"""The newest, for readers of news; whoever wants all takes the JobPosting list."""
LIST_SIZE = 5000
"""All that a network has open: ten times the largest seen."""
SITEMAP_SIZE = 50_000
"""sitemaps.org: one file holds at most so many addresses."""
EMBED_SIZE = 20
FORMATS = {
    "atom": ("Atom", "application/atom+xml"),
    "rss": ("RSS", "application/rss+xml"),
    "json": ("JSON Feed", "application/feed+json"),
    "jsonld": ("JobPosting", "application/ld+json"),
    "ics": ("Sista dagar som kalender", "text/calendar"),
}
"""The ending of the address, what people call it, and its media type."""
LICENCE = "http://creativecommons.org/publicdomain/zero/1.0/"
"""The facts of the list may be used by anyone, as the national ads may."""
