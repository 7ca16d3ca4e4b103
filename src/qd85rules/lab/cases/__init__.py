"""Case files and the examples of rules: read, run, and told."""
