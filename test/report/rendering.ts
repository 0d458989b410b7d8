import {readFileSync} from 'node:fs'

import type {ControlResult, Report} from '../../src/model/report.js'
import type {Format} from '../../src/report/formats.js'
import type {RenderOptions} from '../../src/report/render-options.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {chooseOnly} from '../../src/catalog/only.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {formats, isFormat} from '../../src/report/formats.js'
import {collectWith, rememberOutcomes} from '../integration/run.js'
import {HOSTILE, hostile} from '../fixtures/hostile.js'
import {controlOf, failingObservation, frameworkOf, reportOf, observationOf} from './terminal/support.js'

const judging = {allowUnknown: false, failOn: 'high', version: '0.0.0'} as const

/** The sample organisation, judged by the checks that no framework asks for too. */
export const sampleReport = (ids: readonly string[] = ['all']): Report =>
  assessSnapshot(loadSample(), loadCatalog(ids), {...judging, scopeKind: 'sample'})

/** The sample, judged by one check and one control. */
export const partReport = (): Report =>
  assessSnapshot(loadSample(), chooseOnly(loadCatalog(['baseline', 'pci']), ['apps-have-a-log-drain', 'pci:1.2.8']), {
    ...judging,
    scopeKind: 'sample',
  })

/** A world in which every name is hostile, and reports in which ids, titles and what people wrote are so too. */
export async function hostileReport(): Promise<Report> {
  const catalog = loadCatalog(['pci', 'baseline'])
  return assessSnapshot(await collectWith(rememberOutcomes(hostile()), {kind: 'all'}, catalog), catalog, {
    ...judging,
    scopeKind: 'all',
  })
}

export function hostileWords(): Report {
  const words = ['', ...Object.values(HOSTILE)]
  const controls = words.map((id, index) =>
    controlOf({
      answeredBy: {control: id, framework: id, relation: 'subset'},
      askedAs: {control: id, framework: id},
      checks: [],
      enforcedFrom: id,
      id,
      nist: {[id]: 'overlap'},
      proposals: [{answer: 'no', by: id, control: id, expires: id, framework: id, on: id}],
      question: id,
      reason: id,
      status: index % 2 ? 'manual' : 'fail',
      title: id,
    }),
  )
  const customFramework = frameworkOf([...controls, controlOf({id: 'met', status: 'fail'})], {
    id: '=own',
    title: HOSTILE['script'] ?? '',
    version: HOSTILE['closing'] ?? '',
  })
  const observations = words.flatMap((name, index) => [
    failingObservation(name, {
      because: [{field: name, must: {const: name}, value: name}],
      check: `own-${index}`,
      controls: [{control: name, framework: '=own'}],
      remediation: {commands: [name], text: name, url: `https://example.com/${name}`},
      title: name,
    }),
    extended(
      observationOf({
        check: `gap-${index}`,
        gaps: [{detail: name, field: name, reason: 'forbidden'}],
        subject: {app: name, id: name, name},
        verdict: 'unknown',
      }),
      {waiver: {by: name, expires: name, reason: name}},
    ),
  ])
  return reportOf(observations, {
    exit: {code: 1, reason: HOSTILE['newline'] ?? ''},
    frameworks: [customFramework],
    gaps: words.map(path => ({needs: path, path, reason: 'forbidden'})),
    notices: words.map(text => ({id: 'own', text})),
    only: words,
    scope: {apps: words, kind: 'app', name: words.join(' ').slice(0, 400)},
  })
}

export const emptyReport = (): Report => reportOf([], {scope: {apps: [], kind: 'app', name: 'nobody'}})

/** With what a later report may say of it, whatever its form. */
const extended = <T extends object>(item: T, extra: object): T => ({...item, ...extra})

const waiver = {
  approvedBy: 'cto@example.com',
  by: 'dev@example.com',
  check: 'x',
  expires: '2026-12-31',
  on: '2026-11-01',
  reason: 'it goes next month',
  subjects: ['*'],
  ticket: 'SEC-12',
}
const answer = {
  answer: 'yes',
  by: 'lead@example.com',
  evidence: 'doc-1',
  expires: '2027-01-31',
  on: '2026-10-01',
  reason: 'looked at in October',
}

