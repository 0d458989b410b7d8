import assert from 'node:assert/strict'

import type {DataClass} from '../../src/model/framework.js'
import type {Policy} from '../../src/model/policy.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {DataClassScope} from '../../src/subjects/scope/data-class-scope.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {isExhaustive} from '../../src/model/snapshot.js'
import {policyInEffect} from '../../src/assess/policy-in-effect.js'
import {unmatchableEntryNotices} from '../../src/assess/unmatchable-entries.js'
import {policyNotices} from '../../src/assess/policy-notices.js'

const now = Date.parse('2026-11-20T12:00:00Z')
const texts = (allow: Policy['allow']) =>
  unmatchableEntryNotices(allow).map(({id, text}) => {
    assert.equal(id, 'permission-without-effect')
    return text
  })

describe('unmatchableEntryNotices', () => {
  const fine: Policy['allow'] = {
    addonServices: [
      {name: 'papertrail', reason: 'r'},
      {name: 'cloud_amqp-2', reason: 'r'},
    ],
    buildpacks: ['https://github.com/acme/*', 'acme/static', '*'],
    emailDomains: ['example.com', 'Example.CO.uk', 'bücher.example', 'localhost'],
    logHosts: [
      'logs.example.com',
      '*.example.com',
      '*',
      'LOGS.example.com',
      '10.0.0.1',
      '[2001:db8::1]',
      'log-*.x',
      'my_host',
    ],
    oauthClients: ['Acme CI'],
    peerings: ['123456789012'],
    publicApps: ['www', 'www-*', '*', 'WWW2'],
    sharedAccounts: ['build@example.com', 'a+b@example.com'],
    vpns: ['52.44.146.197', '0.0.0.0', '255.255.255.255'],
    webhookHosts: ['hooks.example.com'],
  }

  it('accept entries that can match', () => {
    assert.deepEqual(texts(fine), [])
    assert.deepEqual(texts({}), [])
  })

  it("report entries that can't match", () => {
    const of = (list: keyof Omit<Policy['allow'], 'addonServices'>, ...entries: string[]) => texts({[list]: entries})
    const hosts = {
      'logs.example.com:6514': "a host doesn't include a port",
      'logs.example.com:*': "a host doesn't include a port",
      'logs.example.com:': "a host doesn't include a port",
      '[2001:db8::1]:6514': "a host doesn't include a port",
      '10.0.0.1:6514': "a host doesn't include a port",
      'https://logs.example.com': "a host doesn't include a scheme",
      'syslog+tls://logs.example.com:6514': "a host doesn't include a scheme",
      '2001:db8::1': 'an IPv6 address must be in brackets',
      '::1': 'an IPv6 address must be in brackets',
      'logs.example.com.': "a host doesn't end with a full stop",
      'logs.example.com/path': "it isn't a valid host",
      'logs.example.com:6514/path': "it isn't a valid host",
      '2001:db8::1/64': "it isn't a valid host",
      'x[2001:db8::1]': "it isn't a valid host",
      'a b': "it isn't a valid host",
      '.example.com': "it isn't a valid host",
      'me@example.com': "it isn't a valid host",
      '': "it isn't a valid host",
      'a..b': "it isn't a valid host",
      'bücher.example': 'a host with non-ASCII letters must be in its xn-- form',
    }
    for (const list of ['logHosts', 'webhookHosts'] as const)
      for (const [entry, flaw] of Object.entries(hosts))
        assert.deepEqual(of(list, entry), [`"${entry}" under allow.${list} can match nothing: ${flaw}.`])
    const others: ReadonlyArray<readonly [Parameters<typeof of>[0], string, string]> = [
      ['emailDomains', '@example.com', 'a domain is only what follows the @'],
      ['emailDomains', 'ann@example.com', 'a domain is only what follows the @'],
      ['emailDomains', '*.example.com', 'wildcards are not supported in domains'],
      ['emailDomains', 'example.com.', "a domain doesn't end with a full stop"],
      ['emailDomains', 'https://example.com', "it isn't a valid domain"],
      ['emailDomains', ' ', "it isn't a valid domain"],
      ['sharedAccounts', '*@example.com', 'wildcards are not supported in email addresses'],
      ['sharedAccounts', 'build', "it isn't a valid email address"],
      ['sharedAccounts', 'Build <build@example.com>', "it isn't a valid email address"],
      ['sharedAccounts', 'a@b, c@d', "it isn't a valid email address"],
      ['peerings', '1234-5678-9012', 'an AWS account ID has exactly twelve digits'],
      ['peerings', '12345678901', 'an AWS account ID has exactly twelve digits'],
      ['peerings', '1234567890123', 'an AWS account ID has exactly twelve digits'],
      ['vpns', '52.44.146.197/32', 'it must be a single address, not a range'],
      ['vpns', '52.44.146', "it isn't a valid IPv4 address"],
      ['vpns', '52.44.146.256', "it isn't a valid IPv4 address"],
      ['vpns', '052.44.146.1', "it isn't a valid IPv4 address"],
      ['vpns', 'vpn.example.com', "it isn't a valid IPv4 address"],
      ['vpns', '1.2.3.4.5', "it isn't a valid IPv4 address"],
      ['vpns', '1.2.3.1000', "it isn't a valid IPv4 address"],
      ['publicApps', 'www.example.com', "it isn't a valid app name"],
      ['publicApps', 'my app', "it isn't a valid app name"],
      ['buildpacks', 'acme/a b', "it isn't a valid buildpack name"],
      ['buildpacks', '', "it isn't a valid buildpack name"],
      ['oauthClients', ' ', 'it is blank'],
    ]
    for (const [list, entry, flaw] of others)
      assert.deepEqual(of(list, entry), [`"${entry}" under allow.${list} can match nothing: ${flaw}.`])
    for (const name of ['Papertrail', 'paper trail', 'papertrail:choklad', ''])
      assert.deepEqual(texts({addonServices: [{name, reason: 'r'}]}), [
        `"${name}" under allow.addonServices can match nothing: a service is named by its slug, in lower case.`,
      ])
    assert.equal(of('peerings', '123456789012', 'x', 'y').length, 2)
  })
})

