import ipaddr from 'ipaddr.js'

/** A range of addresses, ends included. */
interface Range {
  readonly bits: 128 | 32
  readonly first: bigint
  readonly last: bigint
}

export interface Openness {
  /** Addresses in the largest range once neighbours are joined; IPv6 in units of 2 to the power of `unit`. */
  readonly largest: number
  /** Addresses in all ranges together, the larger of IPv4 and IPv6 in the same units. */
  readonly total: number
}

const mapped: Range = {bits: 128, first: 0xffff_0000_0000n, last: 0xffff_ffff_ffffn}
const v4internet: Range = {bits: 32, first: 0n, last: 0xffff_ffffn}

/** A unit of IPv6 addresses, as a power of two: by the one a /32 weighs as much as an IPv4 /8, by the other a /48 as a /16. */
export const units = {allocation: 72, site: 64} as const
export type Unit = (typeof units)[keyof typeof units]

/** The openness of everything. */
export const internet = (unit: Unit): number => 2 ** (128 - unit)

/** An address or CIDR block; undefined for anything that is not exactly one. */
export function range(source: string): Range | undefined {
  const parts = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(source)
  if (!parts) return undefined
  const [, address = '', prefix] = parts
  const v4 = ipaddr.IPv4.isValidFourPartDecimal(address)
  if (!v4 && (!ipaddr.IPv6.isValid(address) || address.includes('%'))) return undefined
  const bits = v4 ? 32 : 128
  const length = prefix === undefined ? bits : Number(prefix)
  if (length > bits) return undefined
  const number = ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const size = 1n << BigInt(bits - length)
  const first = (number / size) * size
  const last = first + size - 1n
  const isMapped = first >= mapped.first && last <= mapped.last
  return isMapped ? {bits: 32, first: first - mapped.first, last: last - mapped.first} : {bits, first, last}
}

/** How much of the internet the ranges let in together, joined as intervals: two halves are as open as the whole. */
export function openness(ranges: readonly Range[], unit: Unit): Openness {
  const hasMapped = ranges.some(({first, last}) => first <= mapped.first && last >= mapped.last)
  const v4 = hasMapped ? joined([v4internet]) : joined(ranges.filter(({bits}) => bits === 32))
  const v6 = joined(ranges.filter(({bits}) => bits === 128)).map(
    size => (size + (1n << BigInt(unit)) - 1n) >> BigInt(unit),
  )
  const sum = (sizes: readonly bigint[]) => Number(sizes.reduce((all, size) => all + size, 0n))
  return {
    largest: [...v4, ...v6].reduce((most, size) => Math.max(most, Number(size)), 0),
    total: Math.max(sum(v4), sum(v6)),
  }
}

/** The sizes of the intervals that the ranges make once neighbours and overlaps are joined. */
function joined(ranges: readonly Range[]): bigint[] {
  const sorted = [...ranges].sort((a, b) => Number(a.first - b.first))
  const runs: Array<{first: bigint; last: bigint}> = []
  for (const {first, last} of sorted) {
    const run = runs.at(-1)
    if (run && first <= run.last + 1n) run.last = last > run.last ? last : run.last
    else runs.push({first, last})
  }

  return runs.map(({first, last}) => last - first + 1n)
}
