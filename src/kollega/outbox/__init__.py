"""One mail once: held a minute, sent, and shown in the product too."""
