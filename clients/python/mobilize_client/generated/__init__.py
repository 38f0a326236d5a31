"""Made from docs/openapi.yaml by generate.py; never edited by hand."""
