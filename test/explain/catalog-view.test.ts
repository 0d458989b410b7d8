import assert from 'node:assert/strict'

import type {AccessReviewPart, Control} from '../../src/model/framework.js'

import {checkText} from '../../src/explain/check.js'
import {controlText, controlsText, frameworkText} from '../../src/explain/framework.js'
import {overviewText} from '../../src/explain/overview.js'
import {predicateText} from '../../src/report/text/predicate-text.js'
import {bundledView, control, framework as madeUp, joined, tooWide, withoutQuestion} from './support.js'
import {shortestName} from '../../src/explain/catalog-view.js'

const all = bundledView()

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
    it(`lists every framework and every check once, in ${columns} columns`, () => {
      const text = overviewText(all, columns)
      const lines = text.split('\n')
      for (const framework of all.frameworks)
        assert.match(joined(text), new RegExp(` ${shortestName(framework)}(?: \\d|: | \\()`), framework.id)
      for (const {id, severity} of all.checks)
        assert.deepEqual(
          lines.filter(line => line.trim().split(/ {2,}/)[1] === id).map(line => line.trim().split(/ +/)[0]),
          [severity],
        )
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
    const [check, other] = all.checks
    assert.ok(check && other)
    const frameworks = [
      madeUp('strict', [control('1', {checks: [check.id]})]),
      madeUp('mild', [control('2', {signals: [check.id]})]),
    ]
    const view = {...all, frameworks}
    assert.match(joined(checkText(check, view, 80)), /Controls Title of strict 1: 1 Signal for Title of mild 1: 2 $/)
    assert.doesNotMatch(checkText(other, view, 80), /Signal for/)
    const explained = frameworks.map(framework =>
      framework.controls.map(own => joined(controlText(framework, own, view, 80))).join(''),
    )
    assert.match(explained[0] ?? '', new RegExp(`Decided by ${check.id}`))
    assert.doesNotMatch(explained[0] ?? '', /Signals/)
    assert.match(explained[1] ?? '', new RegExp(`Signals: worth a look if they fail, but not a violation ${check.id}`))
    assert.doesNotMatch(explained[1] ?? '', /Decided by/)
  })

  it('says from when a control is enforced and how long an answer counts', () => {
    const dated = control('1', {answerDays: 92, enforcedFrom: '2027-10-01'})
    const text = joined(controlText(madeUp('house', [dated]), dated, all, 80))
    assert.match(text, /responsible: customer; enforced from 2027-10-01 /)
    assert.match(text, /Question Is 1 done\? An answer counts for 92 days\. /)
    const unasked = withoutQuestion(control('2', {kind: 'automatic'}))
    const other = joined(controlText(madeUp('house', [unasked]), unasked, all, 80))
    assert.doesNotMatch(other, /enforced from|An answer counts/)
  })

  it('lists the statements that a yes confirms, each on a line of its own', () => {
    const asked = control('1', {parts: ['One is so.', 'Two is so.']})
    const text = controlText(madeUp('house', [asked]), asked, all, 80)
    assert.match(text, /\n {2}Is 1 done\?\n {2}- One is so\.\n {2}- Two is so\.\n {2}An answer counts/)
  })

  it('names the profiles that take over a control unchanged, and shows those that change it', () => {
    const base = madeUp('base', [control('1')])
    const same = madeUp('same', [control('1')], {profileOf: 'base'})
    const changed = madeUp('changed', [control('1', {title: 'Another title'})], {profileOf: 'base'})
    const stranger = madeUp('stranger', [control('1')])
    const matches = [base, same, changed, stranger].map(framework => ({control: control('1'), framework}))
    matches[2] = {control: control('1', {title: 'Another title'}), framework: changed}
    const text = controlsText(matches, all, 80)
    assert.deepEqual(text.match(/^Title of \w+ 1 .*$/gm), [
      'Title of base 1 1 Title of 1',
      'Title of changed 1 1 Another title',
      'Title of stranger 1 1 Title of 1',
    ])
    assert.deepEqual(text.match(/^The same in the profiles\n.*$/gm), ['The same in the profiles\n  same'])
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

describe('the text of a control that an access review is about', () => {
  const text = (accessReview: AccessReviewPart) => {
    const own = control('A', {accessReview})
    return joined(controlText(madeUp('own', [own]), own, all, 80))
  }

  it('says whether a review answers it, or what it leaves open', () => {
    const review = 'A completed access review'
    assert.ok(text({}).includes(`${review} (heroku compliance:access) answers it.`))
    assert.ok(text({roster: true}).includes(`${review} with a roster (heroku compliance:access) answers it.`))
    const rest = 'covers access on Heroku. Still yours to answer: the databases.'
    assert.ok(text({rest: 'the databases'}).includes(`${review} (heroku compliance:access) ${rest}`))
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
