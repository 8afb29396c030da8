"""Which subject a written name means; schools write the same subject in several ways."""

from schoolmis.people.names import fold
from schoolmis.structure.models import Subject

# Other ways to write a subject of the national list, folded; a code of structure.curriculum.
OTHER_NAMES = {
    "физкультура": "PED",
    "физ культура": "PED",
    "физическое воспитание": "PED",
    "дене тарбиясы": "PED",
    "дчдт": "DCH",
    "днп": "DCH",
    "двп": "DCH",
    "чакырылууга чейинки даярдык": "DCH",
    "допризывная подготовка": "DCH",
    "допризывная подготовка молодежи": "DCH",
    "изо": "ART",
    "рисование": "ART",
    "сурот": "ART",
    "труд": "TEC",
    "эмгек": "TEC",
    "трудовое обучение": "TEC",
    "английский": "ENG",
    "англис": "ENG",
    "икт": "INF",
    "информатика и икт": "INF",
    "классный час": "CLS",
    "тарбия саат": "CLS",
    "обж": "OBJ",
    "тткн": "OBJ",
    "этика": "ETH",
    "адеп сабагы": "ETH",
    "табият": "TAB",
    "естествознание": "TAB",
    "человек и общество": "HUM",
    "чио": "HUM",
    "история кыргызстана": "HKG",
    "история кр": "HKG",
    "всемирная история": "HWD",
    "мировая история": "HWD",
}
# Subjects many schools teach that the national list of a new installation does not name: code, Kyrgyz, Russian.
KNOWN_BESIDE = {
    "тарых": ("HIS", "Тарых", "История"),
    "история": ("HIS", "Тарых", "История"),
    "кыргыз тили жана адабияты": ("KYL", "Кыргыз тили жана адабияты", "Кыргызский язык и литература"),
    "орус тили жана адабияты": ("RUL", "Орус тили жана адабияты", "Русский язык и литература"),
    "геометрия жана сызуу": ("GMS", "Геометрия жана сызуу", "Геометрия и черчение"),
}


class Subjects:
    """`find(text)` gives a Subject or None; `wanted` collects what is to be made: folded name → (code, ky, ru)."""

    def __init__(self):
        self.by_name, self.by_code = {}, {}
        self.wanted: dict[str, tuple[str, str, str]] = {}
        for subject in Subject.objects.all():
            self.by_code[subject.code] = subject
            for name in (subject.name_ky, subject.name_ru):
                self.by_name.setdefault(fold(name), subject)

    def find(self, text: str) -> Subject | None:
        key = fold(text)
        return self.by_name.get(key) or self.by_code.get(OTHER_NAMES.get(key))

    def want(self, text: str) -> str:
        """Remember that `text` is to become a subject; returns the key that finds it afterwards."""
        key = fold(text)
        code, ky, ru = KNOWN_BESIDE.get(key) or ("", text[:120], text[:120])
        key = fold(ky)
        if key not in self.wanted:
            self.wanted[key] = code if code and code not in self._codes() else self._code(ky), ky, ru
        return key

    def _codes(self):
        return {*self.by_code, *(code for code, _ky, _ru in self.wanted.values())}

    def _code(self, name: str) -> str:
        """Three letters of the name; with a number where they are taken."""
        stem, taken = "".join(filter(str.isalpha, name.upper()))[:3] or "ПРЕ", self._codes()
        return next(code for code in (stem, *(f"{stem}{n}" for n in range(2, len(taken) + 3))) if code not in taken)
