import assert from 'node:assert/strict'

import {
  internetOpenness,
  ipv6Units,
  largestRange,
  openness,
  parseRange,
  sizedValue,
} from '../../../src/subjects/space/cidr.js'

const ranges = (sources: readonly string[]) => sources.map(source => parseRange(source) ?? assert.fail(source))
const open = (...sources: string[]) => openness(ranges(sources), ipv6Units.allocation)
const inSites = (...sources: string[]) => openness(ranges(sources), ipv6Units.site)

describe('cidr: parseRange', () => {
  it('parses addresses and blocks, and drops host bits', () => {
    assert.deepEqual(parseRange('10.1.2.3/8'), {bits: 32, first: 0x0a00_0000n, last: 0x0aff_ffffn})
    assert.deepEqual(parseRange('10.1.2.3'), {bits: 32, first: 0x0a01_0203n, last: 0x0a01_0203n})
    assert.deepEqual(parseRange('0.0.0.0/0'), {bits: 32, first: 0n, last: 0xffff_ffffn})
    assert.deepEqual(parseRange('2001:DB8::1/128'), parseRange('2001:db8:0:0:0:0:0:1'))
    assert.deepEqual(parseRange('::/0'), {bits: 128, first: 0n, last: (1n << 128n) - 1n})
  })

  it('maps IPv4-mapped IPv6 to IPv4', () => {
    assert.deepEqual(parseRange('::ffff:10.0.0.0/104'), parseRange('10.0.0.0/8'))
    assert.deepEqual(parseRange('::ffff:a00:1'), parseRange('10.0.0.1'))
    assert.deepEqual(parseRange('::ffff:0:0/96'), parseRange('0.0.0.0/0'))
    assert.equal(parseRange('::fffe:0:0/95')?.bits, 128)
  })

  it('rejects everything else', () => {
    for (const source of [
      '',
      ' ',
      '10.0.0.0/',
      '/8',
      '10.0.0.0/33',
      '10.0.0.0/1e1',
      '10.0.0.0/+8',
      '10.0.0.0/8/8',
      '10.0.0',
      '10',
      '0x0a.0.0.0',
      '010.0.0.0',
      '1.2.3.4.5',
      '::/129',
      ':::',
      'fe80::1%1',
      'any',
      '10.0.0.0 /8',
      '/10.0.0.0/8',
      'x/10.0.0.0/8',
      '10.0.0.0\n',
    ]) {
      assert.equal(parseRange(source), undefined, JSON.stringify(source))
    }
  })
})

