"""What the window shows, decided without Qt."""
