import assert from 'node:assert/strict'

import type {Addon} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {copySources} from '../../../src/subjects/postgres/copies.js'
import {addonHandles} from '../../../src/subjects/addon/addon-handles.js'
import {advancedInfo, classicInfo, database, fixtureWithAddons, paidAddon} from './support.js'
import {refusedFact, valueOrGap, factOf} from '../support.js'

const fields = ['isCopy', 'isBelowSource', 'standsAlone', 'backups'] as const
type Copy = Parameters<typeof classicInfo>[2]

const source = (more: Copy = {leader: null}) => classicInfo('main', {}, {address: 'sha256:main', ...more})

/** A copy on `tier` of a database on `sourceTier`. */
function copy(
  more: Copy,
  {
    facts = [source()],
    lines = {},
    sourceTier = 'standard-0',
    others = [],
    tier = 'standard-0',
  }: {
    facts?: readonly Fact[]
    lines?: Parameters<typeof classicInfo>[1]
    sourceTier?: string
    others?: readonly Addon[]
    tier?: string
  } = {},
) {
  return fixtureWithAddons(
    [database('copy', tier), database('main', sourceTier), ...others],
    [classicInfo('copy', lines, more), factOf('postgresBackupSchedules', 'x-copy', []), ...facts],
  )
}

const read = (stage: ReturnType<typeof copy>, ...names: ReadonlyArray<(typeof fields)[number]>) =>
  names.map(name => valueOrGap(stage.field('addon', 'copy', name)))

describe('copies', () => {
  it('are followers by their leader, the followed address, or the info line', () => {
    for (const stage of [
      copy({leader: {addon_id: 'x-main', name: 'main'}}),
      copy({leader: {addon_id: 'x-main'}}),
      copy({leader: {name: 'main'}}),
      copy({following: 'sha256:main', leader: null}),
      copy({following: 'main', leader: null}),
      copy({leader: null}, {lines: {Following: 'sha256:main'}}),
      copy({}, {lines: {Following: 'x-main'}}),
    ])
      assert.deepEqual(read(stage, ...fields), [true, false, false, 'of its leader'])
  })

  it('are forks by name, ID, address, or the info line', () => {
    for (const stage of [
      copy({forked_from: 'main', leader: null}),
      copy({forked_from: 'x-main', leader: null}),
      copy({forked_from: 'sha256:main', leader: null}),
      copy({leader: null}, {lines: {'Forked From': 'sha256:main'}}),
    ])
      assert.deepEqual(read(stage, ...fields), [true, false, true, 'none'])
  })

  it("don't exist when the info mentions neither", () => {
    for (const stage of [
      copy({leader: null}),
      copy({following: null, forked_from: null, leader: null}),
      copy({following: '', forked_from: '', leader: null}),
      copy({leader: null}, {lines: {Following: [], 'Forked From': []}}),
    ]) {
      assert.deepEqual(read(stage, ...fields), [false, 'no-statement?', true, 'none'])
    }
  })

  it('are not followers when the info names no leader', () => {
    assert.deepEqual(read(copy({}), ...fields), [false, 'no-statement?', true, 'none'])
    assert.deepEqual(read(copy({}, {tier: 'premium-0'}), 'standsAlone'), [true])
    assert.deepEqual(read(copy({forked_from: 'main'}), 'isCopy', 'isBelowSource'), [true, false])
  })

  it('are followers of an unknown leader if that has no name', () => {
    assert.deepEqual(read(copy({leader: {}}), ...fields), [true, 'not-visible?', false, 'of its leader'])
  })

  it("are a gap when the info can't be read", () => {
    const hidden = fixtureWithAddons(
      [database('copy', 'premium-0')],
      [refusedFact('postgres', 'x-copy'), factOf('postgresBackupSchedules', 'x-copy', [{uuid: '1'}])],
    )
    assert.deepEqual(read(hidden, ...fields), ['forbidden?', 'forbidden?', 'forbidden?', 'forbidden?'])
  })

  it('can only be forks on Advanced plans', () => {
    const advancedCopy = (body: Parameters<typeof advancedInfo>[1]) =>
      read(
        fixtureWithAddons(
          [database('copy', 'advanced'), database('main', 'standard-0')],
          [advancedInfo('copy', body), factOf('postgresBackupSchedules', 'x-copy', []), source()],
        ),
        ...fields,
      )
    for (const forkedFrom of ['main', 'x-main', 'sha256:main', {id: 'x-main'}, {name: 'main'}])
      assert.deepEqual(advancedCopy({forked_from: forkedFrom}), [true, false, true, 'unsupported?'])
    assert.deepEqual(advancedCopy({forked_from: {}}), [true, 'not-visible?', true, 'unsupported?'])
    assert.deepEqual(advancedCopy({forked_from: null}), [false, 'no-statement?', true, 'unsupported?'])
    assert.deepEqual(advancedCopy({}), ['no-statement?', 'no-statement?', true, 'unsupported?'])
  })

  it("don't exist for other services", () => {
    assert.deepEqual(
      fields.map(name =>
        valueOrGap(fixtureWithAddons([paidAddon('kv', 'heroku-redis:mini')], []).field('addon', 'kv', name)),
      ),
      ['unsupported?', 'unsupported?', 'unsupported?', 'unsupported?'],
    )
  })
})

