import assert from 'node:assert/strict'

import type {CheckRemediation} from '../../src/model/check.js'
import type {Subject, Value} from '../../src/model/subject.js'

import {fillRemediation, remediationFields} from '../../src/assess/fill-remediation.js'
import {shellWords} from '../../src/parsing/shell-script.js'
import {subject} from './support.js'

type Fields = Readonly<Record<string, Value>>

const app = (values: Fields = {}, more: Partial<Subject> = {}) => subject('app', 'pay', more, values)
const remediation = (...commands: readonly string[]): CheckRemediation => ({commands, text: 'Do.'})

/** Conditions are tested for equality only. */
const fill = (template: CheckRemediation, target: Subject, caller?: string) =>
  fillRemediation(
    {
      remediation: template,
      tests: {
        must: [],
        variants: (template.variants ?? []).map(({when}) =>
          Object.entries(when).map(([field, {const: expected}]) => [field, (value: unknown) => value === expected]),
        ),
        when: [],
      },
    },
    target,
    caller,
  )
const commandsFor = (template: string, target: Subject, caller?: string) =>
  fill(remediation(template), target, caller).commands ?? []

describe('a remediation for a subject', () => {
  it('has its names and fields', () => {
    const target = app({stack: 'heroku-22', webDynos: 2}, {space: 'vault', team: 'acme'})
    assert.deepEqual(commandsFor('do {app} {name} {id} {space} {team} {stack} {webDynos}', target), [
      'do pay pay id-pay vault acme heroku-22 2',
    ])
  })

  it('has the name of an attachment without its app', () => {
    const target = subject('attachment', 'pay/CACHE', {app: 'pay'})
    assert.deepEqual(commandsFor('heroku addons:detach {attachment} -a {app}', target), [
      "heroku addons:detach 'CACHE' -a pay",
    ])
  })

  for (const [what, template, target] of [
    ['a name', 'do {space}', app()],
    ['a field', 'do {stack}', app()],
    ['a value', 'do {stack}', app({stack: null})],
    ['any text', 'do {stack}', app({stack: ''})],
    ['an attachment', 'do {attachment}', app()],
    ['one of two lists', 'do {a} {b}', app({a: ['1', '2'], b: ['3']})],
    ['anything but flags', 'do {stack}', app({stack: '--force'})],
    ['a part', 'do {stack.app}', app({stack: 'heroku-22'})],
    ['entries', 'do {a}', app({a: []})],
  ] as const)
    it(`leaves out a command that lacks ${what}`, () => {
      assert.deepEqual(fill(remediation(template, 'next'), target).commands, ['next'])
    })

  it('leaves out a command whose field is unknown', () => {
    const target = {...app(), fields: {stack: () => ({gap: {reason: 'forbidden' as const}})}}
    assert.deepEqual(fill(remediation('do {stack}'), target), {text: 'Do.'})
  })

  it('pushes only to a remote that it names', () => {
    const template = remediation('heroku git:remote -a {up}', 'git commit -m X', 'git push heroku main', 'heroku ps')
    assert.equal(fill(template, app({up: 'web'})).commands?.length, 4)
    assert.deepEqual(fill(template, app()).commands, ['heroku ps'])
  })

  it('repeats a command for each entry of a list, in the order of the commands', () => {
    const target = app({ranges: ['0.0.0.0/0', '::/0']})
    assert.deepEqual(fill(remediation('list {app}', 'remove {ranges} -a {app}', 'end'), target).commands, [
      'list pay',
      'remove 0.0.0.0/0 -a pay',
      'remove ::/0 -a pay',
      'end',
    ])
  })

  it('takes apart the entries of a list', () => {
    const target = app({shared: ['web/CACHE', 'api/DB/X']})
    assert.deepEqual(commandsFor('detach {shared.attachment} -a {shared.app}', target), [
      "detach 'CACHE' -a web",
      "detach 'DB/X' -a api",
    ])
  })

  it('stops at fifty commands of a kind', () => {
    const target = app({ranges: Array.from({length: 60}, (_, index) => `10.0.0.${index}`)})
    assert.equal(commandsFor('remove {ranges}', target).length, 50)
  })

  for (const name of [
    'a; rm -rf ~',
    '$(reboot)',
    '`reboot`',
    "it's",
    'two words',
    'x\nreboot',
    '&& reboot',
    'CAPITALS',
    '\\',
    '*',
  ])
    it(`keeps a hostile name one word: ${JSON.stringify(name)}`, () => {
      const [command = ''] = commandsFor('heroku apps:info -a {app}', subject('app', name))
      assert.deepEqual(shellWords(command), ['heroku', 'apps:info', '-a', name])
      assert.notEqual(command, `heroku apps:info -a ${name}`)
    })

  it('keeps link and effects, and has no others', () => {
    const template = {effects: ['Restarts dynos.'], text: 'Do.', url: 'https://example.com'}
    assert.deepEqual(fill(template, app()), template)
    assert.deepEqual(fill({text: 'Do.'}, app()), {text: 'Do.'})
  })
})