describe('policyInEffect', () => {
  const declaration = {apps: ['pay'], by: 'ann', on: '2026-11-20'}

  it('is the whole policy if it is complete', () => {
    const policy: Policy = {
      allow: {addonServices: [{name: 'papertrail', reason: 'r'}, {name: 'x'}]},
      data: {cardholder: declaration, cji: {...declaration, apps: []}, health: {...declaration, apps: ['*']}},
    }
    assert.deepEqual(policyInEffect(policy, now), {notices: [], policy})
    assert.deepEqual(policyInEffect({allow: {}}, now), {notices: [], policy: {allow: {}}})
  })

  it('is no declaration by nobody, of a day to come, or of nothing', () => {
    const given: ReadonlyArray<readonly [object, string]> = [
      [{by: ' '}, '"by" is blank'],
      [{by: '\u3164'}, '"by" is blank'],
      [{on: '2026-11-21'}, 'it is dated 2026-11-21, which is in the future'],
      [{apps: [' ', '\u200B']}, '"apps" names no app'],
    ]
    for (const [more, flaw] of given) {
      const {notices, policy} = policyInEffect(
        {allow: {publicApps: ['x']}, data: {cardholder: {...declaration, ...more}, cji: declaration}},
        now,
      )
      assert.deepEqual(notices, [
        {
          id: 'declaration-without-effect',
          text: `The declaration of cardholder data has no effect: ${flaw}. Every app in scope is assessed.`,
        },
      ])
      assert.deepEqual(policy, {allow: {publicApps: ['x']}, data: {cji: declaration}})
    }

    assert.deepEqual(
      policyInEffect({allow: {}, data: {cardholder: {...declaration, apps: [' ', 'pay']}}}, now).notices,
      [],
    )
  })

  it('is no permission without a reason', () => {
    const {notices, policy} = policyInEffect(
      {
        allow: {
          addonServices: [
            {name: 'papertrail', reason: '-'},
            {name: ' ', reason: 'r'},
            {name: 'sentry', reason: 'r'},
          ],
        },
        data: {cji: declaration},
      },
      now,
    )
    assert.deepEqual(
      notices.map(({id, text}) => [id, text]),
      ['papertrail', ' '].map(name => [
        'permission-without-effect',
        `The allow.addonServices entry ${name} has no effect: its "name" or "reason" is blank.`,
      ]),
    )
    assert.deepEqual(policy, {allow: {addonServices: [{name: 'sentry', reason: 'r'}]}, data: {cji: declaration}})
  })

  it('leaves out what a date could have ended if the clock was off, but no answer that admits a failure', () => {
    const reference = {apps: ['pay'], by: 'ann', control: '1', framework: 'pci', on: '2026-11-01', reason: 'r'}
    const [yes, no] = [{...reference, answer: 'yes'} as const, {...reference, answer: 'no'} as const]
    const declared: Policy = {
      allow: {publicApps: ['x']},
      answers: [yes, no, {...reference, answer: 'not-applicable'}],
      data: {cji: declaration},
      documents: [{id: 'heroku-soc2', issued: '2026-10-01', issuer: 'Heroku', services: ['*']}],
      waivers: [{approvedBy: 'bob', by: 'ann', check: 'c', expires: '2026-12-20', reason: 'r', subjects: ['pay']}],
    }
    assert.deepEqual(policyInEffect(declared, now), {notices: [], policy: declared})
    assert.deepEqual(policyInEffect(declared, now, 301), {
      notices: [],
      policy: {allow: {publicApps: ['x']}, answers: [no], data: {cji: declaration}, documents: [], waivers: []},
    })
    assert.deepEqual(policyInEffect({allow: {}}, now, -301).policy, {
      allow: {},
      answers: [],
      documents: [],
      waivers: [],
    })
  })
})