describe('copies: sources', () => {
  const fork = {forked_from: 'main', leader: null}

  it('are not visible if not among the databases that were read', () => {
    for (const name of ['other', 'mai', 'MAIN', 'x-other', 'sha256:other', "an address that can't be read"])
      assert.deepEqual(read(copy({forked_from: name, leader: null}), 'isBelowSource'), ['not-visible?'])
    assert.deepEqual(
      read(
        copy({forked_from: 'sha256:main', leader: null}, {facts: [refusedFact('postgres', 'x-main')]}),
        'isBelowSource',
      ),
      ['not-visible?'],
    )
  })

  it('are matched by name or ID, even if unreadable', () => {
    for (const name of ['main', 'x-main'])
      assert.deepEqual(
        read(copy({forked_from: name, leader: null}, {facts: [refusedFact('postgres', 'x-main')]}), 'isBelowSource'),
        [false],
      )
  })

  it('are never the copy itself or a store of another service', () => {
    assert.deepEqual(read(copy({address: 'sha256:copy', forked_from: 'sha256:copy', leader: null}), 'isBelowSource'), [
      'not-visible?',
    ])
    assert.deepEqual(
      read(copy({forked_from: 'kv', leader: null}, {others: [paidAddon('kv', 'heroku-redis:mini')]}), 'isBelowSource'),
      ['not-visible?'],
    )
  })

  it('are a gap when two databases match', () => {
    const others = [database('twin', 'shield-0')]
    const twins = [source(), classicInfo('twin', {}, {address: 'sha256:main', leader: null})]
    assert.deepEqual(read(copy({forked_from: 'sha256:main', leader: null}, {facts: twins, others}), 'isBelowSource'), [
      'disagree?',
    ])
  })

  it("include both the fork's source and the leader", () => {
    const others = [database('leader', 'shield-0')]
    const both = {forked_from: 'main', leader: {name: 'leader'}}
    const facts = [source(), classicInfo('leader', {})]
    assert.deepEqual(read(copy(both, {facts, others, tier: 'private-0'}), 'isBelowSource'), [true])
    assert.deepEqual(read(copy(both, {facts, others, tier: 'shield-0'}), 'isBelowSource'), [false])
    // If the copy has a lower plan than its known source, the unknown one doesn't matter.
    assert.deepEqual(read(copy({...both, forked_from: 'gone'}, {facts, others, tier: 'private-0'}), 'isBelowSource'), [
      true,
    ])
    assert.deepEqual(
      read(copy({forked_from: 'leader', leader: {name: 'main'}}, {facts, others, tier: 'private-0'}), 'isBelowSource'),
      [true],
    )
    assert.deepEqual(
      read(copy({forked_from: 'gone', leader: {name: 'main'}}, {facts, others, tier: 'private-0'}), 'isBelowSource'),
      ['not-visible?'],
    )
    assert.deepEqual(
      read(copy({...both, leader: {name: 'gone'}}, {facts, others, tier: 'private-0'}), 'isBelowSource'),
      ['not-visible?'],
    )
  })

  it('are not read for a copy on a Shield plan, which is never lower', () => {
    for (const name of ['gone', 'main', '7d0f6a1e-3f0a-4c55-9d0c-0b7b8d4f7c11'])
      assert.deepEqual(read(copy({forked_from: name, leader: null}, {tier: 'shield-0'}), 'isCopy', 'isBelowSource'), [
        true,
        false,
      ])
    assert.deepEqual(read(copy({leader: null}, {tier: 'shield-0'}), 'isBelowSource'), ['no-statement?'])
  })

  it('are a gap that says the source may be gone', () => {
    const known = copy({forked_from: '7d0f6a1e-3f0a-4c55-9d0c-0b7b8d4f7c11', leader: null}).field(
      'addon',
      'copy',
      'isBelowSource',
    )
    assert.match('gap' in known ? (known.gap.detail ?? '') : '', /is gone or not visible/)
  })

  it('are all returned', () => {
    const {context, inventory} = copy(fork)
    const all = addonHandles(context, inventory)
    const [own] = all
    assert.ok(own)
    const sources = copySources(context.facts, () => all, own)
    assert.deepEqual('body' in sources && sources.body.map(({name}) => name), ['main'])
  })

  it("are a gap when the info can't be read, mentions no fork, or names a missing database", () => {
    const gapOf = (stage: ReturnType<typeof copy>) => {
      const all = addonHandles(stage.context, stage.inventory)
      const own = all.find(({name}) => name === 'copy')
      assert.ok(own)
      const sources = copySources(stage.context.facts, () => all, own)
      return 'gap' in sources && sources.gap.reason
    }

    assert.equal(
      gapOf(fixtureWithAddons([database('copy', 'standard-0')], [refusedFact('postgres', 'x-copy')])),
      'forbidden',
    )
    assert.equal(gapOf(fixtureWithAddons([database('copy', 'advanced')], [advancedInfo('copy', {})])), 'no-statement')
    assert.equal(gapOf(copy({forked_from: 'gone', leader: {name: 'main'}})), 'not-visible')
    assert.equal(gapOf(fixtureWithAddons([paidAddon('copy', 'heroku-redis:mini')], [])), 'unsupported')
  })

  it('read the info of other databases only for names that nothing else matches', () => {
    const requestedPaths = (leader: object) => {
      const {field, reader} = fixtureWithAddons(
        [database('copy', 'standard-0'), database('main', 'standard-0')],
        [classicInfo('copy', {}, {leader})],
      )
      field('addon', 'copy', 'isBelowSource')
      return reader.wantedFacts().map(({path}) => path)
    }

    assert.deepEqual([requestedPaths({}), requestedPaths({name: 'main'})], [[], []])
    assert.deepEqual(requestedPaths({name: 'sha256:main'}), ['/client/v11/databases/x-main'])
  })
})

