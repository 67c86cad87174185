"""Stage 5: quality reports, Data Docs and the data dictionary."""
