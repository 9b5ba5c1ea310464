"""The encrypted store: the only place that knows sqlmodel, SQL and SQLCipher."""