describe('copies: isBelowSource', () => {
  const tiers: ReadonlyArray<readonly [copy: string, source: string, seen: unknown]> = [
    ['standard-0', 'premium-0', false],
    ['essential-0', 'premium-9', false],
    ['standard-0', 'private-0', true],
    ['premium-0', 'shield-0', true],
    ['private-0', 'shield-0', true],
    ['private-0', 'standard-0', false],
    ['shield-0', 'shield-2', false],
    ['shield-0', 'standard-0', false],
    ['standard-0', 'titanium-1', 'unknown-value?'],
    ['titanium-1', 'standard-0', 'unknown-value?'],
  ]
  for (const [own, sourceTier, expected] of tiers)
    it(`is ${String(expected)} for ${own} of ${sourceTier}`, () => {
      assert.deepEqual(read(copy({forked_from: 'main', leader: null}, {sourceTier, tier: own}), 'isBelowSource'), [
        expected,
      ])
    })

  const inPrivate: ReadonlyArray<readonly [copy: string, source: string, seen: unknown]> = [
    ['advanced-shield', 'private-0', false],
    ['advanced-shield', 'standard-0', false],
    ['advanced-shield', 'shield-0', 'no-statement?'],
  ]
  for (const [own, sourceTier, expected] of inPrivate)
    it(`is ${String(expected)} for ${own}, which may be private or shield, of ${sourceTier}`, () => {
      const stage = fixtureWithAddons(
        [database('copy', own), database('main', sourceTier)],
        [advancedInfo('copy', {forked_from: 'main'}), source()],
      )
      assert.equal(valueOrGap(stage.field('addon', 'copy', 'isBelowSource')), expected)
    })

  it('considers both classes of a source that may be private or shield', () => {
    for (const [own, expected] of [
      ['shield-0', false],
      ['standard-0', true],
      ['private-0', 'no-statement?'],
    ] as const) {
      const stage = fixtureWithAddons(
        [database('copy', own), database('main', 'advanced-shield')],
        [classicInfo('copy', {}, {forked_from: 'main', leader: null}), advancedInfo('main', {})],
      )
      assert.equal(valueOrGap(stage.field('addon', 'copy', 'isBelowSource')), expected)
    }
  })
})

