from schoolmis.ui.formats.ky.formats import *  # noqa: F403  both languages write dates and numbers alike
