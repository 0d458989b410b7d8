import type {MutantResult, PartialStrykerOptions} from '@stryker-mutator/api/core'

import {Stryker} from '@stryker-mutator/core'
import {execFileSync} from 'node:child_process'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'

import type {Argued} from './survivors.js'

import {chance} from '../helpers/chance.js'
import {argumentOf, scoreOf, survivorsOf} from './survivors.js'

const usage = `Usage: npm run test:mutation -- [--sample FILES [--seed NUMBER]] [--since REVISION]
                                [--jobs NUMBER] [FILE ...]

Changes the code that decides verdicts, statuses and exit codes, one place at a time, and runs its unit tests against
each change. Without arguments everything is changed; --sample takes so many files by chance, --since those that
changed since a revision. Fails where fewer than 95 of 100 are noticed or argued in test/mutation/survivors.json;
where everything is changed, each that isn't noticed has to be argued, and 95 of 100 have to be noticed.`

/** The least share of changes, in percent, that the tests have to notice. */
const leastScore = 95

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** What decides a verdict, a status or an exit code, and the tests of each part. */
const parts: ReadonlyArray<{readonly source: string; readonly tests: readonly string[]; readonly only?: RegExp}> = [
  {
    source: 'src/assess',
    tests: ['assess'],
    only: new RegExp(
      String.raw`/(?:answers|applicability|asks-about|assess-by-place|assess-controls|baseline-exit|` +
        String.raw`carried-answers|carry|combined-answer|control-status|excluded-kinds|exit-code|judge|` +
        String.raw`observations-by-place|policy-in-effect|rollup|rollup-inputs|shared-questions|tally|` +
        String.raw`unmatchable-entries|waivers)\.ts$`,
    ),
  },
  {source: 'src/subjects', tests: ['subjects']},
  {source: 'src/compare', tests: ['compare']},
  {source: 'src/policy', tests: ['policy', 'assess'], only: /\/document-validity\.ts$/},
  {source: 'src/foundation', tests: ['foundation', 'assess'], only: /\/(?:date|glob)\.ts$/},
  {source: 'src/model', tests: ['model', 'assess'], only: /\/(?:person|place-status|three-valued)\.ts$/},
  {source: 'src/catalog', tests: ['catalog'], only: /\/(?:limits|predicate)\.ts$/},
]

const filesOf = ({only, source}: (typeof parts)[number]): string[] =>
  readdirSync(path.join(root, source), {encoding: 'utf8', recursive: true})
    .map(file => `${source}/${file}`)
    .filter(file => file.endsWith('.ts') && (only?.test(file) ?? true))
    .sort()

function chosen(
  {sample, seed, since}: {sample?: string; seed: string; since?: string},
  named: readonly string[],
): ReadonlySet<string> {
  const all = parts.flatMap(filesOf)
  if (named.length > 0) return new Set(all.filter(file => named.includes(file)))
  if (since !== undefined) {
    const changed = execFileSync('git', ['diff', '--name-only', since, '--', 'src'], {
      cwd: root,
      encoding: 'utf8',
    }).split('\n')
    return new Set(all.filter(file => changed.includes(file)))
  }

  if (sample === undefined) return new Set(all)
  const {pick} = chance(Number(seed))
  const files = new Set<string>()
  while (files.size < Math.min(Number(sample), all.length)) files.add(pick(all))
  return files
}

async function mutate(files: readonly string[], tests: readonly string[]): Promise<MutantResult[]> {
  const options: PartialStrykerOptions = {
    // Generates the sample as well: the first test would otherwise, and each change of what that runs would then need a
    // process of its own.
    buildCommand: 'npm run build:tests',
    concurrency: Number(values.jobs),
    coverageAnalysis: 'perTest',
    disableTypeChecks: '{src,test,tools}/**/*.ts',
    ignorers: ['prose'],
    ignorePatterns: ['.cache', 'dist', 'coverage', 'docs/*.{cast,png,svg}', '*.tgz'],
    mochaOptions: {
      'no-config': true,
      'no-package': true,
      require: ['./dist/test/helpers/init.js'],
      spec: tests.map(folder => `dist/test/${folder}/**/*.test.js`),
    },
    mutate: [...files],
    plugins: ['@stryker-mutator/mocha-runner', fileURLToPath(new URL('prose.js', import.meta.url))],
    reporters: ['progress'],
    tempDirName: '.cache/stryker',
    testRunner: 'mocha',
    timeoutMS: 20_000,
  }
  return new Stryker(options).runMutationTest()
}

const {positionals, values} = parseArgs({
  allowPositionals: true,
  options: {
    help: {type: 'boolean'},
    jobs: {default: '2', type: 'string'},
    sample: {type: 'string'},
    seed: {default: '1', type: 'string'},
    since: {type: 'string'},
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}

const files = chosen(values, positionals)
const mutants: MutantResult[] = []
for (const part of parts) {
  const own = filesOf(part).filter(file => files.has(file))
  if (own.length === 0) continue
  const results = await mutate(own, part.tests)
  mutants.push(
    ...results.map(result => ({...result, fileName: path.relative(root, path.resolve(root, result.fileName))})),
  )
}

const linesOf = (file: string) => readFileSync(path.join(root, file), 'utf8').split('\n')
const argued = JSON.parse(readFileSync(path.join(root, 'test/mutation/survivors.json'), 'utf8')) as Argued[]
const survivors = survivorsOf(mutants, linesOf)
const open = survivors.filter(survivor => !argumentOf(survivor, argued))
for (const file of files) {
  const {killed, percent, survived} = scoreOf(mutants.filter(({fileName}) => fileName === file))
  console.log(
    `${percent.toFixed(1).padStart(5)} %  ${String(killed).padStart(4)} noticed  ${String(survived).padStart(3)} ` +
      `not  ${file}`,
  )
}

for (const {at, file, line, mutator, replacement} of open)
  console.log(`\n${file}:${at} ${mutator}\n  ${line}\n  -> ${replacement}`)
const {killed, percent, survived} = scoreOf(mutants)
console.log(
  `\n${killed} changes noticed, ${survived} not (${survivors.length - open.length} of them argued): ` +
    `${percent.toFixed(1)} %`,
)
// What is argued can't be noticed by any test.
const settled = killed + survived === 0 ? 100 : ((killed + survived - open.length) / (killed + survived)) * 100
const isWhole = values.sample === undefined && values.since === undefined && positionals.length === 0
if (settled < leastScore || (isWhole && (open.length > 0 || percent < leastScore))) process.exitCode = 1
