import assert from 'node:assert/strict'
import {execFileSync, spawn, spawnSync} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Report} from '../../src/model/report.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))
const hasScript = (() => {
  try {
    return execFileSync('script', ['--version'], {encoding: 'utf8'}).includes('util-linux')
  } catch {
    return false
  }
})()

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Says of each data class that it isn't known yet. */
const laterClasses = 'skip\n'.repeat(4)

describe('compliance:review', () => {
  let folder: string
  const env = () => ({...process.env, TERM: 'xterm-256color', XDG_DATA_HOME: path.join(folder, 'data')})
  const run = (input: string, ...args: string[]) =>
    spawnSync(process.execPath, [bin, 'compliance:review', ...args], {cwd: folder, encoding: 'utf8', env: env(), input})
  const policy = () => readFileSync(path.join(folder, 'p.yml'), 'utf8')

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'review-'))
  })

  afterEach(() => rmSync(folder, {force: true, recursive: true}))

  it('says without a terminal what to do', () => {
    const {status, stderr, stdout} = run('', '--sample')
    assert.deepEqual([status, stdout], [2, ''])
    assert.match(stderr, /--plain[\s\S]*compliance\.yml/)
  })

  it('says so on a terminal that cannot be drawn on, too', function () {
    if (!hasScript) this.skip()
    for (const [name, value] of [
      ['CI', 'true'],
      ['TERM', 'dumb'],
    ] as const) {
      const {stdout} = spawnSync(
        'script',
        ['-qfec', `${process.execPath} ${bin} compliance:review --sample`, '/dev/null'],
        {cwd: folder, encoding: 'utf8', env: {...env(), [name]: value}, input: ''},
      )
      assert.match(stdout, /--plain[\s\S]*compliance\.yml/)
      assert.ok(!stdout.includes('\u001B[?1049h'))
    }
  })

  it('saves from a pipe what was answered until its end, and comes back', () => {
    const {status, stderr, stdout} = run(
      `${laterClasses}yes\n\nlooked at it\n\n\nskip\nno\n`,
      '--sample',
      '--plain',
      '--policy',
      'p.yml',
    )
    assert.equal(status, 0, stderr)
    assert.match(stderr, /Decided in this session \(1\)[^]*Still open[^]*Next\n {2}heroku compliance:check --sample/)
    assert.match(stdout, /Saved: [^:]* answered yes for [^:]*;\s+answered\s+for\s+\d+\s+of\s+\d+\s+places\./)
    assert.match(policy(), /reason: looked at it/)
    assert.equal(policy().match(/control:/g)?.length, 1)
    const secondRun = run('no\n\nnot so\n\n\nundo\n', '--sample', '--plain', '--policy', 'p.yml')
    assert.match(secondRun.stderr, /Resuming where you left off/)
    assert.match(secondRun.stdout, /answered no for [\s\S]*undone/)
    assert.equal(policy().match(/control:/g)?.length, 1)
  })

  it('asks a question of another framework once for several controls, which a check then reports as answered', () => {
    const args = ['--sample', '--plain', '--policy', 'p.yml', '--framework', 'pci', '--framework', 'soc2']
    const first = run('find also answers\neach\nquit\n', ...args)
    assert.equal(first.status, 0, first.stderr)
    const shared = [
      ...first.stdout.replaceAll(/\n {2}/g, ' ').matchAll(/^OPEN \w+: (\S+ \S+): .*\(also answers pci ([^ ;,)]+)/gm),
    ]
    const [, key = '', id = ''] = shared.find(([, name = '']) => name.startsWith('nist')) ?? assert.fail(first.stdout)
    const second = run(`yes ${key}\neverything\nseen\n\n\n`, ...args)
    assert.match(second.stderr, /Resuming[^]*1 of \d+ answered \(\d+ controls\) in p\.yml/)
    const {stdout} = spawnSync(
      process.execPath,
      [bin, 'compliance:check', '--sample', '--policy', 'p.yml', '--framework', 'pci', '--format', 'json'],
      {cwd: folder, encoding: 'utf8', env: env(), maxBuffer: 2 ** 26},
    )
    const {frameworks} = JSON.parse(stdout) as Report
    const settled = frameworks[0]?.controls.find(control => control.id === id)
    assert.deepEqual(
      [settled?.status, `${settled?.answeredBy?.framework} ${settled?.answeredBy?.control}`],
      ['attested', key.replace(/^nist /, 'nist-800-53r5 ')],
    )
  })

  it('keeps all as it was where no room is left, says so, and saves it later', () => {
    const firstRun = run(`${laterClasses}yes\n\nlooked at it\n\n\n`, '--sample', '--plain', '--policy', 'p.yml')
    assert.equal(firstRun.status, 0, firstRun.stderr)
    const log = () => readFileSync(path.join(folder, 'p.decisions.jsonl'), 'utf8')
    const before = [policy(), log()]
    const long = 'so '.repeat(2000).trim()
    const input = `no\n\n${long}\n\n\n`
    const fullDiskRun = spawnSync(
      'sh',
      ['-c', `ulimit -f 4; exec "${process.execPath}" "${bin}" compliance:review --sample --plain --policy p.yml`],
      {cwd: folder, encoding: 'utf8', env: env(), input},
    )
    assert.equal(fullDiskRun.status, 2, fullDiskRun.stdout)
    assert.match(fullDiskRun.stdout, /NOT SAVED/)
    assert.match(fullDiskRun.stderr, /This decision wasn't saved/)
    assert.deepEqual([policy(), log()], before)
    assert.deepEqual(readdirSync(folder).sort(), ['data', 'p.decisions.jsonl', 'p.yml'])
    assert.match(run(input, '--sample', '--plain', '--policy', 'p.yml').stdout, /answered no/)
    assert.ok(policy().includes(long))
  })

  it('forgets what is decided of the sample where no file is named', () => {
    const {stderr, stdout} = run(`${laterClasses}yes\n\nlooked\n\n\n`, '--sample', '--plain')
    assert.match(stdout, /Saved/)
    assert.match(stderr, /forgotten at the end/)
    assert.throws(policy)
  })

  it('is held on a terminal, which is left as it was', async function () {
    if (!hasScript) this.skip()
    const child = spawn(
      'script',
      [
        '-qfec',
        `stty cols 80 rows 24; exec ${process.execPath} ${bin} compliance:review --sample --policy p.yml`,
        '/dev/null',
      ],
      {cwd: folder, env: env()},
    )
    let shown = ''
    const waiting: Array<{readonly pattern: RegExp; readonly resolve: () => void}> = []
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString('utf8')
      if (waiting[0]?.pattern.test(shown)) waiting.shift()?.resolve()
    })
    const exited = new Promise<number | null>(resolve => child.once('close', resolve))
    const until = (pattern: RegExp) =>
      Promise.race([
        exited.then(() => assert.fail(`it ended before ${pattern.source}: ${shown}`)),
        new Promise<void>(resolve => {
          if (pattern.test(shown)) resolve()
          else waiting.push({resolve, pattern})
        }),
      ])
    const typeKeys = (keys: string) => {
      shown = ''
      child.stdin.write(keys)
    }

    await until(/Which apps hold cardholder data/)
    typeKeys('n')
    await until(/Which apps hold health data/)
    typeKeys('i')
    await until(/Open questions/)
    typeKeys('y')
    await until(/What does it apply to/)
    typeKeys('everything\r')
    await until(/Reason/)
    typeKeys('\u001B[200~seen\ron a\r\u001B[201~ terminal')
    await until(/seen on a terminal/)
    typeKeys('\r')
    await until(/Supporting document/)
    typeKeys('\r')
    await until(/Valid until/)
    typeKeys('\r')
    await until(/1\/\d+ answered/)
    typeKeys('q')
    assert.equal(await exited, 0)
    assert.ok(shown.includes('\u001B[?1049l') && shown.includes('\u001B[?25h'))
    assert.match(policy(), /data:\n {2}cardholder:\n {4}apps: \[\]/)
    assert.match(policy(), /reason: seen on a terminal/)
  })

  it('loses nothing when the terminal is closed, or the process is told to end', async function () {
    if (!hasScript) this.skip()
    for (const [signal, word] of [
      ['SIGKILL', 'closed'],
      ['SIGTERM', 'ended'],
    ] as const) {
      const data = {...env(), XDG_DATA_HOME: path.join(folder, signal)}
      let shown = ''
      const startReview = () => {
        const review = spawn(
          'script',
          [
            '-qfec',
            'stty cols 80 rows 24; echo pid $$; ' +
              `exec ${process.execPath} ${bin} compliance:review --sample --policy ${word}.yml`,
            '/dev/null',
          ],
          {cwd: folder, env: data},
        )
        review.stdout.on('data', (chunk: Buffer) => {
          shown += chunk.toString('utf8')
        })
        return review
      }

      let child = startReview()
      const until = async (pattern: RegExp) => {
        for (; !pattern.test(shown); await new Promise(resolve => setTimeout(resolve, 20)))
          if (child.exitCode !== null) assert.fail(shown)
      }

      await until(/Which apps hold/)
      const pid = Number(/pid (\d+)/.exec(shown)?.[1])
      for (const [keys, pattern] of [
        ['i', /Open questions/],
        ['y', /What does it apply to/],
        ['everything\r', /Reason/],
        [`${word} early\r`, /Supporting document/],
        ['half', /half/],
      ] as const) {
        // What an earlier frame showed says nothing of whether these keys were taken.
        shown = ''
        child.stdin.write(keys)
        await until(pattern)
      }

      const positionsFolder = path.join(folder, signal, 'heroku-compliance', 'compliance-review')
      // Without script nobody holds the terminal any more, and the system says so to what runs on it.
      if (signal === 'SIGKILL') child.kill(signal)
      else process.kill(pid, signal)
      const savedPositions = () =>
        readdirSync(positionsFolder)
          .filter(name => name.endsWith('.json'))
          .map(name => readFileSync(path.join(positionsFolder, name), 'utf8'))
          .join('')
      while (!savedPositions().includes('"typed":"half"')) await new Promise(resolve => setTimeout(resolve, 20))
      shown = ''
      child = startReview()
      await until(/Supporting document/)
      // The caret is drawn in a style of its own.
      await until(/> half[^h]*_/)
      assert.match(shown, new RegExp(`Reason: ${word} early`))
      const last = Number(/pid (\d+)/.exec(shown)?.[1])
      child.kill('SIGKILL')
      // It writes down where it was before it ends, and its folder must not go before.
      for (let attempts = 0; isRunning(last) && attempts < 250; attempts++)
        await new Promise(resolve => setTimeout(resolve, 20))
    }
  })

  it('loses nothing on Ctrl-C', async function () {
    if (!hasScript) this.skip()
    const keys = ['i', 'y', '\\r', 'half typed\\r', '\\003'].map(key => `printf '${key}'`)
    const command = `exec ${process.execPath} ${bin} compliance:review --sample --policy p.yml`
    const script =
      `(sleep 3; ${keys.join('; sleep 1; ')}; sleep 2) | ` + `script -qfec "stty cols 80 rows 24; ${command}" /dev/null`
    spawnSync('sh', ['-c', script], {cwd: folder, env: env()})
    assert.throws(policy)
    const again = script.replace(
      /^\(.*?\) \|/,
      "(sleep 3; printf '\\r'; sleep 1; printf '\\r'; sleep 2; printf q; sleep 2) |",
    )
    spawnSync('sh', ['-c', again], {cwd: folder, env: env()})
    assert.match(policy(), /reason: half typed/)
  })
})
