-- question: Who speaks of whom?
-- grain: a speaker and a person named in the speaker's words
-- reads: speaker_network
-- caveats: being named is neither praise nor blame.
SELECT speaker, other AS speaks_of, quotations, documents, first_day, last_day
FROM speaker_network
WHERE tie = 'speaks of'
ORDER BY quotations DESC, speaker, speaks_of
LIMIT 50;
