"""Fixed facts about what is kept."""

NOTHING_OF_ANYONE = (
    "taxonomy.Concept", "taxonomy.RelatedSkill",  # the public vocabulary of the labour market
    "catalogue.Listing",  # a copy of what is on offer; its owner's app says how long it is kept
    "catalogue.Card", "catalogue.Body", "catalogue.Word",  # what listings are found by, made from them
    "core.Chain", "core.Installation",  # counters of the log and of the installation
    "lending.Series", "invoicing.InvoiceSeries",  # the last number given
)  # fmt: skip
"""Models that keep nothing about any person, so they have no line of their own."""
