from schoolmis.notices import delivery  # noqa: F401
