"""Phone numbers: stored as +996XXXXXXXXX, shown as +996 772 624 140; a number abroad is kept with its own code."""

import re

SEVERAL = re.compile(r"[,;/\n|]|\s+же\s+|\s+или\s+")
MANY = re.compile(r"(?:(?:996|0)\d{9}){2,3}")
ONE_OF_MANY = re.compile(r"(?:996|0)\d{9}")
INSIDE_TEXT = re.compile(r"\+?\d[\d\s()\-–.]{7,}\d")


def clean_phone(cell) -> str:
    """One number in the stored form, or "" when it is not a phone number."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = re.sub(r"[.,]0$", "", str(cell or "").strip())
    plus = text.startswith(("+", "00"))
    digits = re.sub(r"\D", "", text)
    digits = digits.removeprefix("00")
    if re.search(r"[^\W\d_]{3,}", text):
        return ""
    if len(digits) == 12 and digits.startswith("996"):
        return "+" + digits
    if len(digits) == 13 and digits.startswith("9960"):
        return "+996" + digits[4:]
    if plus and 10 <= len(digits) <= 15 and not digits.startswith("996"):
        return "+" + digits
    if len(digits) == 10 and digits.startswith("0"):
        return "+996" + digits[1:]
    if len(digits) == 9 and not digits.startswith("0"):
        return "+996" + digits
    if len(digits) == 11 and digits[:2] in ("79", "89"):
        return "+7" + digits[1:]
    return ""


def clean_phones(cell) -> list[str]:
    """Every number of a cell, in order; parents often write two, or whose it is beside it."""
    if cell is None:
        return []
    whole = clean_phone(cell)
    if whole:
        return [whole]
    text = str(cell)
    found = [clean_phone(part) for part in SEVERAL.split(text)]
    if not any(found):
        found = [clean_phone(match[0]) for match in INSIDE_TEXT.finditer(text)]
    if not any(found):
        run = re.sub(r"\D", "", text)
        found = [clean_phone(one) for one in ONE_OF_MANY.findall(run)] if MANY.fullmatch(run) else []
    return list(dict.fromkeys(number for number in found if number))


def take_phones(text: str) -> tuple[str, list[str]]:
    """A cell «Асанова Айгүл, 0772 12 34 56» as the text without numbers, and the numbers."""
    numbers = [clean_phone(match[0]) for match in INSIDE_TEXT.finditer(text)]
    rest = INSIDE_TEXT.sub(" ", text) if any(numbers) else text
    rest = re.sub(r"\b(?:тел|сот|моб)\w*\.?:?", " ", rest, flags=re.IGNORECASE) if any(numbers) else rest
    return " ".join(rest.split()).strip(" ,;:()-"), [number for number in numbers if number]


def show_phone(phone: str) -> str:
    if re.fullmatch(r"\+996\d{9}", phone):
        return f"+996 {phone[4:7]} {phone[7:10]} {phone[10:]}"
    return phone
