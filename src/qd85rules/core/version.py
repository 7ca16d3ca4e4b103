"""The version of the library, as it was installed."""

from importlib.metadata import version
from typing import Final

__version__: Final = version("qd85rules")
