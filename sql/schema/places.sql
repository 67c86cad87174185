-- Generated from flows/tables/places.py by `make generate`: change it there.
CREATE TABLE places (
    place_id VARCHAR NOT NULL CHECK (regexp_matches(place_id, '^[0-9a-f]{32}$')),
    name VARCHAR NOT NULL,
    aliases VARCHAR[] NOT NULL,
    kind VARCHAR,
    country VARCHAR CHECK (regexp_matches(country, '^[A-Z]{2}$')),
    latitude DOUBLE CHECK (latitude >= -90) CHECK (latitude <= 90),
    longitude DOUBLE CHECK (longitude >= -180) CHECK (longitude <= 180),
    first_seen DATE,
    last_seen DATE,
    document_count INTEGER NOT NULL CHECK (document_count >= 1),
    mention_count INTEGER NOT NULL CHECK (mention_count >= 1),
    CHECK (first_seen <= last_seen)
);

COMMENT ON TABLE places IS 'One row is a place that is named, over all documents. Key: place_id.';
COMMENT ON COLUMN places.place_id IS 'Key: hash of type and the full name that stands for it; entities.canonical_id.';
COMMENT ON COLUMN places.name IS 'Full name.';
COMMENT ON COLUMN places.aliases IS 'Every other form seen, in alphabetical order.';
COMMENT ON COLUMN places.kind IS 'What kind it is: country, city, region .... Null: not known.';
COMMENT ON COLUMN places.country IS 'ISO 3166 code of its country. Null: not known.';
COMMENT ON COLUMN places.latitude IS 'Latitude of its middle, WGS 84. Unit: degrees. Null: the gazetteer does not know it.';
COMMENT ON COLUMN places.longitude IS 'Longitude of its middle, WGS 84. Unit: degrees. Null: the gazetteer does not know it.';
COMMENT ON COLUMN places.first_seen IS 'Earliest publication date of a document that names it. Null: no such document has a date.';
COMMENT ON COLUMN places.last_seen IS 'Latest publication date of a document that names it. Null: no such document has a date.';
COMMENT ON COLUMN places.document_count IS 'Documents that name it.';
COMMENT ON COLUMN places.mention_count IS 'Mentions of it in all documents.';
