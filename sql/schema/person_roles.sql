-- Generated from flows/tables/person_roles.py by `make generate`: change it there.
CREATE TABLE person_roles (
    person_role_id VARCHAR NOT NULL CHECK (regexp_matches(person_role_id, '^[0-9a-f]{32}$')),
    person_id VARCHAR NOT NULL CHECK (regexp_matches(person_id, '^[0-9a-f]{32}$')),
    role VARCHAR NOT NULL,
    affiliation VARCHAR,
    first_seen DATE,
    last_seen DATE,
    document_count INTEGER NOT NULL CHECK (document_count >= 1),
    mention_count INTEGER NOT NULL CHECK (mention_count >= 1),
    CHECK (first_seen <= last_seen)
);

COMMENT ON TABLE person_roles IS 'One row is a role that a person bears, with one affiliation, over all documents. Key: person_role_id.';
COMMENT ON COLUMN person_roles.person_role_id IS 'Key: hash of person, role and affiliation.';
COMMENT ON COLUMN person_roles.person_id IS 'Who bears it, in people.';
COMMENT ON COLUMN person_roles.role IS 'The role, as it is printed most often.';
COMMENT ON COLUMN person_roles.affiliation IS 'Country or organisation of the person''s role in the same document. Null: none is told.';
COMMENT ON COLUMN person_roles.first_seen IS 'Earliest publication date of a document that tells it. Null: no such document has a date.';
COMMENT ON COLUMN person_roles.last_seen IS 'Latest publication date of a document that tells it. Null: no such document has a date.';
COMMENT ON COLUMN person_roles.document_count IS 'Documents that tell it.';
COMMENT ON COLUMN person_roles.mention_count IS 'Places in all documents that tell it.';
