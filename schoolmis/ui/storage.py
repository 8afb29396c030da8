from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Static files under names that carry their contents' hash, in the imports of modules too.

    htmx's extensions are not ours and not served: one of them names a module by an address that leads nowhere.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths, **options):
        served = {name: path for name, path in paths.items() if not name.startswith("django_htmx/ext/")}
        yield from super().post_process(served, **options)
