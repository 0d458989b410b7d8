import assert from 'node:assert/strict'

import type {Draft} from '../../../src/changes/remediation/draft-steps.js'
import type {FixRequest} from '../../../src/changes/remediation/fix-requests.js'

import {commandWords, wordText} from '../../../src/changes/remediation/command-words.js'
import {draftSteps} from '../../../src/changes/remediation/draft-steps.js'
import {shellQuote} from '../../../src/foundation/shell.js'
import {emptyPolicy} from '../../../src/model/policy.js'
import {finding} from '../../helpers/remediation-plans.js'

const requestOf = (check: string, commands: readonly string[], more: Partial<FixRequest> = {}): FixRequest => ({
  commands,
  findings: [finding('pay', {check})],
  text: `Do what ${check} needs.`,
  ...more,
})
const draft = (...requests: FixRequest[]) => draftSteps(requests, emptyPolicy)
const shown = ({names, steps}: Draft) =>
  steps.map(({commands, findings}) => ({
    checks: findings.map(({check}) => check),
    lines: commands.map(({words}) => words.map(word => wordText(word, name => `$${name}`)).join(' ')),
    values: commands.map(({words}) => words.map(word => wordText(word, names.exampleOf)).join(' ')),
  }))

describe('the words of a command', () => {
  it('are those that a shell reads, whatever was quoted', () => {
    for (const name of ["it's", 'a b', '$HOME', '`id`', 'x;y', 'new\nline', '"', String.raw`back\slash`, '*'])
      assert.deepEqual(
        commandWords(`heroku drains:remove ${shellQuote(name)} -a pay`).map(word => wordText(word, String)),
        ['heroku', 'drains:remove', name, '-a', 'pay'],
      )
    assert.deepEqual(
      commandWords(String.raw`heroku x "a b" c\ d`).map(word => wordText(word, String)),
      ['heroku', 'x', 'a b', 'c d'],
    )
  })
})

describe('drafted steps', () => {
  it('have each command once, whatever it is for', () => {
    const remove = 'heroku drains:remove d1 -a pay'
    const add = 'heroku drains:add syslog+tls://logs.example.com:PORT -a pay'
    const steps = shown(draft(requestOf('a', [remove]), requestOf('b', [add, remove]), requestOf('c', [remove])))
    assert.deepEqual(steps, [
      {
        checks: ['b', 'a', 'c'],
        lines: ['drains:add syslog+tls://logs.example.com:$DRAIN_PORT -a pay', 'drains:remove d1 -a pay'],
        values: ['drains:add syslog+tls://logs.example.com:6514 -a pay', 'drains:remove d1 -a pay'],
      },
    ])
  })

  it('leave out of the shorter what the longer does', () => {
    const [longer, shorter] = shown(
      draft(
        requestOf('a', ['heroku spaces:trusted-ips:remove 0.0.0.0/0 --space s', 'heroku apps:lock -a pay']),
        requestOf('b', [
          'heroku spaces:trusted-ips:add RANGE --space s',
          'heroku spaces:trusted-ips:remove 0.0.0.0/0 --space s',
          'heroku spaces:trusted-ips:remove ::/0 --space s',
        ]),
      ),
    )
    assert.equal(longer?.lines.length, 3)
    assert.deepEqual(shorter?.lines, ['apps:lock -a pay'])
  })

  it('keep commands that only surround others', () => {
    const around = (command: string) => ['heroku maintenance:on -a pay', command, 'heroku maintenance:off -a pay']
    const steps = shown(
      draft(
        requestOf('a', around('heroku pg:upgrade:run one -a pay')),
        requestOf('b', around('heroku pg:upgrade:run two -a pay')),
      ),
    )
    assert.deepEqual(
      steps.map(({lines}) => lines.length),
      [3, 3],
    )
  })

  it('show first what only shows something', () => {
    const {steps} = draft(requestOf('a', ['heroku drains -a pay', 'heroku drains:remove d1 -a pay']))
    assert.deepEqual(
      steps.map(({lookFirst}) => lookFirst),
      [['heroku drains -a pay']],
    )
  })

  it('have one variable for what is the same everywhere, and one each for what is not', () => {
    const {names} = draft(
      requestOf('a', ['heroku drains:add https://LOG-HOST/PATH -a pay']),
      requestOf('a', ['heroku drains:add https://LOG-HOST/PATH -a web']),
      requestOf('b', ['heroku webhooks:update w1 --url https://x.example/PATH --include a --level notify -a pay']),
      requestOf('b', ['heroku webhooks:update w2 --url https://x.example/PATH --include a --level notify -a pay']),
    )
    assert.deepEqual(
      names.inputs().map(({name}) => name),
      ['DRAIN_URL', 'WEBHOOK_PATH', 'WEBHOOK_PATH_2'],
    )
  })

  it('fill in what the policy allows', () => {
    const {names} = draftSteps([requestOf('a', ['heroku drains:add https://LOG-HOST/PATH -a pay'])], {
      allow: {logHosts: ['*.logs.example.com']},
    })
    assert.equal(names.exampleOf('DRAIN_URL'), 'https://logs.logs.example.com/')
  })

  it('are none for what a person does, once for the same text', () => {
    const {byHand, steps} = draft(
      requestOf('a', ['heroku apps:create NEW-NAME --space SPACE'], {byHand: 'new-app', text: 'Create one.'}),
      requestOf('a', ['heroku apps:create OTHER --space SPACE'], {byHand: 'new-app', text: 'Create one.'}),
      requestOf('b', ['heroku buildpacks -a pay']),
      requestOf('c', [], {byHand: 'dashboard'}),
    )
    assert.deepEqual(steps, [])
    assert.deepEqual(
      byHand.map(({findings, kind}) => [kind, findings.length]),
      [
        ['new-app', 2],
        ['decision', 1],
        ['dashboard', 1],
      ],
    )
  })

  it('are none for a command that a script can not have, with the reason', () => {
    const {byHand} = draft(
      requestOf('a', ['heroku pg:reset db -a pay']),
      requestOf('b', ['heroku members:add EMAIL --role member --team acme']),
      requestOf('c', ['heroku drains:remove EMAIL -a pay']),
      requestOf('d', ["heroku drains:remove 'EMAIL' -a 'a\u001Bb'"]),
      requestOf('e', ['git push heroku main']),
    )
    assert.deepEqual(
      byHand.map(({kind, reason}) => [kind, reason]),
      [
        ['unproved', "heroku pg:reset isn't run by a script"],
        ['unproved', "heroku members:add isn't run by a script"],
        ['unproved', 'somebody has to choose what it says in capitals'],
        ['unproved', 'a name in it has characters that a script should not have'],
        ['unproved', "git push isn't run by a script"],
      ],
    )
  })
})
