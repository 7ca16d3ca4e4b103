"""Readers: register files to plain records with the place of every value."""

from __future__ import annotations

from qd85rules.intake.read import EXTENSIONS, FORMATS, read_register
from qd85rules.intake.record import Record, RegisterFile

__all__ = ["EXTENSIONS", "FORMATS", "Record", "RegisterFile", "read_register"]
