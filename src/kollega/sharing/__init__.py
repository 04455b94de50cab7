"""The public part of the joint list, for others to take: feeds, a list for one's own web, and what the open data is."""
