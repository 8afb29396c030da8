"""Two layouts of reports that the demo's director shows to everybody."""

from django.http import QueryDict

from schoolmis import demo
from schoolmis.papers import report
from schoolmis.papers.actions import save_layout

LAYOUTS = (
    (
        "students.build",
        "Курагы жана жынысы параллелдер боюнча",
        "shape=table&rows=age&inner=sex&columns=grade&measures=count",
    ),
    (
        "students.build_results",
        "Сапат: предмет жана параллель боюнча",
        "shape=table&rows=subject&inner=&columns=grade&measures=quality&f_period=year",
    ),
)


@demo.part(order=95)
def layouts(progress, story):
    """R1-3.1i"""
    for code, name, query in LAYOUTS:
        save_layout(report.get(code), QueryDict(query).urlencode(), name=name, shared=True, by=story.director)
