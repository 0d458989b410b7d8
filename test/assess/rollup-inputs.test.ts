import assert from 'node:assert/strict'

import type {Control} from '../../src/model/framework.js'
import type {Place} from '../../src/model/policy.js'

import {rollupInputs} from '../../src/assess/rollup-inputs.js'
import {controlScope} from '../../src/assess/applicability.js'
import {check, control, dataScope, framework, contextOf, pay, shop, subject} from './support.js'

type Given = Omit<Parameters<typeof contextOf>[0], 'frameworks'>

const declaration = {apps: ['pay'], by: 'ann', on: '2026-11-01'}
const ofCards = {
  dataScopes: [['cardholder', dataScope(['pay'], ['shop'])]],
  policy: {data: {cardholder: declaration}},
} as const

function of(own: Control, given: Given = {}) {
  const context = contextOf({...given, frameworks: [framework([own])]})
  return rollupInputs(context, own, controlScope(context.applicability, context.survey.places, own.dataClass))
}

describe('whether there is anything that a control speaks of', () => {
  const isEmpty = (spoken: readonly Place[], dataClass?: 'cardholder') =>
    of(control('A', dataClass ? {dataClass} : {}), {...ofCards, places: spoken}).isScopeEmpty
  const hidden: Place = {name: 'acme/*'}
  const vault: Place = {name: 'space vault', space: 'vault', team: 'acme'}
  const acme: Place = {name: 'team acme', team: 'acme'}

  it('hangs on apps, on those that may be there, and on spaces; people alone run nothing', () => {
    assert.deepEqual(
      [[], [pay], [hidden], [vault], [{name: 'space vault', space: 'vault'}], [acme], [acme, pay], [pay, acme]].map(
        places => isEmpty(places),
      ),
      [true, false, false, false, false, true, false, false],
    )
  })

  it('hangs on the apps that hold its class of data, and on no space', () => {
    assert.deepEqual(
      [[pay], [shop], [hidden], [vault], [acme], [{...pay, space: 'vault'}]].map(places =>
        isEmpty(places, 'cardholder'),
      ),
      [false, true, false, true, true, false],
    )
  })
})

