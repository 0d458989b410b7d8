import assert from 'node:assert/strict'

import type {FactTypes} from '../../../src/model/facts.js'

import {advancedInfo, classicInfo, database, fixtureWithAddons, paidAddon} from './support.js'
import {refusedFact, valueOrGap, factOf} from '../support.js'

const regions = factOf(
  'regions',
  [],
  [
    {country: 'United States', name: 'us', provider: {name: 'aws', region: 'us-east-1'}},
    {country: 'Germany', name: 'frankfurt', provider: {name: 'aws', region: 'eu-central-1'}},
    {name: 'nowhere'},
  ],
)

type Lines = Parameters<typeof classicInfo>[1]

const ofClassic = (lines: Lines, field: string, tier = 'premium-0', now?: string) =>
  valueOrGap(
    fixtureWithAddons([database('db', tier)], [classicInfo('db', lines), regions], now).field('addon', 'db', field),
  )

/** The detail of a database's gap. */
function detail(field: string, lines: Lines, more: object = {}): string {
  const known = fixtureWithAddons(
    [{...database('db', 'premium-0'), ...more}],
    [classicInfo('db', lines), regions],
  ).field('addon', 'db', field)
  return 'gap' in known ? (known.gap.detail ?? '') : ''
}

const ofAdvanced = (body: FactTypes['postgresAdvanced'], field: string, now?: string) =>
  valueOrGap(
    fixtureWithAddons([database('db', 'advanced-private')], [advancedInfo('db', body), regions], now).field(
      'addon',
      'db',
      field,
    ),
  )

interface Table {
  readonly field: string
  readonly line: string
  /** The value of the field for each wording. */
  readonly words: ReadonlyArray<readonly [words: number | string, seen: unknown]>
  /** The value of the field without the line. */
  readonly absent?: unknown
}

const key = 'arn:aws:kms:us-east-1:123456789012:key/6f1c2d9e'
const tables: readonly Table[] = [
  {
    field: 'isEncryptedAtRest',
    line: 'Data Encryption',
    words: [
      ['In Use', true],
      ['in use', 'unknown-value?'],
      ['In Use ', 'unknown-value?'],
      ['Not In Use', 'unknown-value?'],
      ['Unsupported', 'unknown-value?'],
      [1, 'unknown-value?'],
    ],
  },
  {
    field: 'canBeRolledBack',
    line: 'Rollback',
    words: [
      ['earliest from 2026-11-13 12:00 UTC', true],
      ['Unsupported', false],
      ['unsupported', 'unknown-value?'],
      ['Temporarily Unavailable', 'unknown-value?'],
      ['from 2014-01-15 23:45 UTC', 'unknown-value?'],
      ['Earliest from 2026-11-13 12:00 UTC', 'unknown-value?'],
      ['not earliest from 2026-11-13', 'unknown-value?'],
      ['', 'unknown-value?'],
    ],
  },
  {
    field: 'isHighlyAvailable',
    line: 'HA Status',
    words: [
      ['Available', true],
      ['Temporarily Unavailable', false],
      ['Unavailable', 'unknown-value?'],
      ['available', 'unknown-value?'],
      ['Available (degraded)', 'unknown-value?'],
    ],
  },
  {
    absent: false,
    field: 'hasCustomerKey',
    line: 'Customer Encryption Key',
    words: [
      [key, true],
      ['arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/mine', true],
      ['None', 'unknown-value?'],
      ['', 'unknown-value?'],
      ['Revoked', 'unknown-value?'],
      [`once ${key}`, 'unknown-value?'],
      [`${key} (revoked)`, 'unknown-value?'],
      ['arn:aws:s3:::bucket/key/x', 'unknown-value?'],
    ],
  },
  {
    field: 'region',
    line: 'Region',
    words: [
      ['us', 'us'],
      ['virginia', 'virginia'],
    ],
  },
  {
    field: 'regionCountry',
    line: 'Region',
    words: [
      ['us', 'United States'],
      ['frankfurt', 'Germany'],
      ['US', 'unknown-value?'],
      ['us-east-1', 'unknown-value?'],
      ['United States', 'unknown-value?'],
      ['nowhere', 'no-statement?'],
    ],
  },
  {
    field: 'provider',
    line: 'Region',
    words: [
      ['us', 'us-east-1'],
      ['frankfurt', 'eu-central-1'],
      ['atlantis', 'unknown-value?'],
      ['nowhere', 'no-statement?'],
    ],
  },
  {
    field: 'version',
    line: 'PG Version',
    words: [
      ['17.5', '17.5'],
      [17, '17'],
    ],
  },
]

