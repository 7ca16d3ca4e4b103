"""The rule language: text to a typed syntax tree; it knows nothing of accounts."""
