"""Reading files from outside into candidates and issues. Everything read here is hostile until parsed."""
