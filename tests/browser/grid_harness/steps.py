"""What the tests do and read, in a teacher's words."""

from playwright.sync_api import expect


def cell(page, lesson, student):
    return page.locator(f"tr[data-s='{student}'] > :nth-child({lesson + 2})")


def open_at(page, stage, lesson, student, section=1):
    page.goto(stage.url(section))
    cell(page, lesson, student).click()


def type_all(page, keys):
    for key in keys:
        page.keyboard.press(key)


def hold(page, key, code):
    """A key of a Cyrillic layout: the letter with the place of its key."""
    page.evaluate(
        "([key, code]) => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {key, code, bubbles: true}))",
        [key, code],
    )


def settled(page):
    expect(page.locator(".j-state span").first).to_have_text("Saved")


def shown(page, lesson, student):
    return cell(page, lesson, student).inner_text()


def column(stage, lesson, students, section=1):
    return [stage.school.cell(section, lesson, s).t for s in range(1, students + 1)]


def paste(page, text):
    page.evaluate(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " document.activeElement.dispatchEvent("
        "new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }",
        text,
    )