describe('copies: standsAlone', () => {
  it('is true on a plan without a standby unless the info names a leader', () => {
    for (const tier of ['essential-0', 'standard-0']) {
      assert.equal(
        valueOrGap(
          fixtureWithAddons([database('db', tier)], [refusedFact('postgres', 'x-db')]).field(
            'addon',
            'db',
            'standsAlone',
          ),
        ),
        true,
      )
      assert.equal(
        valueOrGap(
          fixtureWithAddons([database('db', tier)], [classicInfo('db', {}, {leader: {name: 'main'}})]).field(
            'addon',
            'db',
            'standsAlone',
          ),
        ),
        false,
      )
    }

    assert.equal(
      valueOrGap(
        fixtureWithAddons([{...database('db', 'standard-0'), plan: null}], []).field('addon', 'db', 'standsAlone'),
      ),
      'no-statement?',
    )
  })
})

describe('copies: standsAlone of what is not created yet', () => {
  it('is unknown on every plan', () => {
    const gap = {...refusedFact('postgres', 'x-db'), gap: {reason: 'not-created-yet' as const}}
    assert.equal(
      valueOrGap(fixtureWithAddons([database('db', 'standard-0')], [gap]).field('addon', 'db', 'standsAlone')),
      'not-created-yet?',
    )
  })
})

describe('copies: backups', () => {
  const backups = (items: ReadonlyArray<{deleted_at?: null | string}>) =>
    valueOrGap(
      fixtureWithAddons(
        [database('db', 'standard-0')],
        [classicInfo('db', {}), factOf('postgresBackupSchedules', 'x-db', items)],
      ).field('addon', 'db', 'backups'),
    )

  it('are scheduled if a schedule remains', () => {
    assert.deepEqual(
      [backups([{}]), backups([{deleted_at: null}]), backups([{deleted_at: '2026-01-01T00:00:00Z'}, {}])],
      ['scheduled', 'scheduled', 'scheduled'],
    )
    assert.deepEqual([backups([]), backups([{deleted_at: '2026-01-01T00:00:00Z'}])], ['none', 'none'])
  })

  it("are undecided when the schedules can't be read", () => {
    const hidden = fixtureWithAddons(
      [database('db', 'standard-0')],
      [classicInfo('db', {}), refusedFact('postgresBackupSchedules', 'x-db')],
    )
    assert.deepEqual(valueOrGap(hidden.field('addon', 'db', 'backups')), ['forbidden?', 'scheduled', 'none'])
  })
})
