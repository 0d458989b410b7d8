import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const bin = path.join(root, 'bin', 'run.js')

describe('files that commands read and write', () => {
  let folder: string
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [bin, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...process.env, COLUMNS: '300'},
      input: '',
    })
  const messageOf = (stderr: string) => stderr.replaceAll(/^ *[›»] */gm, '').replaceAll(/\s+/g, ' ')

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'files-'))
    copyFileSync(path.join(root, 'dist', 'src', 'catalog', 'sample.json'), path.join(folder, 'snap.json'))
    symlinkSync('snap.json', path.join(folder, 'link.json'))
    writeFileSync(path.join(folder, 'base.yml'), 'version: 1\n')
    writeFileSync(path.join(folder, 'p.yml'), 'version: 1\nextends: [base.yml]\n')
    symlinkSync('nowhere.yml', path.join(folder, 'broken.yml'))
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  const check = ['compliance:check', '--snapshot', 'snap.json', '--framework', 'pci']
  const wouldOverwrite = (name: string) =>
    new RegExp(
      `^Error: (?:(?:${name}) is read by this run and would be overwritten|` +
        `\\S+ is the same file as (?:${name}), which is read by this run)\\.`,
    )
  const cases: ReadonlyArray<readonly [string, readonly string[], RegExp]> = [
    ['a report in the place of its snapshot', [...check, '--output', 'snap.json'], wouldOverwrite('snap\\.json')],
    [
      'a report in the place of a snapshot that it is linked to',
      [...check, '-o', 'json:./link.json'],
      wouldOverwrite('snap\\.json'),
    ],
    [
      'a report in the place of a policy',
      [...check, '--policy', 'p.yml', '-o', 'json:p.yml'],
      wouldOverwrite('p\\.yml'),
    ],
    [
      'a report in the place of a policy that another extends',
      [...check, '--policy', 'p.yml', '-o', 'json:./base.yml'],
      wouldOverwrite('base\\.yml'),
    ],
    [
      'a report in the place of the one that it is held to',
      [...check, '--baseline', 'old.json', '-o', 'old.json'],
      wouldOverwrite('old\\.json'),
    ],
    [
      'a report in the place of a framework',
      ['compliance:check', '--snapshot', 'snap.json', '--framework', './own.json', '-o', 'own.json'],
      wouldOverwrite('\\./own\\.json'),
    ],
    [
      'two reports in one file',
      [...check, '-o', 'a.json', '-o', 'sarif:./a.json'],
      /^Error: a\.json and \.\/a\.json are the same file\./,
    ],
    [
      'a report that is shown in its own place',
      ['compliance:report', 'snap.json', '--framework', 'pci', '-o', 'snap.json'],
      wouldOverwrite('snap\\.json'),
    ],
    [
      'a comparison in the place of what is compared',
      ['compliance:diff', 'snap.json', 'link.json', '--framework', 'pci', '-o', 'json:snap.json'],
      wouldOverwrite('link\\.json|snap\\.json'),
    ],
    [
      'decisions in the place of a snapshot',
      ['compliance:review', '--plain', '--snapshot', 'new.yml', '--policy', 'new.yml'],
      wouldOverwrite('new\\.yml'),
    ],
    [
      'the log of decisions in the place of a snapshot',
      ['compliance:review', '--plain', '--snapshot', 'new.decisions.jsonl', '--policy', 'new.yml'],
      wouldOverwrite('new\\.decisions\\.jsonl'),
    ],
    [
      'a policy that is a link to nothing',
      [...check, '--policy', 'broken.yml'],
      /^Error: broken\.yml cannot be read: there is no such file\./,
    ],
    [
      'a snapshot that is not there',
      ['compliance:check', '--snapshot', 'none.json'],
      /^Error: none\.json cannot be read: there is no such file\./,
    ],
  ]
  for (const [name, args, expected] of cases)
    it(`refuses ${name}, with 2, before anything is written`, () => {
      const before = readFileSync(path.join(folder, 'snap.json'), 'utf8')
      const {status, stderr, stdout} = run(...args)
      assert.deepEqual([status, stdout], [2, ''], stderr)
      assert.match(messageOf(stderr), expected)
      assert.equal(readFileSync(path.join(folder, 'snap.json'), 'utf8'), before)
    })

  it('refuses a compliance.yml that is a link to nothing, as if it were there', () => {
    symlinkSync('nowhere.yml', path.join(folder, 'compliance.yml'))
    const {status, stderr, stdout} = run(...check)
    rmSync(path.join(folder, 'compliance.yml'))
    assert.deepEqual([status, stdout], [2, ''])
    assert.match(messageOf(stderr), /^Error: compliance\.yml is a symbolic link to a file that does not exist\./)
  })

  it('refuses what another command prints, at once, and says what to do', function () {
    const {error, status, stderr} = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${bin}" compliance:check --framework pci --snapshot <(cat snap.json)`],
      {cwd: folder, encoding: 'utf8', timeout: 60_000},
    )
    if (error) return this.skip()
    assert.equal(status, 2)
    assert.match(
      messageOf(stderr),
      /cannot be read: it is a pipe, which may never end\. Try this: Save its output to a file first/,
    )
  })
})
