"""Sign-in slips on paper: five on a sheet, cut apart; login, code, QR and how to use them in two languages."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from schoolmis.papers import fonts
from schoolmis.papers.codes import QUIET, runs
from schoolmis.papers.fonts import BOLD, PLAIN
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.letterhead import current

ON_A_SHEET = 5
HEIGHT = 54.5 * mm
CODE_SIDE = 38 * mm
HOW = {
    "ky": "Даректи телефондон ачыңыз же кодду камера менен сканерлеңиз. Логинди, кодду жазып, "
    "өзүңүзгө сырсөз ойлоп табыңыз. Код бир гана жолу иштейт. Баракчаны эч кимге бербеңиз. "
    "Жоготсоңуз, мектеп жаңысын берет.",
    "ru": "Откройте адрес на телефоне или наведите камеру на код. Введите логин и код, придумайте свой пароль. "
    "Код действует один раз. Никому не отдавайте листок. Если потеряете, школа даст новый.",
}


@dataclass(frozen=True)
class PaperSlip:
    """What one slip says. `code` is clear text: it is printed and forgotten."""

    name: str
    note: str
    login: str
    code: str


def spaced(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


class _Slip(Flowable):
    def __init__(self, slip, site, school):
        super().__init__()
        fonts.register()
        self.slip, self.site, self.school = slip, site, school

    def wrap(self, room, height):
        self.width, self.height = room, HEIGHT
        return room, HEIGHT

    def draw(self):
        text_width = self.width - CODE_SIDE - 6 * mm
        y = self.height - 4 * mm
        for value, face, size, step in [
            (self.school, PLAIN, 8, 16),
            (self.slip.name, BOLD, 13, 13),
            (self.slip.note, PLAIN, 9, 14),
        ]:
            for line in fonts.wrap(value, face, size, text_width)[:2]:
                self._put(line, 0, y, face, size)
                y -= step
        self._put(f"{self.site}{reverse('accounts:join')}", 0, y, PLAIN, 10)
        y -= 21
        self._pair("Логин", self.slip.login, 0, y, 13)
        self._pair("Код", spaced(self.slip.code), text_width * 0.52, y, 18)
        y -= 15
        for lang in ("ky", "ru"):
            for line in fonts.wrap(HOW[lang], PLAIN, 7.5, text_width):
                self._put(line, 0, y, PLAIN, 7.5)
                y -= 9
            y -= 2
        self._qr(self.width - CODE_SIDE, self.height - CODE_SIDE - 3 * mm)
        self._cut_line()

    def _put(self, text, x, y, face, size):
        self.canv.setFont(face, size)
        self.canv.drawString(x, y, text)

    def _pair(self, label, value, x, y, size):
        self._put(label, x, y, PLAIN, 8)
        self._put(value, x + fonts.width(label, PLAIN) * 8 + 5, y, BOLD, size)

    def _qr(self, x, y):
        count, dark = runs(f"{self.site}{reverse('accounts:join')}#{self.slip.login}:{self.slip.code}")
        unit = CODE_SIDE / (count + 2 * QUIET)
        path = self.canv.beginPath()
        for row, start, length in dark:
            path.rect(x + (QUIET + start) * unit, y + CODE_SIDE - (QUIET + row + 1) * unit, length * unit, unit)
        self.canv.drawPath(path, stroke=0, fill=1)

    def _cut_line(self):
        self.canv.saveState()
        self.canv.setLineWidth(0.4)
        self.canv.setDash(3, 3)
        self.canv.line(-8 * mm, 0, self.width + 8 * mm, 0)
        self.canv.restoreState()


class SlipSheet(PrintedForm):
    """A subject is one sheet: (site, up to five PaperSlips)."""

    code = "accounts.slips"
    title = _("Sign-in slips")
    letterhead = ""
    page_numbers = ""
    binding, top, right, foot = 14, 12, 14, 12

    def story(self, subject, lang):
        site, slips = subject
        return [_Slip(slip, site, current(lang).school) for slip in slips]


def slips_pdf(slips, site: str, lang: str | None = None) -> bytes:
    """`site` is the address people type, without the last slash: http://192.168.1.10:8000."""
    slips = list(slips)
    sheets = [(site, slips[at : at + ON_A_SHEET]) for at in range(0, len(slips), ON_A_SHEET)]
    return SlipSheet().render(sheets, lang)


def slips_response(request, slips, lang: str | None = None) -> HttpResponse:
    """The PDF as an answer to the POST that made the codes; nothing on the way may keep it."""
    pdf = slips_pdf(slips, request.build_absolute_uri("/").rstrip("/"), lang)
    headers = {"Content-Disposition": 'attachment; filename="slips.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
