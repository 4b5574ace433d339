"""The desktop window of Strongroom (PySide6)."""
