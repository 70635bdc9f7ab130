"""What lasts: SQLite files, content files on disk, and the lock of the one process that may write them."""
