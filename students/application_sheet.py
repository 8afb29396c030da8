"""The printed application, filled or blank (R7-4.5), and the receipt that it was taken in."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from schoolmis.papers import kit, letterhead
from schoolmis.papers.form import PrintedForm
from schoolmis.people.names_then import name_then
from schoolmis.ui.dates import date_long
from students import health_papers, permissions
from students.papers import Paper
from students.rules.applications import MOVES
from students.rules.papers import NEEDS

BLANK = "______________________________________________"

# The words of a paper that parents sign stand outside the interface's catalogue, as those of an order do.
WORDS = {
    "ky": {
        "to": "Мектеп директору",
        "from": "Арыз берүүчү",
        "phone": "Телефону",
        "title": "АРЫЗ",
        "student": "Окуучу (бала)",
        "class": "Классы",
        "on": "Күнү",
        "place": "Мектеби же жери (кайдан же кайда)",
        "text": "Кошумча",
        "papers": "Тиркелген документтер",
        "sign": "Арыз берүүчүнүн колу",
        "date": "Күнү: «____» ______________ 20____-ж.",
        "number": "Арыздар журналындагы № {}",
        "taken": "Арызды кабыл алган",
        "receipt": "ТИЛКАТ",
        "receipt_text": "Арыз кабыл алынды жана арыздар журналына катталды.",
        "about": "Арыздын мазмуну",
        "answer": "Жооп директордун буйругу менен же жазуу жүзүндө берилет.",
        "asks": {
            "admission": "Төмөндө көрсөтүлгөн баланы мектепке кабыл алууңузду суранам.",
            "transfer": "Төмөндө көрсөтүлгөн окуучуну көрсөтүлгөн класска которууңузду суранам.",
            "moved": "Жашаган жери өзгөргөнүнө байланыштуу төмөндө көрсөтүлгөн окуучуну окуудан чыгарып, өздүк делосун "
            "берүүңүздү суранам.",
            "school": "Башка мектепке өтүүсүнө байланыштуу төмөндө көрсөтүлгөн окуучуну окуудан чыгарып, өздүк делосун "
            "берүүңүздү суранам.",
            "health": "Ден соолугуна байланыштуу төмөндө көрсөтүлгөн окуучуну окуудан чыгарууңузду суранам.",
            "restoration": "Төмөндө көрсөтүлгөн окуучуну окуучулардын катарына калыбына келтирүүңүздү суранам. "
            "Академиялык карыздар белгиленген мөөнөттө жоюлат.",
            "repeat": "Төмөндө көрсөтүлгөн окуучуну кайталап окууга калтырууңузду суранам.",
            "adapted": "ПМПКнын корутундусунун негизинде төмөндө көрсөтүлгөн окуучуну адаптацияланган программа боюнча "
            "окутууңузду суранам.",
            "individual": "Төмөндө көрсөтүлгөн окуучуну жекече окуу планы боюнча окутууңузду суранам.",
            "home": "Медициналык корутундунун негизинде төмөндө көрсөтүлгөн окуучуну үйдөн окутууңузду суранам.",
            "family": "Төмөндө көрсөтүлгөн окуучуну үй-бүлөдө окутууга уруксат берүүңүздү суранам. "
            "Окууга шарт түзөм жана академиялык карызы өз убагында жоюлушуна жооп берем.",
            "full_time": "Төмөндө көрсөтүлгөн окуучуну күндүзгү окууга кайтарууңузду суранам.",
            "other": "Төмөнкү маселени кароону суранам.",
        },
        "admission": (
            "туулгандыгы тууралуу күбөлүктүн көчүрмөсү",
            "ден соолугу жөнүндө медициналык маалымкат",
            "ата-эненин (мыйзамдуу өкүлдүн) паспортунун көчүрмөсү",
            "мурунку мектептен өздүк дело (башка мектептен келсе)",
            "жеке маалыматтарды иштетүүгө макулдук",
        ),
        "paper": {
            Paper.APPLICATION: "арыз",
            Paper.MEDICAL: "медициналык корутунду (номери жана күнү)",
            Paper.CONFIRMATION: "кабыл алуучу мектептин ырастамасы",
            Paper.CERTIFICATE: "билими жөнүндө мамлекеттик документ",
            Paper.PMPC: "ПМПКнын корутундусу",
            Paper.PLAN: "жекече окуу планы",
            Paper.RECORD: "мурунку мектептин документтери",
            Paper.OTHER: "башка документ",
        },
    },
    "ru": {
        "to": "Директору школы",
        "from": "Заявитель",
        "phone": "Телефон",
        "title": "ЗАЯВЛЕНИЕ",
        "student": "Учащийся (ребёнок)",
        "class": "Класс",
        "on": "Дата",
        "place": "Школа или место (откуда или куда)",
        "text": "Дополнительно",
        "papers": "Прилагаемые документы",
        "sign": "Подпись заявителя",
        "date": "Дата: «____» ______________ 20____ г.",
        "number": "№ {} в журнале заявлений",
        "taken": "Заявление принял(а)",
        "receipt": "РАСПИСКА",
        "receipt_text": "Заявление принято и зарегистрировано в журнале заявлений.",
        "about": "Содержание заявления",
        "answer": "Ответ даётся приказом директора или письменно.",
        "asks": {
            "admission": "Прошу принять в школу ребёнка, указанного ниже.",
            "transfer": "Прошу перевести в указанный класс учащегося, указанного ниже.",
            "moved": "В связи с переменой места жительства прошу отчислить учащегося, указанного ниже, "
            "и выдать личное дело.",
            "school": "В связи с переходом в другую школу прошу отчислить учащегося, указанного ниже, "
            "и выдать личное дело.",
            "health": "По состоянию здоровья прошу отчислить учащегося, указанного ниже.",
            "restoration": "Прошу восстановить в числе учащихся школы лицо, указанное ниже. "
            "Академическая задолженность будет ликвидирована в установленный срок.",
            "repeat": "Прошу оставить на повторное обучение учащегося, указанного ниже.",
            "adapted": "На основании заключения ПМПК прошу перевести на адаптированную программу учащегося, "
            "указанного ниже.",
            "individual": "Прошу перевести на индивидуальный учебный план учащегося, указанного ниже.",
            "home": "На основании медицинского заключения прошу организовать обучение на дому учащегося, "
            "указанного ниже.",
            "family": "Прошу разрешить семейную форму обучения учащегося, указанного ниже. "
            "Обязуюсь создать условия для учёбы и отвечаю за своевременную ликвидацию академической задолженности.",
            "full_time": "Прошу вернуть к очному обучению учащегося, указанного ниже.",
            "other": "Прошу рассмотреть следующий вопрос.",
        },
        "admission": (
            "копия свидетельства о рождении",
            "медицинская справка о состоянии здоровья",
            "копия паспорта родителя (законного представителя)",
            "личное дело из прежней школы (при переводе)",
            "согласие на обработку персональных данных",
        ),
        "paper": {
            Paper.APPLICATION: "заявление",
            Paper.MEDICAL: "медицинское заключение (номер и дата)",
            Paper.CONFIRMATION: "подтверждение принимающей школы",
            Paper.CERTIFICATE: "государственный документ об образовании",
            Paper.PMPC: "заключение ПМПК",
            Paper.PLAN: "индивидуальный учебный план",
            Paper.RECORD: "документы прежней школы",
            Paper.OTHER: "другой документ",
        },
    },
}


@dataclass(frozen=True)
class Blank:
    """An application nobody has written yet."""

    kind: str
    number: int | None = None
    received_on: date | None = None
    whom: str = ""
    applicant_name: str = ""
    school_class: str = ""
    wished_on: date | None = None
    place: str = ""
    text: str = ""
    papers: None = None


class ApplicationSheet(PrintedForm):
    code = "students.application"
    title = _("Application")
    permission = permissions.SEE_APPLICATIONS
    letterhead = ""

    def name(self, one, lang):
        return f"№ {one.number}" if one.number else WORDS[lang]["asks"][one.kind]

    def story(self, one, lang):
        words, head = WORDS[lang], letterhead.current(lang)
        fact = lambda name, value: kit.text(f"{words[name]}: {value or BLANK}", after=6)  # noqa: E731
        return [
            kit.text(head.school, align="right", after=1),
            kit.text(f"{words['to']}: {head.head_name or BLANK}", align="right", after=1),
            kit.text(f"{words['from']}: {one.applicant_name or BLANK}", align="right", after=14),
            kit.title(words["title"]),
            kit.text(words["asks"][one.kind], before=8, after=10),
            fact("student", _whom(one)),
            fact("class", one.school_class),
            fact("on", date_long(one.wished_on, lang) if one.wished_on else ""),
            fact("place", one.place),
            fact("text", one.text),
            kit.text(f"{words['papers']}:", bold=True, before=8),
            *self._papers(one, words),
            kit.together(
                kit.signature_line(words["sign"], ""),
                kit.text(date_long(one.received_on, lang) if one.received_on else words["date"], before=10, after=16),
                kit.rule(thick=0.6),
                kit.text(words["number"].format(one.number or "________"), before=4),
                kit.signature_line(words["taken"], ""),
            ),
        ]

    def _papers(self, one, words):
        """Those that came; on a blank one, those that will be asked for."""
        if one.papers is None:
            asked = [need.paper for need in NEEDS.get(MOVES.get(one.kind, ""), ()) if need.paper != Paper.APPLICATION]
            brought = words["admission"] if one.kind == "admission" else ()
            return [kit.tick(name) for name in [*brought, *(words["paper"][paper] for paper in [*asked, Paper.OTHER])]]
        rows = one.papers.filter(is_dropped=False)
        found = [kit.tick(_named(row, words), on=True) for row in rows]
        return found or [kit.text("—")]


def _whom(one):
    """A registered application keeps the name of its day."""
    student = getattr(one, "student", None)
    return name_then(student.person, one.received_on) if student else one.whom


def _named(row, words):
    """A document with its number and date; of health the fact alone (R7-3.5)."""
    if health_papers.is_health(row.code):
        return health_papers.fact()
    return f"{words['paper'][row.code]} № {row.number}, {row.dated_on:%d.%m.%Y}"


class Receipt(PrintedForm):
    """What the applicant takes home."""

    code = "students.application_receipt"
    title = _("Receipt of an application")
    permission = permissions.SEE_APPLICATIONS
    size, landscape = "A5", True

    def name(self, one, lang):
        return f"№ {one.number}"

    def story(self, one, lang):
        words, head = WORDS[lang], letterhead.current(lang)
        fact = lambda name, value: kit.text(f"{words[name]}: {value}", after=4)  # noqa: E731
        papers = [_named(row, words) for row in one.papers.filter(is_dropped=False)]
        return [
            kit.title(words["receipt"]),
            kit.parts(f"№ {one.number}", date_long(one.received_on, lang), head.place),
            kit.text(words["receipt_text"], before=4, after=8),
            fact("from", one.applicant_name),
            fact("student", _whom(one)),
            fact("about", words["asks"][one.kind]),
            fact("papers", "; ".join(papers) or "—"),
            kit.text(words["answer"], before=4),
            kit.together(kit.signature_line(words["taken"], one.registered_by), kit.stamp_place()),
        ]


SHEET, RECEIPT = ApplicationSheet(), Receipt()
