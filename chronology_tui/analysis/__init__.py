"""Pattern analysis: pure, deterministic functions over immutable records. No clock, no database, no screen."""
