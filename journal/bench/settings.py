"""The settings of `serve`, and beside the product's addresses those of the floors; statements are counted."""

from schoolmis.settings import *  # noqa: F403
from schoolmis.settings import MIDDLEWARE

ROOT_URLCONF = "journal.bench.urls"
MIDDLEWARE = ["journal.bench.counting.Statements", *MIDDLEWARE]
