-- question: In which publications and months do speakers, days or citations fail?
-- grain: a publication and a month
-- reads: coverage
-- caveats: a layout that changed shows as a sudden fall; a publication that cites nothing is low for good reason.
--   First come those in which most quotations are without a speaker.
SELECT publication, month, documents, quotations, quote_speaker_share, quote_day_said_share, document_citation_share
FROM coverage
WHERE quotations > 0
ORDER BY round((1 - quote_speaker_share) * quotations) DESC, quote_speaker_share, publication, month
LIMIT 50;
