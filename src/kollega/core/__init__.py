"""What every room stands on: time, deadlines, money, workflow, policies, the log, and the look."""