for (const {absent = 'no-statement?', field, line, words} of tables)
  describe(`database-info: ${field} of a classic database`, () => {
    for (const [text, expected] of words)
      it(`is ${JSON.stringify(expected)} for "${text}"`, () => {
        assert.deepEqual(ofClassic({[line]: text}, field), expected)
        if (expected === 'unknown-value?' && line !== 'Region')
          assert.ok(detail(field, {[line]: text}).endsWith(`the line "${line}"`))
      })

    it('is a gap when the line has several values, or none', () => {
      const good = words[0]?.[0] ?? ''
      assert.equal(ofClassic({[line]: [good, good]}, field), 'unknown-value?')
      assert.equal(ofClassic({[line]: []}, field), 'unknown-value?')
    })

    it('depends on that line only', () => {
      const others = Object.fromEntries(
        tables.filter(entry => entry.line !== line).map(entry => [entry.line, entry.words[0]?.[0] ?? '']),
      )
      assert.deepEqual(
        ofClassic({...others, 'Continuous Protection': 'On', [`${line} `]: words[0]?.[0] ?? ''}, field),
        absent,
      )
    })

    it("is a gap when the info or the add-on can't be read", () => {
      for (const [status, gap] of [
        [403, 'forbidden?'],
        [404, 'not-found?'],
        [500, 'server-error?'],
      ] as const) {
        assert.equal(
          valueOrGap(
            fixtureWithAddons([database('db', 'premium-0')], [refusedFact('postgres', 'x-db', status), regions]).field(
              'addon',
              'db',
              field,
            ),
          ),
          gap,
        )
      }

      assert.equal(
        valueOrGap(fixtureWithAddons([{...database('db', 'premium-0'), plan: null}], []).field('addon', 'db', field)),
        'no-statement?',
      )
      assert.equal(
        valueOrGap(
          fixtureWithAddons([{...database('db', 'premium-0'), addon_service: null}], []).field('addon', 'db', field),
        ),
        'no-statement?',
      )
    })
  })

