"""What an edit of a policy does: proved over all accounts, shown by accounts, counted in a register."""
