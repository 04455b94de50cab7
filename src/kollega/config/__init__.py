"""The installation: settings, addresses, commands, and the embedded database."""
