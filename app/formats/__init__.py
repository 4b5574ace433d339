"""Files that an inventory is exported to and imported from."""