describe('cidr: openness', () => {
  it('measures the largest range and the total', () => {
    assert.deepEqual(open(), {largest: 0, total: 0})
    assert.deepEqual(open('10.0.0.0/8'), {largest: 2 ** 24, total: 2 ** 24})
    assert.deepEqual(open('10.0.0.0/8', '12.0.0.0/9'), {largest: 2 ** 24, total: 2 ** 24 + 2 ** 23})
    assert.deepEqual(open('10.0.0.1', '10.0.0.3'), {largest: 1, total: 2})
  })

  it('joins neighbors and overlaps in any order', () => {
    const sources = ['10.0.0.0/9', '10.128.0.0/9', '10.64.0.0/10', '11.0.0.0/8', '9.255.255.255']
    for (let turn = 0; turn < sources.length; turn++) {
      assert.deepEqual(open(...sources.slice(turn), ...sources.slice(0, turn)), {
        largest: 2 ** 25 + 1,
        total: 2 ** 25 + 1,
      })
    }

    assert.deepEqual(open('10.0.0.0/8', '10.0.0.0/8', '10.9.0.0/16'), {largest: 2 ** 24, total: 2 ** 24})
  })

  it('weighs an IPv6 /32 like an IPv4 /8, and rounds up', () => {
    assert.deepEqual(open('2001:db8::/32'), {largest: 2 ** 24, total: 2 ** 24})
    assert.deepEqual(open('2001:db8::/32', '2001:db9::'), {largest: 2 ** 24 + 1, total: 2 ** 24 + 1})
    assert.deepEqual(open('2001:db8::1'), {largest: 1, total: 1})
    assert.deepEqual(open('::/112'), {largest: 1, total: 1})
    assert.deepEqual(open('::/0'), {
      largest: internetOpenness(ipv6Units.allocation),
      total: internetOpenness(ipv6Units.allocation),
    })
  })

  it('weighs an IPv6 /48 like an IPv4 /16 in the smaller unit', () => {
    assert.deepEqual(inSites('2001:db8::/48'), {largest: 2 ** 16, total: 2 ** 16})
    assert.deepEqual(inSites('2001:db8::/48', '2001:db8:1::'), {largest: 2 ** 16 + 1, total: 2 ** 16 + 1})
    assert.deepEqual(inSites('10.0.0.0/16', '2001:db8::1'), {largest: 2 ** 16, total: 2 ** 16})
    assert.deepEqual(inSites('::/0'), {
      largest: internetOpenness(ipv6Units.site),
      total: internetOpenness(ipv6Units.site),
    })
    assert.deepEqual([internetOpenness(ipv6Units.site), internetOpenness(ipv6Units.allocation)], [2 ** 64, 2 ** 56])
  })

  it('uses the larger address family for the total', () => {
    assert.deepEqual(open('2001:db8::/32', '10.0.0.0/9'), {largest: 2 ** 24, total: 2 ** 24})
    assert.deepEqual(open('2001:db8::/33', '10.0.0.0/8', '12.0.0.0/8'), {largest: 2 ** 24, total: 2 ** 25})
  })

  it('treats an IPv6 range that contains all mapped addresses as all of IPv4', () => {
    assert.deepEqual(open('::/80'), {largest: 2 ** 32, total: 2 ** 32})
    assert.deepEqual(open('::fffe:0:0/95'), {largest: 2 ** 32, total: 2 ** 32})
  })
})

describe('cidr: largestRange', () => {
  const largest = (...sources: string[]) => largestRange(ranges(sources), ipv6Units.allocation)

  it('is named as a block, after adjacent ones are joined', () => {
    assert.equal(largest(), undefined)
    assert.equal(largest('10.1.2.3', '10.0.0.0/8', '192.0.2.0/24'), '10.0.0.0/8')
    assert.equal(largest('10.0.0.0/9', '10.128.0.0/9'), '10.0.0.0/8')
    assert.equal(largest('0.0.0.0/1', '128.0.0.0/1'), '0.0.0.0/0')
    assert.equal(largest('10.1.2.3'), '10.1.2.3/32')
  })

  it('has both ends where it is no block', () => {
    assert.equal(largest('10.0.0.0/8', '11.0.0.0/9'), '10.0.0.0 to 11.127.255.255')
    assert.equal(largest('11.0.0.0/8', '12.0.0.0/8'), '11.0.0.0 to 12.255.255.255')
    assert.equal(largest('2001:db8::/32', '2001:db9::/33'), '2001:db8:: to 2001:db9:7fff:ffff:ffff:ffff:ffff:ffff')
  })

  it('weighs IPv6 in its units, and what IPv4 is mapped to as all of IPv4', () => {
    assert.equal(largest('10.0.0.0/8', '2001:db8::/32'), '10.0.0.0/8')
    assert.equal(largest('10.0.0.0/9', '2001:db8::/32'), '2001:db8::/32')
    assert.equal(largest('0.0.0.0/0', '::/0'), '::/0')
    assert.equal(largest('0.0.0.0/1', '::/80'), '::/80')
    assert.equal(largestRange(ranges(['10.0.0.0/16', '2001:db8::/47']), ipv6Units.site), '2001:db8::/47')
  })

  it('is given with the number of its addresses', () => {
    assert.deepEqual(sizedValue(5, undefined), {value: 5})
    assert.deepEqual(sizedValue(1, '10.0.0.1/32'), {of: '10.0.0.1/32', value: 1})
  })
})
