"""Conditions over all accounts: encoded for a solver, and its answers made into accounts.

Needs the extra `analysis`.
"""
