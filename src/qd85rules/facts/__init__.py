"""Facts: what rules may read, and how each is derived from what an account states."""
