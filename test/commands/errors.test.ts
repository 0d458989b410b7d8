import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

/** Words of Node and of libraries, which nobody who types a command should have to know. */
const rawError = /\bE(?:ACCES|EXIST|ISDIR|MFILE|NOENT|NOSPC|NOTDIR)\b|Unexpected (?:token|end)|in JSON at|is a bug/

const cases: ReadonlyArray<readonly [name: string, args: string, message: RegExp, hint: RegExp]> = [
  ['a missing report', 'report repot.json', /no such file/, /Did you mean report\.json\?/],
  ['a report that is a folder', 'report out', /it is a folder/, /Name a file in it/],
  ['a report that is no JSON', 'report report.json', /a comma too many.*line 1, column 4/, /compliance:check/],
  ['an output in a missing folder', 'check --sample -o none/r.json', /there is no folder none/, /mkdir -p none/],
  ['an output in a file', 'check --sample -o report.json/r.json', /report\.json is not a folder/, /Name a file/],
  ['an output that is a folder', 'check --sample -o json:out', /it is a folder/, /Name a file in it/],
  ['a missing policy', 'check --sample --policy no.yml', /no\.yml cannot be read/, /compliance:init/],
  [
    'a policy that is no YAML',
    'check --sample --policy bad.yml',
    /bad\.yml:\d+:\d+ .*bracket opened before/,
    /docs\/policy\.md/,
  ],
  ['a missing snapshot', 'check --snapshot no.json', /no\.json cannot be read/, /compliance:collect/],
  ['a missing baseline', 'check --sample --baseline no.json', /no\.json cannot be read/, /compliance:check/],
  ['a missing framework', 'check --sample --framework ./no.yml', /no\.yml cannot be read/, /compliance:controls/],
  ['a missing key', 'evidence --sample --sign no.pem -o e.zip', /no\.pem cannot be read/, /./],
  ['a missing bundle', 'evidence:verify no.zip', /no\.zip cannot be read/, /compliance:evidence/],
  ['a missing log', 'evidence:verify no.zip --decisions no.jsonl', /cannot be read/, /./],
  ['an unknown framework', 'check --sample --framework PIC', /no framework "PIC"/, /Did you mean pci\?/],
  ['an unknown format', 'check --sample --format Sarrif', /no format/, /Did you mean sarif\?/],
  ['an unknown control', 'controls postgres-is-sheild', /There is no/, /Did you mean postgres-is-shield\?/],
  ['an unknown flag', 'check --sampel', /Nonexistent flag/, /Did you mean --sample\?/],
  ['two scopes', 'check --app a --team t', /Choose one scope/, /Leave out all but one/],
  ['a draft over a file', 'init --sample -o report.json', /already exists/, /compliance:review --sample/],
]

describe('errors that flags and files provoke', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'errors-'))
    writeFileSync(path.join(folder, 'report.json'), '[1,]')
    writeFileSync(path.join(folder, 'bad.yml'), 'version: 1\nframeworks: [pci\n')
    spawnSync('mkdir', [path.join(folder, 'out')])
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  for (const [name, args, message, hint] of cases)
    it(`say in words what is wrong with ${name}, and what to do next`, () => {
      const {status, stderr, stdout} = spawnSync(process.execPath, [bin, ...`compliance:${args}`.split(' ')], {
        cwd: folder,
        encoding: 'utf8',
        env: {...process.env, COLUMNS: '300'},
      })
      const text = stderr.replaceAll(/^ *[›»] */gm, '').replaceAll(/\s+/g, ' ')
      assert.deepEqual({status, stdout}, {status: 2, stdout: ''}, text)
      const [problem = '', next = ''] = text.split(/Try this:/)
      assert.match(problem, message)
      assert.match(next, hint)
      assert.doesNotMatch(text, rawError)
    })
})
