import assert from 'node:assert/strict'
import {chmodSync, existsSync, readdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {World} from '../fixtures/types.js'

import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {collected} from '../../tools/sample.js'
import {refuse} from '../fixtures/build.js'
import {sample} from '../fixtures/sample.js'
import {during, folder, heroku, reportOf, told} from './run.js'
import {calm, middling} from './worlds.js'

const now = ['--now', '2026-11-20T12:05:00Z']

interface Case {
  readonly name: string
  readonly args: readonly string[]
  readonly says?: RegExp
  readonly world?: () => World
}

function expect(code: number, cases: readonly Case[]): void {
  for (const {args, name, says, world = sample} of cases)
    it(`is ${code} ${name}`, () =>
      during(world(), async run => {
        const ran = await run([...args, '--json', ...now])
        assert.equal(ran.code, code, ran.stderr)
        const {exit} = reportOf(ran)
        assert.equal(exit.code, code)
        if (says) assert.match(exit.reason, says)
        if (code !== 0) assert.ok(told(ran).includes(`Exit code ${code}: ${exit.reason}.`), ran.stderr)
        else assert.doesNotMatch(ran.stderr, /Exit code/)
        const terminal = await run([...args, ...now])
        assert.equal(terminal.code, code, 'whatever the format')
      }))
}

const both = ['--framework', 'pci', '--framework', 'cjis']
const unread = () => calm([refuse(/^\/apps\/calm\/formation$/)])

describe('the exit code', () => {
  expect(0, [
    {
      args: ['compliance:check', '--app', 'calm', '--fail-on', 'low'],
      name: 'where everything was seen and holds',
      says: /^no failure of severity low or worse$/,
      world: calm,
    },
    {
      args: ['compliance:check', '--app', 'so-so', '--fail-on', 'high'],
      name: 'where what fails is below the severity that counts',
      world: middling,
    },
    {
      args: ['compliance:check', '--sample', '--fail-on', 'never'],
      name: 'where no failure counts',
      says: /could not be determined/,
    },
    {
      args: ['compliance:check', '--app', 'calm', ...both, '--allow-unknown'],
      name: 'where what was not seen is allowed, and says how much that is',
      says: /1 observation could not be determined/,
      world: unread,
    },
  ])
  expect(1, [
    {
      args: ['compliance:check', '--app', 'citation-pay'],
      name: 'where something fails',
      says: /^\d+ failures? of severity high or worse$/,
    },
    {
      args: ['compliance:check', '--app', 'so-so', '--fail-on', 'low'],
      name: 'where something of low severity fails and that counts',
      says: /of severity low or worse$/,
      world: middling,
    },
    {
      args: ['compliance:pci', '--sample', '--fail-on', 'critical'],
      name: 'for one framework too',
      says: /of severity critical$/,
    },
    {
      args: ['compliance:check', '--team', 'quillgate', '--allow-unknown'],
      name: 'where something fails and something else was not seen',
    },
  ])
  expect(3, [
    {
      args: ['compliance:check', '--app', 'calm', ...both],
      name: 'where nothing fails but something could not be read',
      says: /^1 observation of severity high or worse could not be determined$/,
      world: unread,
    },
    {
      args: ['compliance:check', '--app', 'calm'],
      name: 'where nothing of the app could be read but that it exists',
      says: /^nothing could be judged$/,
      world: () => calm([{fault: {status: 500}, path: /^\/(?:apps|teams|spaces|addons)\/.*/}]),
    },
    {args: ['compliance:pci', '--app', 'calm'], name: 'for one framework too', world: unread},
  ])

  it('is 3 where nothing at all was judged, even with --allow-unknown and --fail-on never', async () => {
    const file = path.join(await folder('facts'), 'facts.json')
    const whole = await collected(calm(), {kind: 'app', name: 'calm'})
    writeFileSync(
      file,
      snapshotText({
        ...whole,
        facts: whole.facts.map(({at, kind, path: asked}) => ({
          at,
          gap: {reason: 'server-error'},
          kind,
          path: asked,
          status: 500,
        })),
      }),
    )
    const {code, stderr, stdout} = await heroku([
      'compliance:check',
      '--snapshot',
      file,
      '--allow-unknown',
      '--fail-on',
      'never',
    ])
    assert.equal(code, 3)
    assert.match(stderr, /Exit code 3: nothing could be judged\./)
    assert.doesNotMatch(stdout, /\bholds\b/)
  })
})

interface Refusal {
  readonly name: string
  readonly args: readonly string[]
  readonly says: RegExp
  readonly world?: () => World
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly token?: string
}

const check = 'compliance:check'
const refusals: readonly Refusal[] = [
  {
    args: [check, '--app', 'calm'],
    env: {HEROKU_API_KEY: undefined},
    name: 'nobody is logged in',
    says: /^Error: You are not logged in\. Try this: Run heroku login, or set HEROKU_API_KEY\.$/,
  },
  {
    args: [check, '--app', 'calm'],
    name: 'the token is refused',
    says: /^Error: Heroku does not accept your login\. Try this: Run heroku login, or check the token in HEROKU_API_KEY\.$/,
    token: 'another',
  },
  {
    args: [check, '--all'],
    name: 'the token is refused for the whole account',
    says: /^Error: Heroku does not accept your login\./,
    token: 'another',
  },
  {
    args: ['compliance:collect', '--all'],
    name: 'the token is refused and nothing is judged',
    says: /^Error: Heroku does not accept your login\./,
    token: 'another',
  },
  {
    args: [check, '--app', 'calmm'],
    name: 'there is no such app',
    says: /^Error: There is no app calmm, or your account may not see it\. Try this: It needs view permission on the app\.$/,
  },
  {
    args: [check, '--team', 'nobody'],
    name: 'there is no such team',
    says: /^Error: There is no team nobody, or your account may not see it\./,
  },
  {
    args: [check, '--space', 'nowhere'],
    name: 'there is no such space',
    says: /^Error: There is no space nowhere, or your account may not see it\./,
  },
  {
    args: [check, '--pipeline', 'nothing'],
    name: 'there is no such pipeline',
    says: /^Error: There is no pipeline nothing, or your account may not see it\./,
  },
  {
    args: [check, '--app', 'calm'],
    name: 'the app may not be read',
    says: /^Error: Your account may not read the app calm\. Try this: It needs view permission on the app\.$/,
    world: () => calm([refuse('/apps/calm')]),
  },
  {
    args: [check],
    name: 'no scope is meant',
    says: /^Error: What is to be judged\?.*--app, --space, --team, --pipeline or --all/,
  },
  {args: ['compliance:collect'], name: 'no scope is meant to be collected', says: /^Error: What is to be judged\?/},
  {
    args: [check, '--app', 'calm', '--team', 'acme'],
    name: 'two scopes are typed',
    says: /^Error: Choose one scope: --app calm and --team acme were typed\.$/,
  },
  {
    args: [check, '--all', '--space', 'vault'],
    name: 'all and one are typed',
    says: /^Error: Choose one scope: --all and --space vault were typed\.$/,
  },
  {
    args: [check, '--sample', '--app', 'calm'],
    name: 'the sample and a scope are typed',
    says: /^Error: Choose one: --sample and --app calm were typed\.$/,
  },
  {
    args: [check, '--app', 'calm', '--framework', 'cjjs'],
    name: 'the framework is not known',
    says: /^Error: There is no framework "cjjs"\. Try this: Did you mean cjis\?/,
  },
  {args: [check, '--app', ''], name: 'the name of the app is empty', says: /^Error: --app needs a name\.$/},
  {
    args: [check, '--remote', 'heroku'],
    name: 'there is no such remote',
    says: /^Error: There is no git remote heroku of a Heroku app in this folder\.$/,
  },
  {args: [check, '--sample', '--bogus'], name: 'a flag is not known', says: /^Error: Nonexistent flag: --bogus/},
  {args: [check, '--sample', 'more'], name: 'there is a word too many', says: /^Error: Unexpected argument: more/},
  {
    args: [check, '--sample', '--fail-on', 'bad'],
    name: 'the severity is not known',
    says: /^Error: Expected --fail-on=bad to be one of: critical, high, medium, low, never/,
  },
  {args: [check, '--sample', '--now', 'soon'], name: 'the instant is none', says: /^Error: --now soon is no instant\./},
  {
    args: [check, '--app', 'calm', '--now', '2026-11-20T11:59:59Z'],
    name: 'a live run is to be judged as of an earlier instant',
    says: /^Error: --now 2026-11-20T11:59:59Z is before anything is read\. Try this: Judge a snapshot of then/,
  },
  {
    args: ['compliance:evidence', '--app', 'calm', '--now', '2026-11-19', '--output', 'early.zip'],
    name: 'evidence of a live run is to be of an earlier day',
    says: /Error: --now 2026-11-19 is before anything is read\./,
  },
  {
    args: [check, '--sample', '--format', 'jsn'],
    name: 'the format is not known',
    says: /^Error: There is no format "jsn"\. Try this: Did you mean json\?/,
  },
  {
    args: [check, '--sample', '--show', 'fial'],
    name: 'a verdict is not known',
    says: /^Error: --show knows no "fial"\. Try this: Did you mean fail\?/,
  },
  {
    args: [check, '--sample', '--json', '--show', 'fail'],
    name: 'a flag would have no effect',
    says: /^Error: --show has an effect on terminal and sarif only\.$/,
  },
  {
    args: [check, '--sample', '--output', 'report.doc'],
    name: 'the ending of a file tells no format',
    says: /^Error: The ending of report\.doc tells no format\./,
  },
  {
    args: [check, '--sample', '--output', 'nowhere/report.json'],
    name: 'the file cannot be written',
    says: /^Error: nowhere\/report\.json cannot be written: /,
  },
  {
    args: [check, '--snapshot', 'nowhere.json'],
    name: 'the snapshot is not there',
    says: /^Error: nowhere\.json cannot be read: /,
  },
]

describe('a job that cannot be done', () => {
  for (const {args, env, name, says, token, world = calm} of refusals) {
    it(`ends with 2, one message and an empty stdout: ${name}`, () =>
      during(
        world(),
        async run => {
          const ran = await run(args, env ? {env} : {})
          assert.equal(ran.code, 2, ran.stderr)
          assert.equal(ran.stdout, '')
          assert.match(told(ran), says)
          assert.equal(ran.stderr.match(/Error:/g)?.length, 1)
          assert.doesNotMatch(ran.stderr, /\bat .*\.js:\d/)
        },
        token === undefined ? {} : {token},
      ))
  }

  it('asks for no login where there is none: stdin is not read', () =>
    during(calm(), async run => {
      const {stderr} = await run([check, '--app', 'calm'], {env: {HEROKU_API_KEY: undefined}})
      assert.doesNotMatch(stderr, /press any key|open.*browser|password/i)
    }))

  it('sends nothing where nobody is logged in', () =>
    during(calm(), async (run, served) => {
      await run([check, '--app', 'calm'], {env: {HEROKU_API_KEY: undefined}})
      assert.equal(served.requests.length, 0)
    }))

  const broken: ReadonlyArray<readonly [string, (text: string) => string, RegExp]> = [
    ['no JSON', text => text.slice(0, 100), /is no JSON: /],
    [
      'of another version',
      text => text.replace('"snapshotVersion": 1', '"snapshotVersion": 2'),
      /\/snapshotVersion is 2; this version of the tool reads 1/,
    ],
    [
      'with a kind that is none',
      text => text.replace('"kind": "formation"', '"kind": "formaton"'),
      /\/facts\/\d+\/kind "formaton" is no kind of fact; did you mean "formation"\?/,
    ],
    [
      'with a field of another type',
      text => text.replace(/"quantity": \d+/, '"quantity": "two"'),
      /\/facts\/\d+\/body\/\d+\/quantity must be integer,null/,
    ],
    [
      'with a fact twice',
      text => text.replace('/apps/calm/formation', '/apps/calm/domains'),
      /\/facts\/\d+\/path \/apps\/calm\/domains is there twice/,
    ],
    ['without facts', text => JSON.stringify({...(JSON.parse(text) as object), facts: undefined}), /lacks "facts"/],
  ]

  for (const [name, spoil, says] of broken)
    it(`ends with 2 for a snapshot ${name}, and says where`, async () => {
      const file = path.join(await folder('facts'), 'facts.json')
      writeFileSync(file, spoil(snapshotText(await collected(calm(), {kind: 'app', name: 'calm'}))))
      const ran = await heroku([check, '--snapshot', file])
      assert.deepEqual([ran.code, ran.stdout], [2, ''])
      assert.match(told(ran), says)
    })

  it('leaves no part of a file behind', async () => {
    const at = await folder('closed')
    const file = path.join(at, 'report.json')
    await heroku([check, '--sample', '--output', `${file}/deeper.json`])
    assert.deepEqual(readdirSync(at), [])
    if (process.getuid?.() !== 0) {
      chmodSync(at, 0o500)
      const {code, stdout} = await heroku([check, '--sample', '--output', file])
      assert.deepEqual([code, stdout, existsSync(file)], [2, '', false])
    }
  })
})
