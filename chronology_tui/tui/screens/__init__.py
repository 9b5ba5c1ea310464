"""Full screens of the terminal app."""
