"""The words a person searches with, and how text is folded for them."""
