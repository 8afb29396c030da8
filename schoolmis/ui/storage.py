from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Static files under names that carry their contents' hash, in the imports of modules too."""

    support_js_module_import_aggregation = True
