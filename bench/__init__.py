"""What pages cost, as ratios to floors measured in the same run. `./kollega bench` runs it; RESULTS.md holds what was seen."""
