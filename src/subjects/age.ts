const day = 86_400_000

// RFC 3339, and the form that old certificates carry: 2031/05/05 12:05:56 -0700
const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/
const slashed = /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})$/

/** Milliseconds since 1970 of a date with a time zone; undefined for any other string. */
export function instant(text: null | string | undefined): number | undefined {
  if (!text) return undefined
  const old = slashed.exec(text)
  const normal = old ? `${old[1]}-${old[2]}-${old[3]}T${old[4]}${old[5]}:${old[6]}` : text
  const at = iso.test(normal) ? Date.parse(normal) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

/** Days since then, rounded up to hundredths, so that rounding never makes a thing younger than it is. */
export function ageInDays(text: null | string | undefined, now: number): number | undefined {
  const at = instant(text)
  return at === undefined ? undefined : Math.ceil((now - at) / day * 100) / 100
}

/** Days until then, rounded down to hundredths; negative once it is past. */
export function daysLeft(text: null | string | undefined, now: number): number | undefined {
  const at = instant(text)
  return at === undefined ? undefined : Math.floor((at - now) / day * 100) / 100
}
