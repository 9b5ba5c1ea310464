"""Reports: a pure document value, the packs that build it, and the writers that turn it into files."""
