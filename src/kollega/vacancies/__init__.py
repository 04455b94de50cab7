"""Jobs, so far only read from members' feeds."""
