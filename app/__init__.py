"""Strongroom without its window: the inventory, its database, its vault and its formats."""

__version__ = "0.1.0"
