import type {FieldValue} from '../../model/subject.js'

import ipaddr from 'ipaddr.js'

/** A range of addresses, both ends included. */
interface AddressRange {
  readonly bits: 128 | 32
  readonly first: bigint
  readonly last: bigint
}

/** How many addresses ranges cover. */
interface Openness {
  /** Addresses in the largest range after joining adjacent ones; IPv6 in units of 2 to the power of `unit`. */
  readonly largest: number
  /** Addresses in all ranges, the larger of IPv4 and IPv6, in the same units. */
  readonly total: number
}

const ipv4Mapped: AddressRange = {bits: 128, first: 0xffff_0000_0000n, last: 0xffff_ffff_ffffn}
const ipv4Internet: AddressRange = {bits: 32, first: 0n, last: 0xffff_ffffn}

/**
 * Units of IPv6 addresses as powers of two. With `allocation`, a /32 weighs as much as an IPv4 /8; with `site`, a /48
 * as much as an IPv4 /16.
 */
export const ipv6Units = {allocation: 72, site: 64} as const
/** One of the units of `ipv6Units`. */
export type Ipv6Unit = (typeof ipv6Units)[keyof typeof ipv6Units]

/** The openness of the whole internet. */
export const internetOpenness = (unit: Ipv6Unit): number => 2 ** (128 - unit)

/** The length of an address without a zone; undefined for anything else. */
function addressBits(address: string): AddressRange['bits'] | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return 32
  return ipaddr.IPv6.isValid(address) && !address.includes('%') ? 128 : undefined
}

/** Parses an address or CIDR block; undefined for anything else. */
export function parseRange(source: string): AddressRange | undefined {
  const match = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(source)
  if (!match) return undefined
  const [, address = '', prefix] = match
  const bits = addressBits(address)
  if (bits === undefined) return undefined
  const prefixLength = prefix === undefined ? bits : Number(prefix)
  if (prefixLength > bits) return undefined
  const addressNumber = ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const size = 1n << BigInt(bits - prefixLength)
  const first = (addressNumber / size) * size
  const last = first + size - 1n
  const isMapped = first >= ipv4Mapped.first && last <= ipv4Mapped.last
  return isMapped ? {bits: 32, first: first - ipv4Mapped.first, last: last - ipv4Mapped.first} : {bits, first, last}
}

/**
 * How much of the internet the ranges cover together. Adjacent ranges are joined, so that two halves weigh as much as
 * the whole.
 */
export function openness(ranges: readonly AddressRange[], unit: Ipv6Unit): Openness {
  const ipv4Sizes = ranges.some(coversIpv4)
    ? intervalSizes([ipv4Internet])
    : intervalSizes(ranges.filter(({bits}) => bits === 32))
  const ipv6Sizes = intervalSizes(ranges.filter(({bits}) => bits === 128)).map(
    size => (size + (1n << BigInt(unit)) - 1n) >> BigInt(unit),
  )
  const sum = (sizes: readonly bigint[]) => Number(sizes.reduce((subtotal, size) => subtotal + size, 0n))
  return {
    largest: [...ipv4Sizes, ...ipv6Sizes].reduce((most, size) => Math.max(most, Number(size)), 0),
    total: Math.max(sum(ipv4Sizes), sum(ipv6Sizes)),
  }
}

/** A number of addresses, with the range that has them where it's one. */
export const sizedValue = (size: number, range: string | undefined): FieldValue =>
  range === undefined ? {value: size} : {of: range, value: size}

/** The largest range after joining adjacent ones, in words; undefined where there is none. */
export function largestRange(ranges: readonly AddressRange[], unit: Ipv6Unit): string | undefined {
  const joined = ([32, 128] as const).flatMap(bits =>
    joinRanges(ranges.filter(range => range.bits === bits)).map(range => ({...range, bits})),
  )
  const weight = (range: AddressRange) =>
    coversIpv4(range) ? 2 ** 32 + ipv6Weight(range, unit) : ipv6Weight(range, unit)
  const [largest] = joined.sort((a, b) => weight(b) - weight(a))
  return largest && rangeText(largest)
}

/** Whether IPv6 addresses include those that IPv4 ones are mapped to. */
const coversIpv4 = ({bits, first, last}: AddressRange): boolean =>
  bits === 128 && first <= ipv4Mapped.first && last >= ipv4Mapped.last

const ipv6Weight = ({bits, first, last}: AddressRange, unit: Ipv6Unit): number =>
  Number(last - first + 1n) / (bits === 128 ? 2 ** unit : 1)

/** A block by its prefix, other ranges by their ends. */
function rangeText({bits, first, last}: AddressRange): string {
  const size = last - first + 1n
  const sizeBits = size.toString(2).length - 1
  const isBlock = 1n << BigInt(sizeBits) === size && first % size === 0n
  return isBlock
    ? `${addressText(first, bits)}/${bits - sizeBits}`
    : `${addressText(first, bits)} to ${addressText(last, bits)}`
}

const addressText = (address: bigint, bits: AddressRange['bits']): string =>
  ipaddr
    .fromByteArray(
      Array.from({length: bits / 8}, (_, index) => Number((address >> BigInt(bits - 8 * (index + 1))) & 255n)),
    )
    .toString()

/** The sizes of the intervals that remain after adjacent and overlapping ranges are joined. */
const intervalSizes = (ranges: readonly AddressRange[]): bigint[] =>
  joinRanges(ranges).map(({first, last}) => last - first + 1n)

function joinRanges(ranges: readonly AddressRange[]): ReadonlyArray<{readonly first: bigint; readonly last: bigint}> {
  const sorted = [...ranges].sort((a, b) => Number(a.first - b.first))
  const runs: Array<{first: bigint; last: bigint}> = []
  for (const {first, last} of sorted) {
    const run = runs.at(-1)
    if (run && first <= run.last + 1n) run.last = last > run.last ? last : run.last
    else runs.push({first, last})
  }

  return runs
}
