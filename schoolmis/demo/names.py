"""Invented people with the names of the country: all letters, all manners of naming."""

from datetime import date, timedelta

words = str.split
SURNAMES = words("""
Абдиев Абдыкадыров Абдыракманов Абдыразаков Айтиев Акматов Акунов Алымкулов Алыбаев Арзыматов Асаналиев
Асылбеков Атамбаев Бакиров Байсеитов Бейшенов Бекболотов Бердибаев Боронов Бөрүбаев Бөкөнбаев Галиев Дөөлөткелдиев
Дуйшенов Дүйшөбаев Дыйканов Ергешов Ёлкин Жакыпов Жаныбеков Жолдошев Жумабаев Жээнбеков Зарипов Зулпукаров Ибраимов
Идирисов Исаев Ишенбаев Кадыров Калыков Каныбеков Карыпов Касымов Кенжебаев Кулматов Курманов Кыдыралиев Күмүшалиев
Мадылов Мамбетов Мамытбеков Маматов Мусаев Мырзабеков Мөңкөев Назаров Насирдинов Нурматов Нышанов Ниязов Оморов
Орозалиев Орозбаев Осмонов Осмоналиев Өмүралиев Өмүрзаков Өскөнбаев Пазылов Раимов Рыскулов Сагынов Садыров
Сатыбалдиев Сейитов Сманов Султанов Сыдыков Таалайбеков Табалдиев Таштанов Тентиев Токтогулов Токтосунов Токобаев
Төлөгөнов Төрөбеков Турганбаев Тынаев Түмөнбаев Убукеев Усубалиев Үмөталиев Үсөнов Хасанов Чокоев Чыныбаев Чоробаев
Шабданов Шаршеналиев Шейшенов Щербаков Ырысалиев Ысаков Эгембердиев Эркинбаев Эсенаманов Эсенгулов Эшимбеков
Юсупов Якубов
""")
BOYS = words("""
Адилет Азамат Айбек Айдар Акжол Алмаз Алтынбек Арген Арсен Арстан Асан Атай Бакай Бактияр Баяман Бекзат
Бектур Бекжан Дастан Данияр Дөөлөт Жаныбек Жоодар Жылдызбек Илгиз Ислам Искендер Калыс Канат Кубат Кубаныч
Күндүзбек Максат Манас Медер Мирлан Мирбек Нурбек Нурдөөлөт Нурислам Нурсултан Нурэл Омурбек Өмүрбек Өткүрбек Рамис
Руслан Сагын Самат Санжар Семетей Сыймык Сүйүнбек Таалай Тамерлан Темирлан Төлөгөн Тынчтык Улан Үсөн Чынгыз Шермат
Ырыскелди Элдар Элдияр Эмир Эрбол Эржан Эркин Эрлан Юсуф Ярослав
""")
GIRLS = words("""
Адеми Адинай Азема Айгерим Айжамал Айзада Айзирек Айканыш Айсулуу Айпери Айбийке Акмарал Алтынай Алина
Арууке Асел Асылкан Бегимай Бермет Бегайым Гүлбурак Гүлзат Гүлиза Гүлжан Гүлнур Дарыя Динара Жазгүл Жанара Жаңыл
Жаркынай Жибек Жийдегүл Зарина Зыйнат Каныкей Көркөм Күмүшай Күнсулуу Мээрим Мадина Махабат Мира Миргүл
Назгүл Назик Нурайым Нуржамал Нуриза Нурила Өмүркан Перизат Рахат Рена Салтанат Сайкал Сезим Сымбат Сүйүм Таңсулуу
Төлгөнай Турсунай Уулжан Үмүт Умут Фатима Чолпон Чолпонай Чынара Шааркан Ширин Шырын Ыкбал Элина Элиза Элнура Эркеайым
Ясмина
""")
FATHERS = words("""
Азамат Айбек Акмат Алмаз Алтынбек Асан Бакыт Бакытбек Болот Болотбек Данияр Эрмек Жаныбек Жолдошбек Жумабек
Замир Искендер Кадырбек Каныбек Кенжебек Кубан Кубанычбек Мамбет Марат Маратбек Мирлан Мурат Нурбек Нурлан Нурмухаммед
Нарынбек Өмүрбек Өскөнбай Руслан Рустам Садыр Сагынбек Самат Санжар Сүйүнбек Таалай Таалайбек Талант Токтобек Темирбек
Төлөгөн Турдубек Улан Урмат Үсөнбек Чынгыз Чынарбек Шаршен Эмил Эрик Эркинбек Эсен
""")
MOTHERS = words("""
Айгүл Айнура Анара Асель Бактыгүл Бермет Венера Гүлзада Гүлмира Гүлнара Гүлсара Дамира Динара Жазгүл Жаңыл
Жылдыз Замира Зейнеп Зуура Кайыргүл Канышай Кенжегүл Майрамкан Махабат Мээрим Назгүл Нургүл Нуриза Нургиза Рахат Роза
Салтанат Светлана Тургунай Уулкан Үмүтай Чолпон Чынара Шайыргүл Элмира Эльвира
""")
STREETS = words("Достук Ынтымак Манас Токтогул Жаштык Ала-Тоо Жибек_Жолу Өмүралиев Биринчи_май Мектеп Көл Жаңы-Турмуш")
VILLAGE = "Ак-Терек айылы"
PREFIXES = words("700 702 705 707 772 773 777 555 550 559 220 222 500 990 998")


