import assert from 'node:assert/strict'

import type {Control, Framework} from '../../src/model/framework.js'

import {readChecks, readExamples, readFields, readFrameworks} from '../../src/catalog/catalog.js'
import {controlKinds} from '../../src/model/framework.js'
import {checkText} from '../../src/explain/check.js'
import {controlText, frameworkText} from '../../src/explain/framework.js'
import {controlKindCounts, overviewText} from '../../src/explain/overview.js'
import {predicateText} from '../../src/report/text/predicate-text.js'
import {shortestName} from '../../src/explain/catalog-view.js'

const all = {checks: readChecks(), examples: readExamples(), fields: readFields(), frameworks: readFrameworks()}
const joined = (text: string) => text.replaceAll(/\s+/g, ' ')

/** Lines that are too wide, but for a command, an address or a number that stands alone. */
const tooWide = (text: string, columns: number) =>
  text
    .split('\n')
    .filter(line => line.length > columns && !/^ *(?:heroku |git |https:)/.test(line) && line.trim().includes(' '))

/** What the explanation of a control has to say. */
function partsOf({boundary, checks, documents, id, remediation, source, ...rest}: Control): Array<string | undefined> {
  const {note, question, relievedBy, responsibility, title} = rest
  const lists = [checks, boundary, documents?.map(document => `${document}: `), remediation.commands]
  return [
    id,
    title,
    `responsible: ${responsibility}`,
    ...lists.flatMap(list => list ?? []),
    note,
    question,
    relievedBy,
    remediation.text,
    source.section,
  ]
}

function exampleTexts(check: string): string[] {
  const {fail, pass} = all.examples[check] ?? assert.fail(check)
  return [`Passes, for example ${pass.name}`, `Fails, for example ${fail.name}`]
}

describe('catalog view', () => {
  for (const columns of [80, 120])
    it(`lists every framework with its counts, and every check once, in ${columns} columns`, () => {
      const lines = overviewText(all, columns).split('\n')
      for (const framework of all.frameworks) {
        const {controls, id, title, version} = framework
        const counts = controlKinds.map(kind => controls.filter(control => control.kind === kind).length)
        const row = lines.findIndex(line => line.trim().split(/ +/)[0] === shortestName(framework))
        assert.deepEqual(lines[row]?.trim().split(/ +/).slice(1, 7).map(Number), [...counts, controls.length], id)
        assert.ok(
          lines
            .slice(row, row + 2)
            .join(' ')
            .includes(`${title} ${version}`),
          id,
        )
      }

      for (const {id, severity} of all.checks)
        assert.deepEqual(
          lines.filter(line => line.trim().split(/ {2,}/)[1] === id).map(line => line.trim().split(/ +/)[0]),
          [severity],
        )
    })

  it('has its numbers below their headings', () => {
    const [head = '', ...rows] = overviewText(all, 80).split('\n')
    const ends = (line: string) => [...line.matchAll(/\S+/g)].map(({index, 0: word}) => index + word.length).slice(1)
    assert.deepEqual(head.trim().split(/ +/), ['Frameworks', ...controlKinds, 'all'])
    for (const row of rows
      .slice(0, all.frameworks.length * 2)
      .filter(line => /\d$/.test(line) && !line.startsWith('    ')))
      assert.deepEqual(ends(row), ends(head))
  })

  it('puts the numbers into sentences if there is no room for a table', () => {
    assert.ok(
      joined(overviewText(all, 60)).includes(
        'pci: PCI DSS 4.0.1 154 controls: 3 automatic, 34 fail-only, 21 evidence, 28 inherited, 68 manual',
      ),
    )
  })

  it('counts controls by kind', () => {
    const controls = ['manual', 'automatic', 'manual'].map(kind => ({kind}))
    assert.deepEqual(controlKindCounts({controls} as unknown as Framework), {
      automatic: 1,
      evidence: 0,
      'fail-only': 0,
      inherited: 0,
      manual: 2,
    })
  })

  it('lists every control of a framework, its documents and its sources', () => {
    for (const framework of all.frameworks) {
      const text = joined(frameworkText(framework, 80))
      for (const {id, title} of framework.controls) assert.ok(text.includes(` ${id} `) && text.includes(title), id)
      for (const id of Object.keys(framework.documents)) assert.ok(text.includes(`${id}: `), id)
      for (const {title} of Object.values(framework.sources)) assert.ok(text.includes(joined(title)), title)
    }
  })

  for (const framework of all.frameworks)
    it(`explains every control of ${framework.title}`, () => {
      for (const control of framework.controls) {
        const text = joined(controlText(framework, control, all, 80))
        for (const part of partsOf(control))
          assert.ok(part === undefined || text.includes(joined(part)), `${control.id}: ${part ?? ''}`)
      }
    })

  it('explains every check: why, when, what, by which fields, and for which controls', () => {
    for (const check of all.checks) {
      const explained = joined(checkText(check, all, 80))
      for (const part of [check.id, check.title, check.why, check.severity, check.remediation.text])
        assert.ok(explained.includes(joined(part)), `${check.id}: ${part}`)
      for (const field of Object.keys({...check.when, ...check.must}))
        assert.ok(
          explained.includes(`${field}: ${all.fields[check.subject][field]?.about ?? '?'}`),
          `${check.id}: ${field}`,
        )
      const users = all.frameworks.flatMap(({controls}) => controls.filter(({checks}) => checks.includes(check.id)))
      for (const {id} of users) assert.ok(explained.includes(id), `${check.id}: ${id}`)
      for (const text of exampleTexts(check.id)) assert.ok(explained.includes(joined(text)), check.id)
      if (users.length === 0) assert.ok(explained.includes('none of the bundled frameworks'), check.id)
      assert.doesNotMatch(explained, /\{\w+\}/)
    }
  })

  it('tells violations and signals apart, for a check and for a control', () => {
    const check = all.checks.find(({id}) => id === 'heroku-exec-is-off') ?? assert.fail()
    const text = joined(checkText(check, all, 80))
    assert.match(text, /Controls .*A\.8\.18.* Signal for .*PCI DSS 4\.0\.1: 2\.2\.4/)
    assert.doesNotMatch(
      joined(checkText(all.checks.find(({id}) => id === 'postgres-is-shield') ?? assert.fail(), all, 80)),
      /Signal for/,
    )
    const pci = all.frameworks.find(({id}) => id === 'pci-dss-4.0.1') ?? assert.fail()
    const explained = (id: string) =>
      joined(controlText(pci, pci.controls.find(control => control.id === id) ?? assert.fail(id), all, 80))
    assert.match(explained('2.2.4'), /Signals: worth a look if they fail, but not a violation heroku-exec-is-off/)
    assert.doesNotMatch(explained('2.2.4'), /Decided by/)
    assert.doesNotMatch(explained('GATE-PCI-1'), /Worth a look/)
  })

  it('fits the available columns', () => {
    for (const columns of [60, 80, 120]) {
      const [framework] = all.frameworks
      assert.ok(framework)
      assert.deepEqual(tooWide(overviewText(all, columns), columns), [])
      for (const control of framework.controls)
        assert.deepEqual(
          tooWide(controlText(framework, control, all, columns).split('\n').slice(1).join('\n'), columns),
          [],
        )
      for (const check of all.checks) assert.deepEqual(tooWide(checkText(check, all, columns), columns), [])
    }
  })
})

