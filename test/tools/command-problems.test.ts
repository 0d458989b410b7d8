import assert from 'node:assert/strict'

import {shellWords} from '../../src/parsing/shell-script.js'
import {commandProblems} from '../../tools/command-problems.js'
import {recordedHostCommands, usagesOf} from '../../tools/host-commands.js'

const remote = 'heroku git:remote -a APP'
const commit = 'git commit --allow-empty -m Rebuild'
const push = 'git push heroku main'

describe('a command of a remediation', () => {
  for (const [command, problem] of [
    ['heroku pg:maintenance -a APP', 'is no command of the Heroku CLI'],
    ['heroku drains -z APP', 'has no flag -z'],
    ['heroku drains --everything -a APP', 'has no flag --everything'],
    ['heroku drains', 'needs --app'],
    ['heroku drains -a', '--app needs a value'],
    ['heroku drains -a --json', '--app needs a value'],
    ["heroku drains --app=''", '--app needs a value'],
    ['heroku drains EXTRA -a APP', 'takes at most 0 arguments'],
    ['heroku keys:remove', 'needs 1 argument'],
    ['heroku certs:update CERT -a APP', 'needs 2 arguments'],
    ['heroku members:set --role member -t TEAM', 'needs 1 argument'],
    ['heroku members:set EMAIL --role boss -t TEAM', "--role can't be boss, only admin, collaborator, member, viewer"],
    [
      'heroku access:update EMAIL -p view,sudo -a APP',
      "--permissions can't be view,sudo, only deploy, manage, operate, view",
    ],
    [
      'heroku spaces:create --space SPACE --team TEAM --generation birch',
      "--generation can't be birch, only cedar, fir",
    ],
    ['heroku pg:settings:log-statement DATABASE loud -a APP', "argument 2 can't be loud, only all, ddl, mod, none"],
    ['heroku drains -a APP -- more', 'takes nothing after --'],
    ['heroku compliance:check --everything', 'has no flag --everything'],
    ['heroku data:mtls DATABASE -a APP', 'needs heroku plugins:install mtls first'],
    ['rm -rf build', 'is neither heroku nor git'],
    ["heroku drains -a 'APP", 'has an open quote'],
    ['', 'is neither heroku nor git'],
    [push, 'needs heroku git:remote -a APP first'],
    [commit, 'needs a push after it'],
    ['git commit --amend', 'is no git command that a remediation needs'],
  ] as const)
    it(`is refused: ${command || 'an empty line'}`, () => {
      assert.ok(commandProblems([command]).includes(`${command}: ${problem}`), commandProblems([command]).join('\n'))
    })

  for (const commands of [
    ['heroku plugins:install mtls', 'heroku data:mtls DATABASE -a APP'],
    ['heroku plugins:install @heroku-cli/plugin-mtls', 'heroku data:mtls DATABASE -a APP'],
    ['heroku addons:create heroku-postgresql:private-0 -a APP -- --encryption-key ARN'],
    ['heroku pg:settings:log-min-duration-statement DATABASE -1 -a APP'],
    ['heroku pg:settings:log-connections {name} on -a {app}'],
    ["heroku pg:backups:schedule DATABASE --at '02:00 UTC' -a APP"],
    ['heroku access:update EMAIL -p deploy,view -a APP'],
    ['heroku members:set EMAIL --role ROLE -t TEAM'],
    ['heroku members:set EMAIL --role={role} -t TEAM'],
    ['heroku stack:set STACK -a APP'],
    ['heroku compliance:check --framework hipaa'],
    [remote, commit, push],
  ])
    it(`is accepted: ${commands.join(' && ')}`, () => {
      assert.deepEqual(commandProblems(commands), [])
    })

  it('asks for the commit before the push, and for the remote before both', () => {
    assert.deepEqual(commandProblems([push, remote, commit]), [
      `${push}: needs heroku git:remote -a APP first`,
      `${commit}: needs a push after it`,
    ])
  })
})

describe('the words of a shell command', () => {
  it('are read with their quotes', () => {
    assert.deepEqual(shellWords(String.raw`a 'b c' "d e"f 'it'\''s' g\ h`), ['a', 'b c', 'd ef', "it's", 'g h'])
  })

  it('are none while a quote is open', () => {
    assert.equal(shellWords("a 'b"), undefined)
  })
})

describe('the usages of a manifest', () => {
  const command = {
    aliases: ['put'],
    args: {name: {required: true}, size: {options: ['s', 'm']}},
    flags: {
      app: {char: 'a', required: true, type: 'option'},
      json: {type: 'boolean'},
      prompt: {type: 'boolean'},
      role: {options: ['x', 'y'], type: 'option'},
    },
    hiddenAliases: ['old'],
    strict: false,
  } as const

  it('are one line for each command and alias', () => {
    const usage = '<name> [size](s|m) ... -a|--app=! --json --role=(x|y)'
    assert.deepEqual(usagesOf({commands: {set: command}, version: '1'}), {old: usage, put: usage, set: usage})
  })

  it('have nothing after the arguments where only they are taken', () => {
    assert.deepEqual(
      usagesOf({commands: {set: {...command, flags: {}, strict: true}}, version: '1'}).set,
      '<name> [size](s|m)',
    )
  })

  it('are on file with the version that they are from', () => {
    assert.match(recordedHostCommands().version, /^11\./)
    for (const {source, version} of recordedHostCommands().plugins) assert.ok(source !== '' && version !== '')
  })
})
