import assert from 'node:assert/strict'

import type {Log, Result} from 'sarif'
import type {Report} from '../../src/model/report.js'
import type {PageData} from '../../src/report/html/page-data.js'
import type {Format} from '../../src/report/formats.js'

import {parse} from 'csv-parse/sync'
import inspecjs from 'inspecjs'
import {XmlDocument} from 'libxml2-wasm'

import {distinct} from '../../src/foundation/collections.js'
import {isFormat} from '../../src/report/formats.js'
import {outcomeOf} from '../../src/report/html/page-data.js'
import {sanitizePlainText} from '../../src/foundation/plain-text.js'
import {keyedObservations, keyedControls} from '../../src/report/text/finding-text.js'
import {
  crosswalkReport,
  decidedReport,
  emptyReport,
  hostileReport,
  hostileWords,
  partReport,
  rendered,
  sampleReport,
  textFormats,
} from './rendering.js'
import {errorsOf} from './validators.js'

/**
 * What a document says about the results, each as a string: `KEY OUTCOME` of observations, `FRAMEWORK/CONTROL STATUS`
 * of controls.
 */
interface FormatContents {
  readonly observations: readonly string[]
  readonly controls: readonly string[]
}

type Row = Readonly<Record<string, string>>
interface Property {
  readonly name: string
  readonly value: string
}
interface PropertyHolder {
  readonly props?: readonly Property[]
}
interface Event {
  readonly compliance: {readonly checks?: readonly object[]; readonly status_code: string}
  readonly finding_info: {readonly uid: string; readonly uid_alt?: string}
}

const value = ({props = []}: PropertyHolder, name: string) =>
  props.find(property => property.name === name)?.value ?? ''
const tidy = (text: string) => sanitizePlainText(text)

const wanted = (report: Report): FormatContents => ({
  controls: [...keyedControls(report)].map(({control, key}) => `${tidy(key)} ${control.status}`),
  observations: [...keyedObservations(report)].map(
    ({observation: {check, subject}, outcome}) => `${tidy(`${check}:${subject.kind}/${subject.id}`)} ${outcome}`,
  ),
})

const ofResult = ({properties, ruleId, suppressions = []}: Result) => {
  const {subject, verdict} = properties as {subject: {id: string; kind: string}; verdict: string}
  const check = verdict === 'unknown' ? ruleId?.replace(/\/unknown$/, '') : ruleId
  return `${check ?? ''}:${subject.kind}/${subject.id} ${suppressions.length > 0 ? 'waived' : verdict}`
}

