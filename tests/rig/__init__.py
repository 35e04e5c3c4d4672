"""What the tests stand on: a browser, a PostgreSQL, a database for each worker."""
