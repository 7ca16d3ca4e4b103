"""Check accounts against Regulation 85-QĐ/TW; every verdict cites its clauses."""
