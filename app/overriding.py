"""The mark of a method that overrides one of its base class.

A type checker reads that of `typing_extensions`, whose import would cost the start 2 ms.
"""

from typing import TYPE_CHECKING

__all__ = ["override"]

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method):
        """Mark a method, and leave it as it is."""
        return method
