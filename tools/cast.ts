import {spawn} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bin = path.join(root, 'bin', 'run.js')
const [columns, rows] = [80, 24]
const folder = mkdtempSync(path.join(tmpdir(), 'cast-'))

interface Event {
  readonly at: number
  readonly text: string
}

const events: Event[] = []
let now = 0
const write = (text: string, after: number) => {
  now += after
  events.push({at: now, text})
}

/** Runs a command on a terminal of its own and types keys as soon as their sign appears; records it in even time. */
async function record(
  typed: string,
  args: readonly string[],
  keys: ReadonlyArray<readonly [sign: RegExp, keys: string]>,
): Promise<void> {
  write(`$ ${typed}\r\n`, 1)
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'CI'))
  const child = spawn(
    'script',
    ['-qfec', `stty cols ${columns} rows ${rows}; exec ${process.execPath} ${bin} ${args.join(' ')}`, '/dev/null'],
    {cwd: folder, env: {...env, TERM: 'xterm-256color', XDG_DATA_HOME: path.join(folder, 'data')}},
  )
  const exited = new Promise(resolve => child.once('close', resolve))
  let shown = ''
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString('utf8')
    write(chunk.toString('utf8'), 0.05)
  })
  for (const [sign, key] of keys) {
    while (!sign.test(shown)) {
      if (child.exitCode !== null) throw new Error(`It ended before ${sign.source}: ${shown}`)
      await new Promise(resolve => setTimeout(resolve, 5))
    }

    // What follows is drawn before the next key.
    await new Promise(resolve => setTimeout(resolve, 60))
    shown = ''
    now += 0.4
    child.stdin.write(key)
  }

  await exited
}

const answerKeys = (reason: string, scope: string): ReadonlyArray<readonly [RegExp, string]> => [
  [/What does it apply to/, scope],
  [/Reason/, reason],
  [/Reason/, '\r'],
  [/Supporting document/, '\r'],
  [/Valid until/, '\r'],
]
await record('heroku compliance:init --sample', ['compliance:init', '--sample'], [])
await record(
  'heroku compliance:review --sample --policy compliance.yml',
  ['compliance:review', '--sample', '--policy', 'compliance.yml', '--by', 'ann@example.com'],
  [
    [/Which apps hold cardholder/, 'j'],
    [/> \[ \] citation-pay/, ' '],
    [/\[x\] citation-pay/, '\r'],
    [/Which apps hold health/, 'n'],
    [/Which apps hold government/, 'n'],
    [/Which apps hold bank/, 'n'],
    [/What do you want to review/, '\r'],
    [/WORST FIRST/, '\r'],
    [/, worst first/, '\u001B'],
    [/WORST FIRST/, 't'],
    [/Failures and unknowns/, '\u001B'],
    [/WORST FIRST/, 'i'],
    [/Open questions/, 'y'],
    ...answerKeys('Looked at with the team', 'everything\r'),
    [/Saved: /, '*'],
    [/\[x\]/, 'y'],
    ...answerKeys('Seen in our runbook', '\r'),
    [/Sign-off/, 'q'],
  ],
)
await record(
  'heroku compliance:check --sample --policy compliance.yml --fail-on never | tail -n 12',
  ['compliance:check', '--sample', '--policy', 'compliance.yml', '--fail-on', 'never', '|', 'tail', '-n', '12'],
  [],
)
writeFileSync(
  path.join(root, 'docs', 'review.cast'),
  [
    JSON.stringify({version: 2, width: columns, height: rows, title: 'A review of the sample organization'}),
    ...events.map(({at, text}) => JSON.stringify([Number(at.toFixed(2)), 'o', text])),
  ].join('\n') + '\n',
)
rmSync(folder, {force: true, recursive: true})
