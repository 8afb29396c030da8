"""60 × 60: what a key costs the page, beside the least that showing a mark in this very grid costs."""

from .steps import cell, settled

KEYS = 56
# The least: write the mark, dress the cell, take the focus to the next one, and let the frame be drawn.
LEAST = """async (keys) => {
  const rows = [...document.querySelectorAll('#grid tbody tr')], at = rows[0].querySelectorAll('td').length - 6;
  for (let key = 0; key < keys; key++) {
    const here = rows[key].querySelectorAll('td')[at], next = rows[key + 1].querySelectorAll('td')[at];
    here.textContent = '5432'[key % 4];
    here.className = 'l saving m' + here.textContent;
    here.tabIndex = -1;
    next.tabIndex = 0;
    next.focus({preventScroll: true});
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    here.className = 'l m' + here.textContent;
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  }
}"""


def spent(session):
    """Seconds the page has spent in its scripts, styles and layouts."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return metrics["ScriptDuration"] + metrics["RecalcStyleDuration"] + metrics["LayoutDuration"]


def test_a_key_costs_a_small_multiple_of_showing_a_mark(stage, page):
    """A ratio measured in one run, so a busy machine burdens both sides; milliseconds are the benchmark's."""
    stage.school.students = stage.school.lessons = 60
    stage.school.today = 30
    for student in range(1, 61):
        for lesson in range(1, 30):
            stage.school.cell(1, lesson, student).t = "4"
    page.goto(stage.url())
    cell(page, 30, 1).click()
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = spent(session)
    for key in "5432" * (KEYS // 4):
        page.keyboard.press(key)
        page.wait_for_timeout(40)
    settled(page)
    between = spent(session)
    page.evaluate(LEAST, KEYS)
    ratio = (between - before) / (spent(session) - between)
    assert ratio <= 4.5
