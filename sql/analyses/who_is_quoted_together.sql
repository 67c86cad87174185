-- question: Which two people are quoted in the same articles?
-- grain: two persons
-- reads: speaker_network
-- caveats: in one article, not necessarily on one subject.
SELECT least(speaker, other) AS one, greatest(speaker, other) AS other_one, documents, first_day, last_day
FROM speaker_network
WHERE tie = 'quoted with'
ORDER BY documents DESC, one, other_one
LIMIT 50;
