"""The class journal on paper for the archive: read, laid on pages, bound with numbered pages (R1-4.1/2)."""
