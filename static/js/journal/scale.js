// What may stand in a cell: five points, points of the school's own, or values in words; as the page's scale says.

const { marks = "2345", scale } = document.getElementById("grid").dataset;

/** Absent: five points. Else {words: [[text, number, tone], …]} or {bottom, top, bands: [5, 4, 3 from]}; of criteria {percent: true} too. */
const given = scale ? JSON.parse(scale) : null;
const words = given?.words ? new Map(given.words.map(([text, number, tone]) => [text, { number, tone }])) : null;
const most = (th) => Number(th.dataset.most ?? given.top);

/** Whether `text` is a value of the column `th`. */
export function isValue(text, th) {
  if (!given) return text !== "" && marks.includes(text);
  if (words) return words.has(text);
  return /^\d+$/.test(text) && String(Number(text)) === text && Number(text) >= given.bottom && Number(text) <= most(th);
}

/** Whether a longer number may begin with `text`: then a key more is waited for. */
export const mayGrow = (text, th) => Boolean(given && !words) && text !== "0" && Number(text) * 10 <= most(th);

/** The value that one typed character stands for: itself, the number of a word, or its first letter. */
export function meant(char) {
  if (!words || char === "" || words.has(char)) return char;
  for (const [text, { number }] of words) if (String(number) === char) return text;
  return /[нбуо]/.test(char) ? char : [...words.keys()].find((text) => text.startsWith(char)) ?? char;
}

/** The values in the order of the buttons; of many points their span. */
export function all(th) {
  if (!given) return [...marks];
  if (words) return [...words.keys()];
  const points = Array.from({ length: most(th) - given.bottom + 1 }, (_, i) => String(given.bottom + i));
  return points.length > 12 ? [`${points[0]}–${points.at(-1)}`] : points;
}

/** What a value looks like: a mark from 5 to 2, or "". */
export function look(text, th) {
  if (!given) return /^[2-5]/.test(text) ? text[0] : "";
  if (words) return words.get(text)?.tone || "";
  const at = given.percent ? (Number(text) * 100) / most(th) : Number(text);
  const place = given.bands.findIndex((least) => at >= least);
  return place < 0 ? 2 : 5 - place;
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const one = words ? [...words.keys()].sort((a, b) => b.length - a.length).map(escaped).join("|") : "\\d{1,3}";
/** A cell's text: one value or two, late or not. */
export const TEXT = new RegExp(`^(${one})?(?:([/→])(${one}))?\\s*(оп\\d*)?$`);

/** Letters that stand for a value here; they go before every other meaning of the key. */
export const letters = words ? [...words.keys()].map((text) => text[0]).filter((letter) => /[^нбуо\d]/.test(letter)) : [];
