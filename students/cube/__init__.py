"""The statistical cube (R1-3.1h): students on a day by registered dimensions. Another app adds its own from `ready()`:

from schoolmis.papers.builder import Field
from students.cube import dimensions

dimensions.register(Field("transport", _("Comes by"), value="transport__kind", labels=dict(Kind.choices), groups=True))
"""