describe('database-info: the detail of a gap', () => {
  it("says what the API doesn't state", () => {
    assert.match(detail('region', {}), /has no line "Region"/)
    assert.match(detail('region', {}, {addon_service: null}), /which service the add-on belongs to/)
    assert.match(detail('region', {}, {plan: null}), /which plan the add-on has/)
    assert.match(detail('daysUntilEndOfLife', {'PG Version': 'seventeen'}), /"seventeen" isn't a PostgreSQL version/)
  })

  it('says what to do about a plan that states no region', () => {
    const essential = {plan: {name: 'heroku-postgresql:essential-0'}}
    for (const field of ['region', 'regionCountry', 'provider']) {
      assert.equal(ofClassic({}, field, 'essential-0'), 'no-statement?')
      assert.match(
        detail(field, {}, essential),
        /^Essential plans state no region: move .+ a document that says where it is stored$/,
      )
    }

    assert.equal(ofClassic({Region: 'us'}, 'region', 'essential-0'), 'us')
    assert.equal(ofClassic({Region: []}, 'region', 'essential-0'), 'unknown-value?')
  })
})

describe('database-info: hasCustomerKey', () => {
  it('depends on a single line among others', () => {
    assert.equal(
      ofClassic({'Customer Encryption Key': key, 'PG Version': '17.5', Region: 'us'}, 'hasCustomerKey'),
      true,
    )
  })
})

describe('database-info: an Advanced database', () => {
  const features = ['data_encryption', 'highly_available', 'rollback'] as const
  const names = {
    data_encryption: 'isEncryptedAtRest',
    highly_available: 'isHighlyAvailable',
    rollback: 'canBeRolledBack',
  }
  for (const feature of features)
    it(`reports whether ${feature} is enabled`, () => {
      const others = Object.fromEntries(
        features.filter(other => other !== feature).map(other => [other, {enabled: true}]),
      )
      assert.equal(ofAdvanced({features: {[feature]: {enabled: true}}}, names[feature]), true)
      assert.equal(ofAdvanced({features: {...others, [feature]: {enabled: false}}}, names[feature]), false)
      for (const body of [
        {},
        {features: null},
        {features: others},
        {features: {...others, [feature]: null}},
        {features: {...others, [feature]: {enabled: null}}},
      ])
        assert.equal(ofAdvanced(body, names[feature]), 'no-statement?')
    })

  it('reports region and version', () => {
    const body = {region: 'frankfurt', version: '18.1'}
    assert.deepEqual(
      ['region', 'regionCountry', 'provider', 'version'].map(field => ofAdvanced(body, field)),
      ['frankfurt', 'Germany', 'eu-central-1', '18.1'],
    )
    for (const field of ['region', 'regionCountry', 'provider', 'version', 'daysUntilEndOfLife']) {
      assert.equal(ofAdvanced({}, field), 'no-statement?')
      assert.equal(ofAdvanced({region: null, version: null}, field), 'no-statement?')
    }

    assert.equal(ofAdvanced(body, 'daysUntilEndOfLife', '2030-11-13T00:00:00Z'), 1)
  })

  it("doesn't say whose key encrypts it", () => {
    assert.equal(ofAdvanced({features: {data_encryption: {enabled: true}}}, 'hasCustomerKey'), 'unsupported?')
  })

  for (const tier of ['advanced', 'advanced-private', 'advanced-shield', 'performance-beta'])
    it(`is recognized by the plan ${tier}`, () => {
      const {field, reader} = fixtureWithAddons([database('db', tier)], [])
      assert.equal(valueOrGap(field('addon', 'db', 'canBeRolledBack')), 'not-collected?')
      assert.deepEqual(
        reader.wantedFacts().map(({path}) => path),
        ['/data/postgres/v1/x-db/info'],
      )
    })

  for (const tier of ['essential-0', 'standard-0', 'premium-advanced', 'dev', 'titanium-1'])
    it(`is not recognized by the plan ${tier}`, () => {
      const {field, reader} = fixtureWithAddons([database('db', tier)], [])
      assert.equal(valueOrGap(field('addon', 'db', 'canBeRolledBack')), 'not-collected?')
      assert.deepEqual(
        reader.wantedFacts().map(({path}) => path),
        ['/client/v11/databases/x-db'],
      )
    })
})

describe('database-info: isHighlyAvailable', () => {
  for (const tier of [
    'essential-0',
    'standard-0',
    'standard-10',
    'standard-yanari',
    'hobby-dev',
    'hobby-basic',
    'mini',
    'basic',
    'dev',
  ])
    it(`is false on ${tier}, whatever can be read`, () => {
      assert.equal(ofClassic({'HA Status': 'Available'}, 'isHighlyAvailable', tier), false)
      const {field, reader} = fixtureWithAddons([database('db', tier)], [refusedFact('postgres', 'x-db')])
      assert.equal(valueOrGap(field('addon', 'db', 'isHighlyAvailable')), false)
      assert.deepEqual(reader.gaps(), [])
    })

  for (const tier of ['premium-0', 'private-0', 'shield-0', 'crane', 'hobby', 'devil', 'premium-standard-0'])
    it(`is what the info says on ${tier}`, () => {
      assert.equal(ofClassic({'HA Status': 'Available'}, 'isHighlyAvailable', tier), true)
      assert.equal(ofClassic({}, 'isHighlyAvailable', tier), 'no-statement?')
    })

  const plans: ReadonlyArray<readonly [string, unknown]> = [
    ['premium-0', true],
    ['private-7', true],
    ['shield-7', true],
    ['mini', false],
    ['hobby', 'unknown-value?'],
    ['hobby-dev', false],
    ['premium', 'unknown-value?'],
    ['premium-', 'unknown-value?'],
    ['max-1', 'unknown-value?'],
    ['mini-2', 'unknown-value?'],
    ['hobbyist', 'unknown-value?'],
    ['my-premium-0', 'unknown-value?'],
  ]
  for (const [tier, expected] of plans)
    it(`is ${String(expected)} for a Key-Value Store on ${tier}`, () => {
      const {field, reader} = fixtureWithAddons([paidAddon('kv', `heroku-redis:${tier}`)], [])
      assert.equal(valueOrGap(field('addon', 'kv', 'isHighlyAvailable')), expected)
      assert.deepEqual(reader.wantedFacts(), [])
    })

  it('is a gap for a store with an unknown plan, and for other services', () => {
    assert.equal(
      valueOrGap(
        fixtureWithAddons([{...paidAddon('kv', 'heroku-redis:mini'), plan: null}], []).field(
          'addon',
          'kv',
          'isHighlyAvailable',
        ),
      ),
      'no-statement?',
    )
    for (const plan of ['heroku-kafka:basic-0', 'constructor:x', 'papertrail:choklad'])
      assert.equal(
        valueOrGap(fixtureWithAddons([paidAddon('x', plan)], []).field('addon', 'x', 'isHighlyAvailable')),
        'unsupported?',
      )
  })
})

describe('database-info: daysUntilEndOfLife', () => {
  const days = (version: string, now: string) =>
    ofClassic({'PG Version': version}, 'daysUntilEndOfLife', 'premium-0', now)
  const ends: ReadonlyArray<readonly [string, string]> = [
    // Heroku's own dates are earlier than the community's up to 15.
    ['12', '2024-05-30'],
    ['13', '2024-10-29'],
    ['14', '2025-11-28'],
    ['15', '2027-02-28'],
    ['16', '2028-11-09'],
    ['17', '2029-11-08'],
    ['18', '2030-11-14'],
  ]
  for (const [major, end] of ends)
    it(`is 0 for ${major} through ${end}, in UTC`, () => {
      for (const time of ['00:00:00Z', '12:00:00Z', '23:59:59.999Z'])
        assert.equal(days(`${major}.5`, `${end}T${time}`), 0)
      const midnight = Date.parse(`${end}T00:00:00Z`)
      assert.equal(days(`${major}.5`, new Date(midnight - 1).toISOString()), 1)
      assert.equal(days(`${major}.5`, new Date(midnight + 86_400_000).toISOString()), -1)
      assert.equal(days(major, `${end}T12:00:00Z`), 0)
    })

  for (const version of ['12.22', '11.1', '10', '9.6.24', '9.3', '8.4'])
    it(`is negative for ${version}`, () => {
      assert.equal(days(version, '2026-11-20T12:00:00Z'), -904)
    })

  for (const version of [
    '19',
    '19.1',
    '99.1',
    '117.5',
    '',
    'seventeen',
    'PostgreSQL 17.5',
    '17.5 (deprecated)',
    '17beta1',
    ' 17.5',
    '17.',
    '17.5.',
    '-17',
    '1e1',
    '١٧',
  ])
    it(`is a gap for "${version}"`, () => {
      assert.equal(days(version, '2026-11-20T12:00:00Z'), 'unknown-value?')
    })
})