describe('policyNotices', () => {
  const of = (
    policy: Partial<Policy>,
    {
      frameworks = ['pci'],
      scope = {kind: 'all'},
      services = [],
      classes = [],
    }: {classes?: ReadonlyArray<[DataClass, boolean]>; frameworks?: string[]; scope?: Scope; services?: string[]} = {},
  ) => {
    const facts = [
      {
        at: '',
        body: services.map(name => ({addon_service: {name}})),
        kind: 'accountAddons' as const,
        path: '/addons',
        status: 200,
      },
      {at: '', body: {addon_service: {name: 'sentry'}}, kind: 'addon' as const, path: '/addons/x', status: 200},
      {at: '', body: [{addon_service: null}, {}, null], kind: 'addons' as const, path: '/apps/x/addons', status: 200},
      {at: '', body: [{addon_service: {name: 'papertrali'}}], kind: 'apps' as const, path: '/apps', status: 200},
      {at: '', gap: {reason: 'forbidden' as const}, kind: 'addons' as const, path: '/apps/y/addons', status: 403},
    ]
    const dataScopes = new Map(
      classes.map(([name, isHeldByNone]): [DataClass, DataClassScope] => [
        name,
        {inScope: new Map(), hasHolders: false, isDeclaredAbsent: isHeldByNone, outOfScope: [], unmatchedGlobs: []},
      ]),
    )
    return policyNotices(
      {
        catalog: loadCatalog(frameworks),
        survey: {dataScopes, isExhaustive: isExhaustive([scope])},
        policy: {allow: {}, ...policy},
      },
      facts as never,
    )
  }

  it('say which default frameworks it leaves out', () => {
    const text = (names: string) => [
      {
        id: 'default-frameworks-omitted',
        text: `The policy lists its own frameworks and leaves out the default ${names}.`,
      },
    ]
    assert.deepEqual(of({frameworks: ['pci']}), text('baseline and sparc'))
    assert.deepEqual(of({frameworks: ['pci', 'baseline']}, {frameworks: ['pci', 'baseline']}), text('sparc'))
    assert.deepEqual(of({frameworks: ['baseline', 'sparc']}, {frameworks: ['baseline', 'heroku-sparc-2023-05']}), [])
    assert.deepEqual(of({}), [])
  })

  it('say who declared that no app holds a class', () => {
    const policy = {data: {cardholder: {apps: [], by: 'ann', on: '2026-11-01'}}}
    assert.deepEqual(of(policy, {classes: [['cardholder', true]]}), [
      {
        id: 'no-app-holds-data-class',
        text: 'ann declared on 2026-11-01 that no app holds cardholder data: the controls about it are not applicable.',
      },
    ])
    assert.deepEqual(of(policy, {classes: [['cardholder', false]]}), [])
    assert.deepEqual(of({}, {classes: [['cardholder', true]]}), [])
  })

  it('report profile keys without effect', () => {
    assert.deepEqual(of({profile: {cjis: {version: '6.0'}}}), [])
    assert.deepEqual(of({profile: {pci: {}}}), [])
    const keptText = (keys: string, hint: string) =>
      `The profile's ${keys} kept for the record, and no control depends on ${hint}`
    const cases: ReadonlyArray<readonly [NonNullable<Policy['profile']>, string | undefined]> = [
      [{cjis: {csa: 'Texas', version: '6.0'}}, keptText('cjis.csa is', 'it.')],
      [
        {cjis: {confirmedOn: '2026-01-01'}, pci: {entity: 'merchant'}},
        keptText(
          'pci.entity, cjis.confirmedOn are',
          'them. To assess the requirements of a questionnaire, set pci.saq to A, A-EP or D.',
        ),
      ],
      [
        {pci: {saq: 'C-VT'}},
        keptText(
          'pci.saq is',
          'it. "C-VT" chooses no questionnaire: pci.saq can be A, A-EP, or D together with pci.entity.',
        ),
      ],
      [
        {pci: {saq: 'D'}},
        keptText(
          'pci.saq is',
          'it. "D" chooses no questionnaire: pci.saq can be A, A-EP, or D together with pci.entity.',
        ),
      ],
      [{pci: {entity: 'merchant', saq: 'D'}}, undefined],
      [{pci: {saq: 'SAQ A'}}, undefined],
      [{pci: {entity: 'merchant', saq: 'SAQ A'}}, undefined],
      [{pci: {entity: 'service-provider', saq: 'D-service-provider'}}, undefined],
      [
        {pci: {entity: 'service-provider', saq: 'A'}},
        keptText('pci.entity is', 'it. "A" chooses a questionnaire for merchants.'),
      ],
      [
        {pci: {entity: 'merchant', saq: 'D-service-provider'}},
        keptText('pci.entity is', 'it. "D-service-provider" chooses a questionnaire for service providers.'),
      ],
      [{cjis: {csa: 'Texas'}, pci: {saq: 'a-ep'}}, keptText('cjis.csa is', 'it.')],
    ]
    for (const [profile, text] of cases)
      assert.deepEqual(of({profile}), text === undefined ? [] : [{id: 'profile-without-effect', text}])
  })

  it('say which service of an add-on is misspelt, as far as all add-ons are in scope', () => {
    const policy: Partial<Policy> = {
      allow: {
        addonServices: [
          {name: 'papertrial', reason: 'r'},
          {name: 'sentry', reason: 'r'},
          {name: 'librato', reason: 'r'},
        ],
      },
    }
    const notice = {
      id: 'permission-without-effect',
      text:
        'The allow.addonServices entry papertrial has no effect: no add-on in scope belongs to that service; ' +
        'did you mean papertrail?',
    }
    assert.deepEqual(of(policy, {services: ['papertrail']}), [notice])
    assert.deepEqual(of(policy, {scope: {kind: 'team', name: 'acme'}, services: ['papertrail']}), [notice])
    assert.deepEqual(of(policy), [])
    assert.deepEqual(of(policy, {scope: {kind: 'app', name: 'pay'}, services: ['papertrail']}), [])
  })

  it('say what of a document names no service, and what matches nothing', () => {
    const document = {
      id: 'heroku-soc2',
      issued: '2026-01-01',
      issuer: 'i',
      services: ['All services except Redis', 'Heroku Postgres'],
    }
    assert.deepEqual(
      of({documents: [document]}).map(({id, text}) => [id, text]),
      [
        [
          'document-names-nothing',
          'The document heroku-soc2 lists "All services except Redis", ' +
            "which isn't the name of a Heroku service: it covers none.",
        ],
      ],
    )
    assert.deepEqual(
      of({allow: {peerings: ['x']}}).map(({id}) => id),
      ['permission-without-effect'],
    )
  })
})
