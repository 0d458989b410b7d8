/** The months of the languages of Western Europe, and their abbreviations: `mar-1` is a date in some of them. */
const months =
  'abr abril ago agosto agost août apr april aprile aug august augusti augustus avr avril dec december des desember ' +
  'dez dezember dezembro dic dicembre diciembre déc décembre ene enero feb febbraio febrero februar februari ' +
  'february fev fevereiro févr février gen gennaio giu giugno jan janeiro januar januari january janv janvier juil ' +
  'juillet juin jul julho juli julio july jun june junho juni junio jän jänner lug luglio maart mag maggio mai maio ' +
  'maj mar march mars marts marzo março may mayo mei mrt mrz mär märz nov november novembre novembro noviembre oct ' +
  'october octobre octubre okt oktober ott ottobre out outubro sep sept september septembre septiembre set setembro ' +
  'settembre 月'

/** What may be beside digits in a number, a date or a time: exponents, halves of a day, `T` and `Z`, currencies. */
const marks = 'a am d e p pm t uhr z chf dm eur gbp kr usd 年 日'

const valueWords: ReadonlySet<string> = new Set(`${months} ${marks}`.split(' '))

const truthValues: ReadonlySet<string> = new Set(
  'true false wahr falsch vrai faux verdadero falso vero verdadeiro waar onwaar sant falskt sand falsk'.split(' '),
)

/** `a.5.7` and `e-1`: a mark that is a single letter follows digits. */
const startsWithLetter = /^\p{L}(?!\p{L})/u

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Whether a spreadsheet, in one language or another, could read a text as a number, a date, a time or a truth value.
 * Better a text too many than one that is changed: `8.4.1` is a date in German, and `5.20` is 5.2 in English.
 */
export function isReadAsValue(text: string): boolean {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  if (!/\p{N}/u.test(plain)) return truthValues.has(plain)
  const words = plain.match(/\p{L}+/gu) ?? []
  return words.every(word => valueWords.has(word)) && !startsWithLetter.test(plain) && !uuid.test(plain)
}