/** How each format that holds all results is read. */
const readers: Readonly<Partial<Record<Format, (text: string) => FormatContents>>> = {
  csv(text) {
    const rows = parse<Row>(text, {bom: true, columns: true})
    const bare = (cell = '') => cell.replace(/^'(?=\s*[=+\-@＝＋－＠])|^'(?=[\d\s]+$)/, '')
    return {
      controls: rows.flatMap(row => {
        const framework = bare(row['framework'])
        const control = bare(row['control']).slice(framework.length + 1)
        return framework === '' ? [] : [`${framework}/${control} ${row['status'] ?? ''}`]
      }),
      observations: rows.flatMap(row => {
        if (!row['check']) return []
        const outcome = row['waiver'] ? 'waived' : (row['verdict'] ?? '')
        return [`${bare(row['check'])}:${row['subject_kind'] ?? ''}/${bare(row['subject_id'])} ${outcome}`]
      }),
    }
  },
  html(text) {
    const {checks, frameworks, rows, subjects} = JSON.parse(
      /<script type="application\/json" id="page-data">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '',
    ) as PageData
    return {
      controls: frameworks.flatMap(({controls, id}) =>
        controls.map(control => `${tidy(`${id}/${control.id}`)} ${control.status}`),
      ),
      observations: rows.map(row => {
        const subject = subjects[row[1]]
        const outcome = outcomeOf(row) === 'signal' ? 'fail' : outcomeOf(row)
        return `${tidy(`${checks[row[0]]?.id}:${subject?.kind}/${subject?.id}`)} ${outcome}`
      }),
    }
  },
  json: text => wanted(JSON.parse(text) as Report),
  ndjson(text) {
    const lines = text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Readonly<Record<string, unknown>>)
    const of = (type: string) => lines.filter(line => line['type'] === type)
    const [head] = of('report')
    const frameworks = of('framework').map(framework => ({
      ...framework,
      controls: of('control').filter(entry => entry['framework'] === framework['id']),
    }))
    return wanted({...head, frameworks, observations: of('observation')} as unknown as Report)
  },
  ocsf(text) {
    const events = JSON.parse(text) as Event[]
    const told = (all: readonly Event[]) =>
      all.map(({compliance, finding_info: {uid, uid_alt: key}}) => {
        const keyOf = (text: string) => text.slice(text.indexOf(':') + 1)
        assert.ok(key === undefined || keyOf(uid) === key)
        return `${keyOf(uid).replace(/#\d+$/, '')} ${compliance.status_code}`
      })
    return {
      controls: told(events.filter(({compliance}) => !compliance.checks)),
      observations: told(events.filter(({compliance}) => compliance.checks)),
    }
  },
  oscal(text) {
    const {findings = [], observations = []} = (
      JSON.parse(text) as {
        'assessment-results': {results: [{findings?: PropertyHolder[]; observations?: PropertyHolder[]}]}
      }
    )['assessment-results'].results[0]
    return {
      controls: findings.map(
        finding => `${value(finding, 'framework')}/${value(finding, 'control')} ${value(finding, 'status')}`,
      ),
      observations: observations.map(observation => {
        const [check, kind, id, outcome] = ['check', 'subject-kind', 'subject-id', 'outcome'].map(name =>
          value(observation, name),
        )
        return `${check}:${kind}/${id} ${outcome}`
      }),
    }
  },
  sarif(text) {
    const {runs} = JSON.parse(text) as Log
    const results = runs.flatMap(run => run.results ?? [])
    return {
      controls: (runs[0]?.taxonomies ?? []).flatMap(({name, taxa = []}) =>
        taxa.flatMap(({id, properties}) => (properties ? [`${name}/${id} ${String(properties['status'])}`] : [])),
      ),
      observations: results
        .filter(({properties}) => properties && 'verdict' in properties)
        .map(result => ofResult(result)),
    }
  },
}

