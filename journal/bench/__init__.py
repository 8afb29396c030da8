"""The benchmark (design §11): a large school in a database of its own, driven over HTTP beside bare views.

`school` fills the database, `server` serves it as `serve` does, `drive` is the client, `jobs` what is measured,
`floors` the same work by bare views, `measure` alternates the two, `table` says how it went.
"""