def surname(stem: str, sex: str) -> str:
    """Surnames end in -ов, -ев, -ин here; a woman's adds «а»."""
    return stem + ("а" if sex == "f" else "")


def patronymic(father: str, sex: str) -> str:
    """Асан → Асанович, Асановна; Өскөнбай → Өскөнбаевич."""
    stem, vowel = (father[:-1], "е") if father.endswith("й") else (father, "о")
    return f"{stem}{vowel}в{'на' if sex == 'f' else 'ич'}"


class People:
    """Gives each name, phone and PIN once. `rng` is a random.Random."""

    def __init__(self, rng):
        self.rng, self.names, self.numbers = rng, set(), set()

    def once(self, make):
        """The first of `make()` that nobody has yet."""
        while True:
            one = make()
            if one not in self.names:
                self.names.add(one)
                return one

    def grown(self, sex: str, stem: str = "") -> tuple[str, str, str]:
        """(surname, first name, patronymic) of somebody over twenty."""
        return self.once(
            lambda: (
                surname(stem or self.rng.choice(SURNAMES), sex),
                self.rng.choice(MOTHERS if sex == "f" else FATHERS),
                patronymic(self.rng.choice(FATHERS), sex),
            )
        )

    def child(self, sex: str, stem: str, father: str, kyrgyz_manner: bool) -> tuple[str, str, str]:
        """A child of `father`; in the Kyrgyz manner «Асан кызы Гүлзат», the father's name in the surname's place."""

        def make():
            first = self.rng.choice(GIRLS if sex == "f" else BOYS)
            if kyrgyz_manner:
                return f"{father} {'кызы' if sex == 'f' else 'уулу'}", first, ""
            return surname(stem, sex), first, patronymic(father, sex)

        return self.once(make)

    def phone(self) -> str:
        return self._number(lambda: f"+996{self.rng.choice(PREFIXES)}{self.rng.randrange(10**6):06}")

    def pin(self, sex: str, born_on: date) -> str:
        """1 woman, 2 man; the birth date; five digits more (domain facts §6.1)."""
        return self._number(lambda: f"{'1' if sex == 'f' else '2'}{born_on:%d%m%Y}{self.rng.randrange(10**5):05}")

    def _number(self, make):
        number = make()
        while number in self.numbers:
            number = make()
        self.numbers.add(number)
        return number

    def address(self) -> str:
        return f"{VILLAGE}, {self.rng.choice(STREETS).replace('_', ' ')} көч., {self.rng.randint(1, 96)}"

    def day(self, first: date, last: date) -> date:
        return first + timedelta(self.rng.randrange((last - first).days + 1))
