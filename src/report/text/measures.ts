import {pluralize} from '../../foundation/text.js'
import {relativeDay} from '../../foundation/date.js'

/** How the values of a field are put into words that a bare number would leave to the reader. */
export interface Measure {
  /** What was seen, as a statement about the subject. */
  readonly statement: (value: number) => string
  /** A value by itself. */
  readonly amount: (value: number) => string
  /** A bound of what is expected. */
  readonly bound: (value: number) => string
  /** What the value was measured on, where the report may name that. */
  readonly label?: string
  /** What null means, where that isn't that there is none. */
  readonly without?: string
  /** Whether a negative value says by itself that a date has passed. */
  readonly isDeadline?: boolean
}

const days = (count: number) => pluralize(count, 'day')

/** Days until something ends. */
const deadline = (ahead: string, past: string): Measure => ({
  amount: relativeDay,
  bound: days,
  isDeadline: true,
  statement: value => `${value < 0 ? past : ahead} ${relativeDay(value)}`,
})

/** Days since something happened. */
const age = (event: string): Measure => ({
  amount: value => relativeDay(-value),
  bound: days,
  statement: value => `${event} ${relativeDay(-value)}`,
})

const ipv4Bits = 32

/** The prefix length of a range of so many addresses; undefined where no single range has them. */
function prefixLength(addresses: number, ipv6Unit: number): {readonly v4: number; readonly v6: number} | undefined {
  const bits = Math.log2(addresses)
  return Number.isInteger(bits) ? {v4: ipv4Bits - bits, v6: 128 - ipv6Unit - bits} : undefined
}

function sizeText(addresses: number, ipv6Unit: number): string {
  const prefix = prefixLength(addresses, ipv6Unit)
  if (addresses > 2 ** ipv4Bits) return prefix ? `an IPv6 /${prefix.v6}` : 'more than there are in IPv4'
  return `${addresses.toLocaleString('en-US')} address${addresses === 1 ? '' : 'es'}`
}

function boundText(addresses: number, ipv6Unit: number): string {
  const prefix = prefixLength(addresses, ipv6Unit)
  return prefix && prefix.v4 >= 0 ? `a /${prefix.v4}, or a /${prefix.v6} of IPv6` : sizeText(addresses, ipv6Unit)
}

/** @param ipv6Unit IPv6 addresses count in units of 2 to this power */
const addresses = (what: string, ipv6Unit: number): Measure => ({
  amount: value => sizeText(value, ipv6Unit),
  bound: value => boundText(value, ipv6Unit),
  label: what,
  statement: value => `${what}: ${sizeText(value, ipv6Unit)}`,
})

const secondsPerDay = 86_400
/** Rounded up, so that what is too long by a moment shows as too long. */
const lifetimeDays = (seconds: number) => days(Math.ceil(seconds / secondsPerDay))

const lifetime: Measure = {
  amount: lifetimeDays,
  bound: lifetimeDays,
  statement: seconds => `valid for ${lifetimeDays(seconds)}`,
  without: 'never expires',
}

const loggedText = (milliseconds: number): string =>
  ({'-1': 'none', 0: 'all'})[milliseconds] ?? `those of at least ${milliseconds.toLocaleString('en-US')} ms`

const loggedDuration: Measure = {
  amount: loggedText,
  bound: loggedText,
  statement: milliseconds => `statements logged by duration: ${loggedText(milliseconds)}`,
}

const keyLength: Measure = {
  amount: bits => pluralize(bits, 'bit'),
  bound: bits => pluralize(bits, 'bit'),
  statement: bits => `key length: ${pluralize(bits, 'bit')}`,
}

const measures: Readonly<Record<string, Measure>> = {
  ageDays: age('sent'),
  buildAgeDays: age('last built'),
  daysLeft: deadline('expires', 'expired'),
  daysUntilEndOfLife: deadline('reaches its end of life', 'reached its end of life'),
  daysUntilStackEnds: deadline('its stack loses support', 'its stack lost support'),
  externalIpTotal: addresses('addresses in all ranges', 64),
  keyBits: keyLength,
  largestExternalRange: addresses('largest range', 64),
  largestTrustedNetwork: addresses('largest range', 64),
  largestTrustedRange: addresses('largest range', 72),
  lastBackupAgeDays: age('last backed up'),
  lastLoginAgeDays: age('last signed in'),
  lifetimeSeconds: lifetime,
  logMinDuration: loggedDuration,
  signOnDaysLeft: deadline(
    "the identity provider's certificate expires",
    "the identity provider's certificate expired",
  ),
  trustedIpTotal: addresses('addresses in all ranges', 72),
  trustedNetworkTotal: addresses('addresses in all ranges', 64),
}

/** The measure of a field that counts days, addresses, seconds, ...; undefined for any other. */
export const measureOf = (field: string): Measure | undefined =>
  Object.hasOwn(measures, field) ? measures[field] : undefined