describe('the documents of an inherited control', () => {
  const inherited = control('A', {documents: ['heroku-soc2'], kind: 'inherited'})
  const used = [
    {app: 'pay', regions: ['eu'], services: ['heroku-postgresql']},
    {app: 'shop', regions: ['us'], services: ['heroku-redis']},
  ]
  const document = {id: 'heroku-soc2', issued: '2026-10-01', issuer: 'Heroku', services: ['Postgres', 'Redis']}
  const missing = (own: Control, documents?: readonly object[], given: Given = {}) =>
    of(own, {usage: used, ...given, policy: {...given.policy, ...(documents ? {documents: documents as never} : {})}})
      .missingDocuments

  it('are missing where they are not on file, or do not name what is in use', () => {
    assert.deepEqual(missing(inherited), ['heroku-soc2'])
    assert.deepEqual(missing(inherited, [{...document, id: 'other'}]), ['heroku-soc2'])
    assert.deepEqual(missing(inherited, [document]), [])
    assert.deepEqual(missing(inherited, [{...document, services: ['Postgres']}]), [
      'heroku-soc2 does not name heroku-redis',
    ])
    assert.deepEqual(missing(inherited, [{...document, regions: ['eu']}]), ['heroku-soc2 does not name the region us'])
    assert.deepEqual(missing(inherited, [{...document, issued: '2026-11-21'}]), [
      'heroku-soc2 is dated 2026-11-21, which is in the future',
    ])
    assert.deepEqual(missing(control('A'), []), [])
  })

  it('need not name what only apps out of scope use', () => {
    const onFile = [{...document, regions: ['eu'], services: ['Postgres']}]
    assert.deepEqual(missing({...inherited, dataClass: 'cardholder'}, onFile, ofCards), [])
    assert.deepEqual(missing(inherited, onFile, ofCards), ['heroku-soc2 does not name heroku-redis'])
  })

  it('do not count where it could not be read what is in use', () => {
    const [first, second] = used
    assert.ok(first && second)
    const unread = {usage: [first, {...second, gap: {reason: 'forbidden'}}]} as const
    assert.deepEqual(missing(inherited, [document], unread), ["the services in use and their regions couldn't be read"])
    assert.deepEqual(missing(inherited, [], unread), ['heroku-soc2'])
    assert.deepEqual(missing({...inherited, dataClass: 'cardholder'}, [document], {...ofCards, ...unread}), [])
    assert.deepEqual(
      missing(control('A', {documents: ['heroku-soc2']}), [{...document, services: ['Postgres']}], unread),
      [],
      'of no other kind of control',
    )
  })

  it('are missing for the services of other vendors that nobody decided about', () => {
    const vendors = 'addons-come-from-heroku-or-an-allowed-vendor'
    const bounded = {...inherited, boundary: ['other', vendors]}
    const attachment = (app: string, service: string, ...isHerokuOrListed: readonly boolean[]) =>
      subject(
        'attachment',
        `${app}/${service}`,
        {app},
        {service, ...isHerokuOrListed.map(is => ({isHerokuOrListed: is}))[0]},
      )
    const subjects = [
      attachment('shop', 'sentry', false),
      attachment('pay', 'papertrail', false),
      attachment('pay', 'sentry', false),
      attachment('pay', 'heroku-redis', true),
      // What could not be seen is left to the check itself, which is unknown.
      attachment('pay', 'librato'),
    ]
    const lacking = (services: string) => [`one for ${services}, which allow.addonServices doesn't list`]
    assert.deepEqual(missing(bounded, [document], {subjects}), lacking('papertrail, sentry'))
    assert.deepEqual(missing(bounded, [], {subjects}), ['heroku-soc2', ...lacking('papertrail, sentry')])
    assert.deepEqual(missing(bounded, [document], {subjects: subjects.slice(0, 1)}), lacking('sentry'))
    assert.deepEqual(missing(bounded, [document], {subjects: subjects.slice(3)}), [])
    const ofShop = [{...document, services: ['Postgres']}]
    const given = {...ofCards, subjects: subjects.slice(0, 1)}
    assert.deepEqual(missing({...bounded, dataClass: 'cardholder'}, ofShop, given), [], 'for an app out of scope')
    for (const own of [inherited, {...bounded, kind: 'fail-only'} as const, {...inherited, boundary: ['other']}]) {
      assert.deepEqual(missing(own, [document], {subjects}), [], own.kind)
    }
  })

  it('relieve a control where they are on file and in date', () => {
    const isRelieved = (documents?: readonly object[], relievedBy = 'letter') =>
      of(control('A', {relievedBy}), {usage: used, policy: documents ? {documents: documents as never} : {}}).isRelieved
    const letter = {...document, id: 'letter'}
    assert.deepEqual(
      [
        isRelieved([letter]),
        isRelieved([{...letter, expires: '2026-11-19'}]),
        isRelieved([document]),
        isRelieved([]),
        isRelieved(),
      ],
      [true, false, false, false, false],
    )
    assert.equal(
      isRelieved([{...document, regions: [], services: ['Postgres']}], 'heroku-soc2'),
      true,
      'whatever is in use',
    )
    assert.equal(of(control('A'), {policy: {documents: [letter]}}).isRelieved, false)
  })
})

describe('what a wider scope judges', () => {
  const checks = [
    check('of-members', 'member'),
    check('of-apps', 'app'),
    check('of-account', 'account'),
    check('of-teams', 'team'),
  ]
  const left = new Map([
    ['member', new Set(['team'] as const)],
    ['account', new Set(['all'] as const)],
    ['team', new Set(['team', 'all'] as const)],
  ] as const)
  const notRun = (more: Partial<Control>) => of(control('A', more), {checks, excludedKinds: left}).notRunReason

  it('is told with the scopes that judge it, and by name where others of its checks were judged', () => {
    assert.equal(notRun({checks: ['of-members']}), 'assessed only with --team')
    assert.equal(notRun({checks: ['of-members', 'of-account']}), 'assessed only with --all and --team')
    assert.equal(notRun({checks: ['of-teams']}), 'assessed only with --all and --team')
    assert.equal(notRun({checks: ['of-members', 'of-apps']}), 'of-members: assessed only with --team')
    assert.equal(
      notRun({boundary: ['of-account', 'of-members'], checks: ['of-apps']}),
      'of-members, of-account: assessed only with --all and --team',
    )
  })

  it('is nothing where all that decides was judged here', () => {
    assert.deepEqual(
      [notRun({checks: ['of-apps']}), notRun({}), notRun({checks: ['of-apps'], signals: ['of-members']})],
      [undefined, undefined, undefined],
    )
  })
})
