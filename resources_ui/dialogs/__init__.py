"""Dialogs and pages that open over or instead of the table."""
