"""The invented case that `chronology demo` opens: tables that `import` reads, and the child. No real person or place."""