describe('an example', () => {
  const [check] = all.checks
  const text = (fields: Readonly<Record<string, string | string[] | boolean | number | null>>) =>
    check
      ? checkText(
          check,
          {...all, examples: {[check.id]: {fail: {fields, name: 'bad'}, pass: {fields: {}, name: 'good'}}}},
          80,
        )
      : ''

  it('gives its values in words', () => {
    const shown = text({a: true, b: false, c: [], d: ['x', 'y'], e: 7, f: 'z'})
    assert.ok(
      shown.includes(
        'Fails, for example\n  bad\n    a: yes\n    b: no\n    c: none\n    d: x, y\n    e: 7\n    f: z\n',
      ),
      shown,
    )
  })

  it('is left out if there is none', () => {
    assert.ok(check)
    const shown = checkText(check, {...all, examples: {}}, 80)
    assert.doesNotMatch(shown, /for example/)
    assert.match(shown, /How to fix it/)
  })
})

describe('predicate-text', () => {
  it('puts every keyword of a predicate into words', () => {
    const cases: ReadonlyArray<readonly [object, string]> = [
      [{const: true}, 'yes'],
      [{const: false}, 'no'],
      [{const: 'shield'}, 'shield'],
      [{enum: ['a', 'b']}, 'one of a, b'],
      [{minimum: 2}, 'at least 2'],
      [{maximum: 30}, 'at most 30'],
      [{minItems: 1}, 'at least 1'],
      [{maxItems: 0}, 'none'],
      [{maxItems: 1}, 'at most 1'],
      [{not: {const: 'x'}}, 'not x'],
      [{contains: {const: 'PCI'}}, 'contains PCI'],
      [{items: {pattern: '^a'}}, 'each matches ^a'],
      [{anyOf: [{const: 1}, {minimum: 5}]}, '1 or at least 5'],
      [{maximum: 9, minimum: 1}, 'at most 9 and at least 1'],
    ]
    for (const [predicate, words] of cases) assert.equal(predicateText(predicate as Record<string, unknown>), words)
  })
})
