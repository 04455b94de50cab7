"""What pages cost, as ratios to floors measured in the same run: `./kollega bench`, and RESULTS.md."""