describe('every format', () => {
  const reports = new Map<string, Report>()
  const texts = new Map<string, ReadonlyMap<Format, string>>()

  before(async () => {
    for (const [name, report] of [
      ['the sample', sampleReport()],
      ['a part', partReport()],
      ['nothing', emptyReport()],
      ['what people decided', decidedReport()],
      ['a crosswalk', crosswalkReport()],
      ['a hostile world', await hostileReport()],
      ['hostile words', hostileWords()],
    ] as const) {
      reports.set(name, report)
      const all = new Map<Format, string>()
      for (const format of textFormats) all.set(format, await rendered(format, report))
      texts.set(name, all)
    }
  })

  const each = function* (format: Format): Generator<{name: string; report: Report; text: string}> {
    for (const [name, report] of reports) yield {name, report, text: texts.get(name)?.get(format) ?? ''}
  }

  for (const [format, errors] of Object.entries(errorsOf))
    if (isFormat(format))
      it(`is a valid ${format} document`, () => {
        for (const {name, text} of each(format)) assert.deepEqual(errors(text), [], name)
      })

  it('says what a part was chosen by, and nothing of the kind for a whole', () => {
    for (const [format, text] of texts.get('a part') ?? assert.fail()) {
      assert.match(text, /pci(?::|%3A)1\.2\.8/, format)
      assert.doesNotMatch(
        texts.get('the sample')?.get(format) ?? '',
        /pci:1\.2\.8|Only a part was|[",]only[",:\r]/,
        format,
      )
    }
  })

  it('says in the headline of what people read that only a part was assessed', () => {
    const part = (format: Format) => texts.get('a part')?.get(format) ?? assert.fail()
    const sentence = 'Only a part was assessed: apps-have-a-log-drain, pci:1.2.8'
    assert.equal(part('terminal').split('\n')[2], sentence)
    assert.match(part('html'), /<title>Compliance of .*, in part<\/title>/)
    assert.ok(part('html').includes(`<p><strong>${sentence}.</strong></p><div class="verdict`))
    assert.ok(part('markdown').split('\n')[2]?.includes(`**${sentence}.**`))
    assert.ok(part('github').includes(`${sentence}.`))
  })

  it('keeps uploads of a part from closing the alerts of the whole in SARIF', () => {
    const idOf = (name: string) =>
      (JSON.parse(texts.get(name)?.get('sarif') ?? '') as Log).runs[0]?.automationDetails?.id
    assert.equal(idOf('the sample'), 'heroku-compliance/sample/')
    assert.equal(idOf('a part'), 'heroku-compliance/sample/only/apps-have-a-log-drain%2Cpci%3A1.2.8/')
    const {runs} = JSON.parse(texts.get('a part')?.get('sarif') ?? '') as Log
    assert.deepEqual(
      runs[0]?.taxonomies?.map(({isComprehensive}) => isComprehensive),
      [false, false, false],
    )
  })

  it('is tested by validators that reject invalid documents', () => {
    const broken: Readonly<Partial<Record<Format, readonly [RegExp, string]>>> = {
      hdf: [/"impact": 0\.\d/, '"impact": "high"'],
      junit: [/<skipped message/, '<skiped message'],
      ocsf: [/"class_uid":2003/, '"class_uid":2004'],
      oscal: [/"methods":\["TEST"\]/, '"methods":["GUESS"]'],
      'oscal-poam': [/"uuid":"[0-9a-f]{8}/, '"uuid":"x'],
      sarif: [/"kind":"open"/, '"kind":"unknown"'],
    }
    assert.deepEqual(Object.keys(broken).sort(), Object.keys(errorsOf).sort())
    for (const [format, [from, to]] of Object.entries(broken))
      if (isFormat(format)) {
        const text = texts.get('the sample')?.get(format) ?? ''
        assert.ok(from.test(text), format)
        assert.notDeepEqual(errorsOf[format]?.(text.replace(from, to)), [], format)
      }
  })

  for (const format of Object.keys(readers).filter(isFormat))
    it(`has the same observations and controls in ${format}`, () => {
      for (const {name, report, text} of each(format)) {
        const told = readers[format]?.(text) ?? assert.fail()
        // A cell or a property that is blank at its ends loses them.
        const sorted = (all: readonly string[]) =>
          distinct(all.map(text => text.replaceAll(/\s+/g, ' ').replaceAll('/ ', '/- ')))
        const {controls, observations} = wanted(report)
        assert.deepEqual(sorted(told.controls), sorted(controls), name)
        assert.deepEqual(sorted(told.observations), sorted(observations), name)
        if (format !== 'csv')
          assert.deepEqual(
            [told.controls.length, told.observations.length],
            [controls.length, observations.length],
            name,
          )
      }
    })

  it('has a JUnit test for each observation and control, with its outcome', () => {
    const ends: Readonly<Record<string, string>> = {fail: 'failures', unknown: 'errors'}
    for (const {name, report, text} of each('junit')) {
      const suites = XmlDocument.fromString(text).find('//testsuite')
      const checkSuites = suites.slice(0, suites.length - report.frameworks.length)
      const counts = (part: typeof suites) => (key: string) =>
        part.reduce((sum, suite) => sum + Number(suite.get(`@${key}`)?.content), 0)
      const all = [
        [
          [...keyedObservations(report)].map(({isSignal, outcome}) => (isSignal ? 'signal' : (outcome as string))),
          counts(checkSuites),
        ],
        ...report.frameworks.map(
          ({controls}, index) =>
            [
              controls.map(({status}) => status as string),
              counts(suites.slice(checkSuites.length + index).slice(0, 1)),
            ] as const,
        ),
      ] as const
      for (const [states, count] of all) {
        assert.equal(count('tests'), states.length, name)
        for (const [state, key] of Object.entries(ends))
          assert.equal(count(key), states.filter(text => text === state).length, name)
        assert.equal(count('skipped'), states.filter(text => !['fail', 'pass', 'unknown'].includes(text)).length, name)
      }
    }
  })

  it('is read by Heimdall as intended: each control with its status, each observation as a result', () => {
    const read: Readonly<Record<string, string>> = {
      attested: 'Passed',
      fail: 'Failed',
      inherited: 'Not Reviewed',
      manual: 'Not Reviewed',
      'not-applicable': 'Not Applicable',
      pass: 'Passed',
      unknown: 'Not Reviewed',
      waived: 'Not Applicable',
    }
    for (const {name, report, text} of each('hdf')) {
      const profiles = inspecjs.convertFile(text)['1_0_ExecJson']?.profiles ?? assert.fail(name)
      for (const [index, {controls}] of report.frameworks.entries()) {
        const own = profiles[index]?.controls ?? []
        assert.deepEqual(
          own.map(control => inspecjs.hdfWrapControl(control).status),
          controls.map(({status}) => read[status]),
          name,
        )
      }

      const pairs = profiles.flatMap(({controls}) =>
        controls.flatMap(({results}) => results.filter(({resource_id: id}) => typeof id === 'string')),
      )
      const known = new Set([...keyedControls(report)].map(({key}) => key))
      const meant = report.observations.reduce(
        (sum, {controls, signals = []}) =>
          sum +
          Math.max(
            1,
            [...controls, ...signals].filter(({control, framework}) => known.has(`${framework}/${control}`)).length,
          ),
        0,
      )
      if (name !== 'hostile words') assert.equal(pairs.length, meant, name)
    }
  })

  it('names all that is open, and nothing else, in a plan of action', () => {
    interface Plan {
      readonly observations?: readonly PropertyHolder[]
      readonly 'poam-items': readonly PropertyHolder[]
      readonly risks?: readonly PropertyHolder[]
    }
    for (const {name, report, text} of each('oscal-poam')) {
      const plan = (JSON.parse(text) as {'plan-of-action-and-milestones': Plan})['plan-of-action-and-milestones']
      const open = [...keyedObservations(report)].filter(
        ({isSignal, outcome}) => !isSignal && ['fail', 'unknown', 'waived'].includes(outcome),
      )
      assert.equal(plan.observations?.length ?? 0, open.length, name)
      const checks = distinct(plan['poam-items'].map(item => value(item, 'check')).filter(check => check !== ''))
      assert.deepEqual(checks, distinct(open.map(({observation}) => sanitizePlainText(observation.check))), name)
      const controls = [...keyedControls(report)].filter(
        ({control, isCoveredByObservation}) =>
          !isCoveredByObservation && ['fail', 'manual', 'unknown', 'waived'].includes(control.status),
      )
      assert.equal(plan['poam-items'].filter(item => value(item, 'control') !== '').length, controls.length, name)
    }
  })

  it("counts what it doesn't list in Markdown and in annotations", () => {
    for (const format of ['github', 'markdown'] as const)
      for (const {
        name,
        report: {frameworks, summary},
        text,
      } of each(format)) {
        const counts =
          format === 'github'
            ? [
                `${summary.fail - summary.signals} fail, ${summary.signals} worth a look, ` +
                  `${summary.unknown} unknown, ${summary.pass} pass, ${summary['not-applicable']} not applicable`,
                ...frameworks.map(({controls}) => `${controls.length} control${controls.length === 1 ? '' : 's'}: `),
              ]
            : [
                ...frameworks.map(
                  ({controls, summary: own}) => `| ${controls.length} | ${own.fail} | ${own.unknown} | ${own.manual} |`,
                ),
                `| ${summary.signals} | ${summary.unknown} | ${summary.pass} | ${summary['not-applicable']} |`,
              ]
        for (const count of counts) assert.ok(text.includes(count), `${name}: ${count}`)
      }
  })

  it('gives the same bytes for the same report', async () => {
    const again = sampleReport()
    for (const format of textFormats)
      assert.ok((await rendered(format, again)) === texts.get('the sample')?.get(format), format)
  })

  it('lets nothing through that controls a terminal, turns text or is half a character', () => {
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    const harmful = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/
    for (const format of textFormats)
      for (const {name, text} of each(format)) {
        const shown = format === 'csv' ? text.slice(1) : text
        assert.doesNotMatch(shown, harmful, `${name} in ${format}`)
        assert.doesNotMatch(text, /\p{Surrogate}/u, `${name} in ${format}`)
      }
  })

  it("never says that something passed that wasn't seen", () => {
    const {runs} = JSON.parse(texts.get('what people decided')?.get('sarif') ?? '') as Log
    const kinds = new Map((runs[0]?.results ?? []).map(({kind, ruleId}) => [ruleId, kind]))
    for (const id of ['2', '3', '5', '10']) assert.notEqual(kinds.get(`pci-dss-4.0.1/${id}`), 'pass')
    const events = JSON.parse(texts.get('what people decided')?.get('ocsf') ?? '') as Event[]
    const states = events
      .filter(({compliance}) => 'status_id' in compliance && compliance.status_id === 1)
      .map(({compliance}) => compliance.status_code)
    assert.deepEqual(distinct(states), ['pass'])
  })
})