describe('the variants of a remediation', () => {
  const template: CheckRemediation = {
    commands: ['usual'],
    effects: ['Costs more.'],
    text: 'Usual.',
    url: 'https://example.com/usual',
    variants: [
      {text: 'Both.', when: {a: {const: 1}, b: {const: 2}}},
      {
        commands: ['own {app}'],
        effects: ['Restarts.'],
        text: 'Own.',
        url: 'https://example.com/own',
        when: {a: {const: 1}},
      },
      {text: 'Late.', when: {b: {const: 2}}},
    ],
  }
  const usual = {commands: ['usual'], effects: ['Costs more.'], text: 'Usual.', url: 'https://example.com/usual'}

  it('replace all but the link, the first that applies before others', () => {
    assert.deepEqual(fill(template, app({a: 1, b: 2})), {text: 'Both.', url: 'https://example.com/usual'})
    assert.deepEqual(fill(template, app({a: 1, b: 3})), {
      commands: ['own pay'],
      effects: ['Restarts.'],
      text: 'Own.',
      url: 'https://example.com/own',
    })
    assert.deepEqual(fill(template, app({a: 0, b: 2})).text, 'Late.')
  })

  it("don't apply where a condition is false, unknown or about a field that there isn't", () => {
    const unknown = () => ({gap: {reason: 'forbidden' as const}})
    assert.deepEqual(fill(template, app({a: 0, b: 0})), usual)
    assert.deepEqual(fill(template, app()), usual)
    assert.deepEqual(fill(template, {...app(), fields: {a: unknown, b: unknown}}), usual)
  })

  it('apply where every value that a field can have satisfies the condition', () => {
    const fields = {a: () => ({gap: {reason: 'forbidden' as const}, possibleValues: [1, 1]})}
    assert.equal(fill(template, {...app(), fields}).text, 'Own.')
  })
})

describe('the fields of a remediation', () => {
  it('are those of its conditions and those in its commands, once each', () => {
    const template: CheckRemediation = {
      commands: ['heroku pg:backups:delete {keptBackups} -a {app}'],
      text: 'Do.',
      variants: [{commands: ['heroku ps:scale {keptBackups}', 'heroku drains:add {drain}'], text: 'Do.', when: {}}],
    }
    const tests = {must: [], variants: [[['stack', () => true] as const]], when: []}
    assert.deepEqual(remediationFields({remediation: template, tests}), ['app', 'drain', 'keptBackups', 'stack'])
  })
})

describe("the caller's own account", () => {
  const caller = 'Sam@example.com'
  const member = (email: string) => subject('member', `acme/${email}`, {team: 'acme'}, {email})
  const leftOut = 'Do. The command for your own account is left out: ask another admin to run it.'

  for (const command of [
    'heroku members:remove {email} --team {team}',
    'heroku members:set {email} --role member --team {team}',
    'heroku access:remove {email} -a APP',
    'heroku access:update {email} -p view -a APP',
    'heroku enterprise:members:remove {email} -e ACCOUNT',
  ])
    it(`is never given to: ${command}`, () => {
      assert.deepEqual(fill(remediation(command, 'next'), member('sam@EXAMPLE.com'), caller), {
        commands: ['next'],
        text: leftOut,
      })
      assert.equal(fill(remediation(command), member('kim@example.com'), caller).commands?.length, 1)
      assert.equal(fill(remediation(command), member(caller)).commands?.length, 1)
    })

  it('is left out of a list', () => {
    const target = subject('team', 'acme', {team: 'acme'}, {admins: ['kim@example.com', caller]})
    assert.deepEqual(fill(remediation('heroku members:set {admins} --role member -t {team}'), target, caller), {
      commands: ['heroku members:set kim@example.com --role member -t acme'],
      text: leftOut,
    })
  })

  it('is found in quotes, too', () => {
    assert.deepEqual(commandsFor('heroku members:remove {email} -t {team}', member("o'hara@x.org"), "o'hara@x.org"), [])
  })

  it('may be shown by commands that take nothing away', () => {
    assert.deepEqual(commandsFor('heroku members:add {email} --role member -t {team}', member(caller), caller), [
      `heroku members:add ${caller} --role member -t acme`,
    ])
  })
})
