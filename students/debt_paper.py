"""The printed notice of academic debts to the parents, with a slip that comes back signed (R7-2.3)."""

from django.utils.translation import gettext_lazy as _

from schoolmis.papers import kit
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.sheets import Column
from schoolmis.structure.models import in_language
from schoolmis.ui.dates import date_long, date_to
from students import permissions

WORDS = {
    "ky": {
        "title": "БИЛДИРМЕ",
        "about": "академиялык карыз жөнүндө",
        "to": "Урматтуу ата-эне (мыйзамдуу өкүл)!",
        "text": "{name}, {class} классы. Балаңыздын төмөнкү предметтер боюнча академиялык карызы бар экенин "
        "билдиребиз:",
        "subject": "Предмет",
        "period": "Мезгили",
        "cause": "Себеби",
        "due": "Жоюу мөөнөтү",
        "law": "Академиялык карыз көрсөтүлгөн мөөнөттө жоюлушу керек. Ата-эне (мыйзамдуу өкүл) карызды жоюуга шарт "
        "түзөт жана анын өз убагында жоюлушун көзөмөлдөйт. Карыз жоюлбаса, ата-эненин арызы боюнча окуучу кайталап "
        "окууга калтырылат, ПМПКнын сунушу менен адаптацияланган программага же жекече окуу планына которулат.",
        "head": "Мектеп директору",
        "slip": "Билдирме менен таанышкандыгы жөнүндө баракча (мектепке кайтарылат)",
        "read": "{name} ({class} классы) боюнча билдирме менен тааныштым, мөөнөтү: {due}.",
        "sign": "Ата-эне (мыйзамдуу өкүл)",
        "day": "Күнү: «____» ______________ 20____-ж.",
    },
    "ru": {
        "title": "УВЕДОМЛЕНИЕ",
        "about": "об академической задолженности",
        "to": "Уважаемые родители (законные представители)!",
        "text": "Сообщаем, что учащийся (учащаяся) {name}, класс {class}, имеет академическую задолженность по "
        "следующим предметам:",
        "subject": "Предмет",
        "period": "Период",
        "cause": "Причина",
        "due": "Ликвидировать до",
        "law": "Академическая задолженность должна быть ликвидирована в указанный срок. Родители (законные "
        "представители) создают условия для её ликвидации и следят за её своевременностью. Если задолженность не "
        "ликвидирована, по заявлению родителей учащийся остаётся на повторное обучение, переводится на обучение по "
        "адаптированной программе по рекомендации ПМПК либо на индивидуальный учебный план.",
        "head": "Директор школы",
        "slip": "Отрывной лист об ознакомлении (возвращается в школу)",
        "read": "С уведомлением по учащемуся {name}, класс {class}, ознакомлен(а), срок: {due}",
        "sign": "Родитель (законный представитель)",
        "day": "Дата: «____» ______________ 20____ г.",
    },
}
CAUSES = {
    "ky": {
        "failed": "канааттандырарлык эмес баа",
        "absent": "аттестациядан өтпөгөн",
        "excused": "жүйөлүү себеп менен аттестациядан өтпөгөн",
    },
    "ru": {
        "failed": "неудовлетворительная отметка",
        "absent": "не аттестован",
        "excused": "не аттестован по уважительной причине",
    },
}


class DebtPaper(PrintedForm):
    """Subject: `(student, class label, debts)` of one student."""

    code = "students.debt_notice"
    title = _("Notice of academic debts")
    permission = permissions.KEEP_DEBTS
    letterhead = "one"

    def name(self, subject, lang):
        return str(subject[0])

    def story(self, subject, lang):
        from schoolmis.papers import letterhead

        student, label, debts = subject
        words, head = WORDS[lang], letterhead.current(lang)
        last = max(debt.due_on for debt in debts)
        about = {"name": str(student), "class": label or "—"}
        columns = [
            Column("subject", words["subject"], weight=3),
            Column("period", words["period"], weight=2),
            Column("cause", words["cause"], weight=3),
            Column("due", words["due"], kind="date", width=30),
        ]
        rows = [
            (in_language(debt.subject, "name", lang), debt.period_label, CAUSES[lang][debt.cause], debt.due_on)
            for debt in debts
        ]
        return [
            kit.title(words["title"]),
            kit.text(words["about"], align="center", after=10),
            kit.text(words["to"], after=6),
            kit.text(words["text"].format(**about), align="left", after=8),
            kit.table(columns, rows, row_height=18),
            kit.text(words["law"], before=8, after=8),
            kit.together(
                kit.signature_line(head.head_post or words["head"], head.head_name), kit.text(words["day"], before=8)
            ),
            kit.rule(),
            kit.together(
                kit.text(words["slip"], bold=True, before=6),
                kit.text(
                    words["read"].format(due=date_long(last, lang) if lang == "ru" else date_to(last, "ky"), **about)
                ),
                kit.signature_line(words["sign"]),
                kit.text(words["day"], before=8),
            ),
        ]
