"""Engines: ways of running conditions, all with one meaning."""
