"""Ready lists of the attestation's subjects, as the ministry named them for 2025 (domain §2.5): data to begin with.

The ministry may change them every year: what is taken from here is edited like any other exam. By grade: the subject's
code, the form, and for the two languages which of them is the class's own.
"""

KYRGYZ, RUSSIAN = "ky", "ru"
OWN, OTHER = "own", "other"
LANGUAGES = {KYRGYZ: {OWN: "KYR", OTHER: "RUS"}, RUSSIAN: {OWN: "RUS", OTHER: "KYR"}}

LISTS = {
    9: (("ALG", "written"), (OWN, "written"), (OTHER, "test"), ("HKG", "oral")),
    11: (("ALG", "test"), (OWN, "written"), (OTHER, "test"), ("HKG", "oral")),
}
"""Grade 9: algebra and mother tongue in writing, the second language as a test, history of Kyrgyzstan orally.
Grade 11: algebra and the second language as tests, mother tongue and literature as an essay, history orally."""


def subjects_of(grade: int, languages) -> list[tuple[str, str]]:
    """R7-3.1: [(code of the subject, form)] for classes that study in `languages`; where there are both, each writes
    its own and nobody's own is a test only."""
    found = {}
    for language in languages or [KYRGYZ]:
        named = LANGUAGES.get(language, LANGUAGES[KYRGYZ])
        for code, form in LISTS.get(grade, ()):
            subject = named.get(code, code)
            found[subject] = "written" if "written" in (form, found.get(subject)) else form
    return list(found.items())
