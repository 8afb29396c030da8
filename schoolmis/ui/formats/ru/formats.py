"""Both languages write dates and numbers alike."""

from schoolmis.ui.formats.ky.formats import *  # noqa: F403