/** What people decided: waivers, answers, documents, and apps out of scope. */
export function decidedReport(): Report {
  const refs = (id: string) => [{control: id, framework: 'pci-dss-4.0.1'}]
  const observations = [
    extended(failingObservation('waived-app', {check: 'waived', controls: refs('1'), severity: 'high'}), {waiver}),
    extended(
      observationOf({
        check: 'waived',
        controls: refs('1'),
        gaps: [{field: 'hasTeam', reason: 'forbidden'}],
        severity: 'high',
        subject: {name: 'unseen-app'},
        verdict: 'unknown',
      }),
      {waiver},
    ),
    observationOf({check: 'kept', controls: [...refs('2'), ...refs('6')], subject: {name: 'good-app'}}),
    observationOf({check: 'idle', controls: refs('7'), subject: {name: 'good-app'}, verdict: 'not-applicable'}),
    failingObservation('bad-app', {check: 'mixed', controls: refs('8')}),
    observationOf({
      check: 'mixed',
      controls: refs('8'),
      gaps: [{field: 'hasTeam', reason: 'forbidden'}],
      subject: {name: 'dark-app'},
      verdict: 'unknown',
    }),
    observationOf({check: 'mixed', controls: refs('8'), subject: {name: 'good-app'}}),
    observationOf({
      check: 'dark',
      controls: refs('9'),
      gaps: [{field: 'hasTeam', reason: 'forbidden'}],
      subject: {name: 'dark-app'},
      verdict: 'unknown',
    }),
    observationOf({check: 'loose', subject: {name: 'good-app'}}),
  ]
  const controls = [
    controlOf({checks: ['waived'], id: '1', kind: 'fail-only', status: 'waived'}),
    controlOf({checks: ['kept'], id: '2', kind: 'fail-only', question: 'Is it so everywhere?', status: 'manual'}),
    extended(controlOf({id: '3', status: 'attested'}), {answer}),
    extended(controlOf({id: '4', status: 'fail'}), {answer: {...answer, answer: 'no'}}),
    controlOf({id: '5', kind: 'inherited', status: 'inherited'}),
    controlOf({checks: ['kept'], id: '6', kind: 'automatic', status: 'pass'}),
    controlOf({checks: ['idle'], id: '7', kind: 'automatic', status: 'not-applicable'}),
    controlOf({checks: ['mixed'], id: '8', kind: 'fail-only', status: 'fail'}),
    controlOf({checks: ['dark'], id: '9', kind: 'fail-only', status: 'unknown'}),
    controlOf({boundary: ['dark'], id: '10', kind: 'inherited', status: 'unknown'}),
  ]
  const own = extended(frameworkOf(controls), {
    outOfScope: [
      {app: 'brochure', by: 'lead@example.com', on: '2026-10-01'},
      {app: 'blog', by: 'lead@example.com'},
    ],
  })
  return reportOf(observations, {exit: {code: 1, reason: '1 failure of severity high or worse'}, frameworks: [own]})
}

/** Two frameworks, and what the crosswalk between them says: relations, shared questions and answers to others. */
export function crosswalkReport(): Report {
  const proposal = {by: 'ann@example.com', expires: '2027-05-02', framework: 'nist-800-53r5', on: '2026-05-01'} as const
  const given = {...answer, control: 'AC-2', framework: 'own-1.0'} as const
  const asked = (id: string, askedAs: NonNullable<ControlResult['askedAs']>) =>
    controlOf({askedAs, id, question: `Is ${id} so?`, title: `Title of ${id}`})
  const toOwn = {control: 'AC-1', framework: 'own-1.0'}
  const toNist = {control: 'CM-6', framework: 'nist-800-53r5'}
  return reportOf([], {
    frameworks: [
      frameworkOf([
        asked('1.1', toOwn),
        asked('1.2', toOwn),
        asked('1.3', toNist),
        asked('1.4', toNist),
        {...asked('1.5', {control: 'IA-5', framework: 'nist-800-53r5'}), nist: {'IA-5': 'subset'}},
        controlOf({
          enforcedFrom: '2027-10-01',
          facts: [{subject: 'a'}],
          id: '1.6',
          nist: {'AC-10': 'overlap', 'AC-2': 'superset', 'AC-2 (1)': 'equal'},
          priority: 'P1',
          proposals: [
            {...proposal, answer: 'yes', control: 'AC-2'},
            {...proposal, answer: 'not-applicable', control: 'AC-3'},
          ],
          question: 'Is it enforced?',
        }),
        controlOf({
          answer: given as never,
          answeredBy: {control: 'AC-2', framework: 'own-1.0', relation: 'subset'},
          answers: [given, {...given, control: '1.7', framework: 'pci'}] as never,
          id: '1.7',
          nist: {'AC-2': 'subset'},
          question: 'Is it answered?',
          reason: 'answered yes by lead@example.com on 2026-10-01 to Own 1.0 AC-2, of which this is a part',
          status: 'attested',
        }),
        controlOf({documents: ['letter'], id: '1.8'}),
      ]),
      frameworkOf([controlOf({id: 'AC-1', question: 'Is all of it so?', title: 'The whole'})], {
        id: 'own-1.0',
        title: 'Own',
        version: '1.0',
      }),
      frameworkOf([controlOf({id: 'GATE-1', status: 'pass'}), controlOf({id: 'SC-7 (5)', status: 'pass'})], {
        id: 'nist-800-53r5-low',
        title: 'NIST SP 800-53 low baseline',
        version: 'Rev. 5',
      }),
    ],
  })
}

/** The formats that are text. */
export const textFormats: readonly Format[] = Object.keys(formats)
  .filter(isFormat)
  .filter(format => !formats[format].isBinary)

/** A report in a format. */
export async function renderedBytes(name: Format, of: Report, rest: Partial<RenderOptions> = {}): Promise<Buffer> {
  const render = await formats[name].load()
  const document = await render(of, {color: false, columns: 80, view: 'findings', ...rest})
  return typeof document === 'string' ? Buffer.from(document) : Buffer.concat([...document])
}

/** A report in a format, as text. */
export const rendered = async (name: Format, of: Report, rest: Partial<RenderOptions> = {}): Promise<string> =>
  new TextDecoder('utf8', {fatal: true, ignoreBOM: true}).decode(await renderedBytes(name, of, rest))

export const schemaFile = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../test/schemas/${name}`, import.meta.url), 'utf8'))
