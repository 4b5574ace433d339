"""Strongroom without its window: the inventory, its database, its vault and its formats."""
