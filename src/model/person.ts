import {byCodeUnit} from '../foundation/collections.js'

/**
 * Letters of other scripts, by code point, that look like a Latin letter: Unicode Technical Standard 39,
 * confusables.txt of 2023-08-11, limited to Latin, Greek, Cyrillic, Armenian, Coptic, Cherokee and Lisu letters that
 * normalization (NFKD) doesn't fold already.
 */
const lookAlikes: Readonly<Record<string, string>> = {
  A: '0391 0410 13aa a4ee',
  B: '0392 0412 13f4 a4d0 a7b4',
  C: '03a3 0421 13df 2ca4 a4da',
  D: '13a0 a4d3',
  E: '0395 0415 13ac a4f0',
  F: '03dc a4dd a798',
  G: '050c 13c0 13f3 a4d6',
  H: '0397 041d 13bb 2c8e a4e7',
  J: '037f 0408 13ab a4d9 a7b2',
  K: '039a 041a 13e6 2c94 a4d7',
  L: '13de 2cd0 a4e1',
  M: '039c 03fa 041c 13b7 2c98 a4df',
  N: '039d 2c9a a4e0',
  O: '039f 041e 0555 2c9e a4f3',
  P: '03a1 0420 13e2 2ca2 a4d1',
  R: '01a6 13a1 13d2 a4e3',
  S: '0405 054f 13d5 13da a4e2',
  T: '03a4 0422 13a2 2ca6 a4d4',
  U: '054d a4f4',
  V: '0474 13d9 a4e6',
  W: '051c 13b3 13d4 a4ea',
  X: '03a7 0425 2cac a4eb a7b3',
  Y: '03a5 0423 04ae 13a9 13bd 2ca8 a4ec',
  Z: '0396 13c3 a4dc',
  a: '0251 03b1 0430',
  b: '0184 042c 13cf',
  c: '03c2 0441 1d04 2ca5 abaf',
  d: '0501 13e7 a4d2',
  e: '0435 04bd ab32',
  f: '0584 1e9d a799 ab35',
  g: '018d 0261 0581 1d83',
  h: '04bb 0570 13c2',
  i: '0131 0269 026a 03b9 0456 04cf 13a5 a647 ab75',
  j: '03f3 0458',
  l: '0196 01c0 0399 0406 04c0 2c92 a4f2',
  n: '0578 057c',
  o: '03bf 03c3 043e 0585 1d0f 1d11 2c9f ab3d',
  p: '03c1 0440 2ca3',
  q: '051b 0563 0566',
  r: '0433 1d26 2c85 ab47 ab48 ab81',
  s: '01bd 0455 a731 abaa',
  u: '028b 03c5 057d 1d1c a79f ab4e ab52',
  v: '03bd 0475 1d20 aba9',
  w: '026f 0461 051d 0561 1d21 ab83',
  x: '0445',
  y: '0263 028f 03b3 0443 04af 1d8c 1eff ab5a',
  z: '1d22 ab93',
}

const latinLookAlikes: ReadonlyMap<string, string> = new Map(
  Object.entries(lookAlikes).flatMap(([letter, codes]) =>
    codes.split(' ').map(code => [String.fromCodePoint(Number.parseInt(code, 16)), letter] as const),
  ),
)

/** The second is a Braille cell without dots. */
const invisibleCharacters = /[\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Whether a text has no visible letter or digit. */
export const isBlank = (text: string): boolean =>
  !/[\p{L}\p{N}]/u.test(text.normalize('NFKC').replaceAll(invisibleCharacters, ''))

/**
 * Whether the second of two texts names only people whom the first names. Addresses are compared where both have one,
 * without display names, comments, quotes and what follows a plus sign; otherwise the words of a name, or of the part
 * of an address before its @. Width, case, accents and letters that look alike make no difference.
 */
export function isSamePerson(firstText: string, secondText: string): boolean {
  const [firstPeople, secondPeople] = [peopleIn(firstText), peopleIn(secondText)]
  const isAmong = (knownKeys: readonly string[], name: string) =>
    comparisonKeys(name).some(key => knownKeys.includes(key))
  if (firstPeople.addresses.length > 0 && secondPeople.addresses.length > 0) {
    const knownKeys = firstPeople.addresses.flatMap(address => comparisonKeys(address))
    return secondPeople.addresses.every(address => isAmong(knownKeys, address))
  }

  const knownKeys = [...firstPeople.names, ...firstPeople.addresses.map(localPart)]
    .map(wordsIn)
    .flatMap(name => comparisonKeys(name))
  return [...secondPeople.names, ...secondPeople.addresses.map(localPart)].some(name =>
    isAmong(knownKeys, wordsIn(name)),
  )
}

interface People {
  readonly addresses: readonly string[]
  readonly names: readonly string[]
}

function peopleIn(text: string): People {
  const plain = text
    .normalize('NFKC')
    .replaceAll(invisibleCharacters, '')
    .replaceAll('\u3002', '.')
    .replaceAll(atSign, '@')
  const comments = [...plain.matchAll(/\(([^()]*)\)/g)].map(([, comment = '']) => comment)
  const rest = plain.replaceAll(/\([^()]*\)/g, '').replaceAll(/["'\u2018-\u201F]/g, '')
  const addresses = [rest, ...comments]
    .flatMap(segment => segment.match(/[^\s<>,;:]+@[^\s<>,;:]+/g) ?? [])
    .map(address => address.replace(/\+[^@]*(?=@)/, '').replace(/\.+$/, ''))
  const names = [rest.replaceAll(/<[^<>]*>|[^\s<>,;:]+@[^\s<>,;:]+/g, ' '), ...comments]
  return {addresses, names: names.filter(name => !isBlank(name))}
}

/** An @, or the word in its place, with spaces around it and a domain after it. */
const atSign = /\s*(?:@|[([]at[)\]]|(?<=\s)at(?=\s))\s*(?=[\p{L}\p{N}-]+\.\p{L})/giu

/** A name without punctuation, as in handles, initials or names in another order. */
const wordsIn = (name: string): string => (name.match(/[\p{L}\p{M}\p{N}|]+/gu) ?? []).join(' ')

const localPart = (address: string): string => address.slice(0, address.lastIndexOf('@'))

/** Keys that are equal for names that look alike, with sorted words: look-alikes are folded before and after case. */
function comparisonKeys(name: string): readonly string[] {
  const bare = name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return [
    foldLookAlikes(bare.replaceAll('I', 'l')),
    foldLookAlikes(lowerCase(bare)),
    foldLookAlikes(lowerCase(withAsciiDomain(name))),
  ].map(words => words.split(' ').sort(byCodeUnit).join(' '))
}

/** An address with its domain in the form that the DNS has, however it is written. */
function withAsciiDomain(name: string): string {
  const domainStart = name.lastIndexOf('@') + 1
  const url = `http://${name.slice(domainStart)}`
  return domainStart > 0 && URL.canParse(url) ? name.slice(0, domainStart) + new URL(url).hostname : name
}

const lowerCase = (text: string) => text.toUpperCase().toLowerCase()

function foldLookAlikes(text: string): string {
  const latinized = [...text].map(letter => latinLookAlikes.get(letter) ?? letter).join('')
  return lowerCase(latinized).replaceAll('0', 'o').replaceAll(/[1|]/g, 'l').replaceAll('rn', 'm')
}
