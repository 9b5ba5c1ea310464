"""The manual: one page a task, in Markdown, shown on the screen by `?`."""
