-- Revisions of the content and the list of publications. Nothing here is ever changed or removed.

CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE revision (
    id TEXT PRIMARY KEY CHECK (length(id) = 64),
    tag TEXT NOT NULL UNIQUE CHECK (length(tag) = 8),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE revision_file (
    revision TEXT NOT NULL REFERENCES revision (id),
    path TEXT NOT NULL CHECK (path <> ''),
    sha256 TEXT NOT NULL REFERENCES blob (sha256),
    PRIMARY KEY (revision, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE publication (
    number INTEGER PRIMARY KEY,
    revision TEXT NOT NULL REFERENCES revision (id),
    kind TEXT NOT NULL CHECK (kind IN ('import', 'publish', 'rollback')),
    note TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TRIGGER blob_update BEFORE UPDATE ON blob
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER blob_delete BEFORE DELETE ON blob
BEGIN SELECT RAISE (ABORT, 'append-only'); END;

CREATE TRIGGER revision_update BEFORE UPDATE ON revision
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER revision_delete BEFORE DELETE ON revision
BEGIN SELECT RAISE (ABORT, 'append-only'); END;

CREATE TRIGGER revision_file_update BEFORE UPDATE ON revision_file
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER revision_file_delete BEFORE DELETE ON revision_file
BEGIN SELECT RAISE (ABORT, 'append-only'); END;

CREATE TRIGGER publication_update BEFORE UPDATE ON publication
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER publication_delete BEFORE DELETE ON publication
BEGIN SELECT RAISE (ABORT, 'append-only'); END;

-- Numbers have no gaps, and REPLACE cannot slip past the triggers above.
CREATE TRIGGER publication_insert BEFORE INSERT ON publication
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM publication)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
