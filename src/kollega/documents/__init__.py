"""Files that people send in: read once by a process that can do no harm, and kept beside everything else."""
