import assert from 'node:assert/strict'
import {chmodSync, existsSync, readdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {World} from '../fixtures/types.js'

import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {collectWorld} from '../../tools/sample.js'
import {refuse} from '../fixtures/build.js'
import {sample} from '../fixtures/sample.js'
import {withServer, temporaryFolder, heroku, reportOf, stderrText} from './run.js'
import {compliantWorld, mediumSeverityWorld} from './worlds.js'

const now = ['--now', '2026-11-20T12:05:00Z']

interface Case {
  readonly name: string
  readonly args: readonly string[]
  readonly expected?: RegExp
  readonly world?: () => World
}

function expectExitCode(code: number, cases: readonly Case[]): void {
  for (const {args, name, expected, world = sample} of cases)
    it(`is ${code} ${name}`, () =>
      withServer(world(), async run => {
        const result = await run([...args, '--json', ...now])
        assert.equal(result.code, code, result.stderr)
        const {exit} = reportOf(result)
        assert.equal(exit.code, code)
        if (expected) assert.match(exit.reason, expected)
        if (code !== 0) assert.ok(stderrText(result).includes(`Exit code ${code}: ${exit.reason}.`), result.stderr)
        else assert.doesNotMatch(result.stderr, /Exit code/)
        const terminalRun = await run([...args, ...now])
        assert.equal(terminalRun.code, code, 'whatever the format')
      }))
}

const both = ['--framework', 'pci', '--framework', 'cjis']
const unreadableFormation = () => compliantWorld([refuse(/^\/apps\/calm\/formation$/)])

describe('the exit code', () => {
  expectExitCode(0, [
    {
      args: ['compliance:check', '--app', 'calm', '--fail-on', 'low'],
      name: 'where everything was seen and holds',
      expected: /^no failure of severity low or worse$/,
      world: compliantWorld,
    },
    {
      args: ['compliance:check', '--app', 'so-so', '--fail-on', 'high'],
      name: 'where what fails is below the severity that counts',
      world: mediumSeverityWorld,
    },
    {
      args: ['compliance:check', '--sample', '--fail-on', 'never'],
      name: 'where no failure counts',
      expected: /could not be determined/,
    },
    {
      args: ['compliance:check', '--app', 'calm', ...both, '--allow-unknown'],
      name: 'where what was not seen is allowed, and says how much that is',
      expected: /1 observation could not be determined/,
      world: unreadableFormation,
    },
  ])
  expectExitCode(1, [
    {
      args: ['compliance:check', '--app', 'citation-pay'],
      name: 'where something fails',
      expected: /^\d+ failures? of severity high or worse$/,
    },
    {
      args: ['compliance:check', '--app', 'so-so', '--fail-on', 'low'],
      name: 'where something of low severity fails and that counts',
      expected: /of severity low or worse$/,
      world: mediumSeverityWorld,
    },
    {
      args: ['compliance:pci', '--sample', '--fail-on', 'critical'],
      name: 'for one framework too',
      expected: /of severity critical$/,
    },
    {
      args: ['compliance:check', '--team', 'quillgate', '--allow-unknown'],
      name: 'where something fails and something else was not seen',
    },
  ])
  expectExitCode(3, [
    {
      args: ['compliance:check', '--app', 'calm', ...both],
      name: 'where nothing fails but something could not be read',
      expected: /^1 observation of severity high or worse could not be determined$/,
      world: unreadableFormation,
    },
    {
      args: ['compliance:check', '--app', 'calm'],
      name: 'where nothing of the app could be read but that it exists',
      expected: /^nothing could be assessed$/,
      world: () => compliantWorld([{fault: {status: 500}, path: /^\/(?:apps|teams|spaces|addons)\/.*/}]),
    },
    {args: ['compliance:pci', '--app', 'calm'], name: 'for one framework too', world: unreadableFormation},
  ])

  it('is 3 if nothing was assessed, even with --allow-unknown and --fail-on never', async () => {
    const file = path.join(await temporaryFolder('facts'), 'facts.json')
    const snapshot = await collectWorld(compliantWorld(), {kind: 'app', name: 'calm'})
    writeFileSync(
      file,
      snapshotText({
        ...snapshot,
        facts: snapshot.facts.map(({at, kind, path: factPath}) => ({
          at,
          gap: {reason: 'server-error'},
          kind,
          path: factPath,
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
    assert.match(stderr, /Exit code 3: nothing could be assessed\./)
    assert.doesNotMatch(stdout, /\b(?:holds|passes)\b/)
  })
})

interface Refusal {
  readonly name: string
  readonly args: readonly string[]
  readonly expected: RegExp
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
    expected: /^Error: You are not logged in\. Try this: Run heroku login, or set HEROKU_API_KEY\.$/,
  },
  {
    args: [check, '--app', 'calm'],
    name: 'the token is refused',
    expected:
      /^Error: Heroku doesn't accept your login\. Try this: Run heroku login, or check the token in HEROKU_API_KEY\.$/,
    token: 'another',
  },
  {
    args: [check, '--all'],
    name: 'the token is refused for the whole account',
    expected: /^Error: Heroku doesn't accept your login\./,
    token: 'another',
  },
  {
    args: ['compliance:collect', '--all'],
    name: 'the token is refused and nothing is assessed',
    expected: /^Error: Heroku doesn't accept your login\./,
    token: 'another',
  },
  {
    args: [check, '--app', 'calmm'],
    name: 'there is no such app',
    expected: new RegExp(
      String.raw`^Error: There is no app calmm, or your account has no access to it\. Try this: ` +
        String.raw`Did you mean --app calm\? You need view permission on the app\.$`,
    ),
  },
  {
    args: [check, '--team', 'nobody'],
    name: 'there is no such team',
    expected: /^Error: There is no team nobody, or your account has no access to it\./,
  },
  {
    args: [check, '--space', 'nowhere'],
    name: 'there is no such space',
    expected: /^Error: There is no space nowhere, or your account has no access to it\./,
  },
  {
    args: [check, '--pipeline', 'nothing'],
    name: 'there is no such pipeline',
    expected: /^Error: There is no pipeline nothing, or your account has no access to it\./,
  },
  {
    args: [check, '--app', 'calm'],
    name: 'the app may not be read',
    expected: /^Error: Your account has no access to the app calm\. Try this: You need view permission on the app\.$/,
    world: () => compliantWorld([refuse('/apps/calm')]),
  },
  {
    args: [check],
    name: 'no scope is meant',
    expected: /^Error: No scope was given.*--app, --space, --team, --pipeline or --all/,
  },
  {args: ['compliance:collect'], name: 'no scope is meant to be collected', expected: /^Error: No scope was given/},
  {
    args: [check, '--app', 'calm', '--team', 'acme'],
    name: 'two scopes are typed',
    expected: /^Error: Choose one scope: --app calm and --team acme were given\. Try this:/,
  },
  {
    args: [check, '--all', '--space', 'vault'],
    name: 'all and one are typed',
    expected: /^Error: Choose one scope: --all and --space vault were given\. Try this:/,
  },
  {
    args: [check, '--sample', '--app', 'calm'],
    name: 'the sample and a scope are typed',
    expected: /^Error: Choose one: --sample and --app calm were given\. Try this:/,
  },
  {
    args: [check, '--app', 'calm', '--framework', 'cjjs'],
    name: 'the framework is not known',
    expected: /^Error: There is no framework "cjjs"\. Try this: Did you mean cjis\?/,
  },
  {
    args: [check, '--app', ''],
    name: 'the name of the app is empty',
    expected: /^Error: --app needs a name\. Try this:/,
  },
  {
    args: [check, '--remote', 'heroku'],
    name: 'there is no such remote',
    expected: /^Error: This folder has no git remote heroku of a Heroku app\. Try this:/,
  },
  {args: [check, '--sample', '--bogus'], name: 'a flag is not known', expected: /^Error: Nonexistent flag: --bogus/},
  {args: [check, '--sample', 'more'], name: 'there is a word too many', expected: /^Error: Unexpected argument: more/},
  {
    args: [check, '--sample', '--fail-on', 'bad'],
    name: 'the severity is not known',
    expected: /^Error: Expected --fail-on=bad to be one of: critical, high, medium, low, never/,
  },
  {
    args: [check, '--sample', '--now', 'soon'],
    name: 'the instant is none',
    expected: /^Error: --now soon isn't a valid date or time\./,
  },
  {
    args: [check, '--app', 'calm', '--now', '2026-11-20T11:59:59Z'],
    name: 'a live run is given an earlier instant',
    expected: new RegExp(
      String.raw`^Error: --now 2026-11-20T11:59:59Z is in the past, and a live run reads what is there ` +
        String.raw`now\. Try this: Assess a snapshot`,
    ),
  },
  {
    args: ['compliance:evidence', '--app', 'calm', '--now', '2026-11-19', '--output', 'early.zip'],
    name: 'evidence of a live run is to be of an earlier day',
    expected: /Error: --now 2026-11-19 is in the past,/,
  },
  {
    args: [check, '--sample', '--format', 'jsn'],
    name: 'the format is not known',
    expected: /^Error: There is no format "jsn"\. Try this: Did you mean json\?/,
  },
  {
    args: [check, '--sample', '--show', 'fial'],
    name: 'a verdict is not known',
    expected: /^Error: --show doesn't accept "fial"\. Try this: Did you mean fail\?/,
  },
  {
    args: [check, '--sample', '--json', '--show', 'fail'],
    name: 'a flag would have no effect',
    expected: /^Error: --show only has an effect on terminal and sarif\. Try this: /,
  },
  {
    args: [check, '--sample', '--output', 'report.doc'],
    name: 'the ending of a file tells no format',
    expected: /^Error: report\.doc has no extension of a known format\./,
  },
  {
    args: [check, '--sample', '--output', 'nowhere/report.json'],
    name: 'the file cannot be written',
    expected: /^Error: nowhere\/report\.json cannot be written: /,
  },
  {
    args: [check, '--snapshot', 'nowhere.json'],
    name: 'the snapshot is not there',
    expected: /^Error: nowhere\.json cannot be read: /,
  },
]

describe('a run that cannot start', () => {
  for (const {args, env, name, expected, token, world = compliantWorld} of refusals) {
    it(`exits with 2, one message and an empty stdout: ${name}`, () =>
      withServer(
        world(),
        async run => {
          const result = await run(args, env ? {env} : {})
          assert.equal(result.code, 2, result.stderr)
          assert.equal(result.stdout, '')
          assert.match(stderrText(result), expected)
          assert.equal(result.stderr.match(/Error:/g)?.length, 1)
          assert.doesNotMatch(result.stderr, /\bat .*\.js:\d/)
        },
        token === undefined ? {} : {token},
      ))
  }

  it('never prompts for a login or reads stdin', () =>
    withServer(compliantWorld(), async run => {
      const {stderr} = await run([check, '--app', 'calm'], {env: {HEROKU_API_KEY: undefined}})
      assert.doesNotMatch(stderr, /press any key|open.*browser|password/i)
    }))

  it('sends nothing if nobody is logged in', () =>
    withServer(compliantWorld(), async (run, server) => {
      await run([check, '--app', 'calm'], {env: {HEROKU_API_KEY: undefined}})
      assert.equal(server.requests.length, 0)
    }))

  const invalidSnapshots: ReadonlyArray<readonly [string, (text: string) => string, RegExp]> = [
    ['no JSON', text => text.slice(0, 100), /is not valid JSON: /],
    [
      'of another version',
      text => text.replace('"snapshotVersion": 1', '"snapshotVersion": 2'),
      /\/snapshotVersion is 2; this version of the tool reads 1/,
    ],
    [
      'with a kind that is none',
      text => text.replace('"kind": "formation"', '"kind": "formaton"'),
      /\/facts\/\d+\/kind "formaton" is not a kind of fact; did you mean "formation"\?/,
    ],
    [
      'with a field of another type',
      text => text.replace(/"quantity": \d+/, '"quantity": "two"'),
      /\/facts\/\d+\/body\/\d+\/quantity must be integer,null/,
    ],
    [
      'with a fact twice',
      text => text.replace('/apps/calm/formation', '/apps/calm/domains'),
      /\/facts\/\d+\/path \/apps\/calm\/domains appears twice/,
    ],
    ['without facts', text => JSON.stringify({...(JSON.parse(text) as object), facts: undefined}), /lacks "facts"/],
  ]

  for (const [name, damage, expected] of invalidSnapshots)
    it(`exits with 2 for a snapshot ${name}, and says where`, async () => {
      const file = path.join(await temporaryFolder('facts'), 'facts.json')
      writeFileSync(file, damage(snapshotText(await collectWorld(compliantWorld(), {kind: 'app', name: 'calm'}))))
      const result = await heroku([check, '--snapshot', file])
      assert.deepEqual([result.code, result.stdout], [2, ''])
      assert.match(stderrText(result), expected)
    })

  it('leaves no partial file behind', async () => {
    const directory = await temporaryFolder('closed')
    const file = path.join(directory, 'report.json')
    await heroku([check, '--sample', '--output', `${file}/deeper.json`])
    assert.deepEqual(readdirSync(directory), [])
    if (process.getuid?.() !== 0) {
      chmodSync(directory, 0o500)
      const {code, stdout} = await heroku([check, '--sample', '--output', file])
      assert.deepEqual([code, stdout, existsSync(file)], [2, '', false])
    }
  })
})
