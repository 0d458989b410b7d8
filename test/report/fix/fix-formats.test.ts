import assert from 'node:assert/strict'

import type {HandworkTask, RemediationPlan} from '../../../src/model/remediation-plan.js'

import {loadCatalog} from '../../../src/catalog/catalog.js'
import {readCatalogFile} from '../../../src/catalog/catalog-files.js'
import {unsafeCharacters} from '../../../src/foundation/text.js'
import {handworkTitle} from '../../../src/report/fix/fix-text.js'
import {fixMarkdown} from '../../../src/report/fix/markdown.js'
import {fixTerminal} from '../../../src/report/fix/terminal.js'
import {displayWidth} from '../../../src/report/terminal/layout.js'
import {loadSample} from '../../../src/snapshot/load-snapshots.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {finding, planFor, planOf, stepOf} from '../../helpers/remediation-plans.js'

const nextSteps = [{about: 'every step, and how to undo it', command: 'heroku compliance:fix --app pay --full'}]
const screen = (plan: RemediationPlan, isFull = false) =>
  fixTerminal(plan, {color: false, columns: 80, isFull, nextSteps}).trimEnd().split('\n')
const task = (more: Partial<HandworkTask> = {}): HandworkTask => ({
  commands: ['heroku apps:create NEW-NAME --space SPACE'],
  findings: [finding('pay', {severity: 'critical'})],
  kind: 'new-app',
  text: 'Create a new app.',
  ...more,
})
const plan = planOf({
  byHand: [task()],
  exit: {code: 1, reason: '1 failure would remain'},
  inputs: [{about: 'the URL of your log store', example: '', name: 'DRAIN_URL'}],
  outcome: {closed: 2, failing: 3, newlyFailing: [], remaining: 1, undetermined: 0, unknown: 0},
  steps: [
    stepOf('pay'),
    stepOf('web'),
    stepOf('pay', {
      commands: ['heroku addons:detach CACHE -a pay'],
      inputs: [],
      interruption: 'restart',
      phase: 'remove',
      text: 'Detach it.',
    }),
  ],
})

describe('a plan on one screen', () => {
  it('has the verdict, the steps in order, what a person does, totals, and what to type next', () => {
    assert.deepEqual(screen(plan), [
      'Plan for app pay by facts of 2026-11-20 12:00 UTC',
      'against PCI DSS 4.0.1; nothing was run',
      '',
      '✗ 2 of 3 failures would close, in 3 steps.',
      '  1 failure would remain until a person acts.',
      '',
      'Add',
      '  heroku drains:add "$DRAIN_URL" -a pay (+1)',
      '    high  The app has no log drain: pay, web (1 control); no interruption',
      'Remove',
      '  heroku addons:detach CACHE -a pay',
      '    high  The app has no log drain: pay (1 control); restarts dynos',
      '',
      'By hand',
      '  critical  Create a new app, copy, cut over, delete the old one: 1 failure',
      '',
      'You fill in: DRAIN_URL.',
      'Restarts dynos: pay.',
      '',
      'Next',
      '  heroku compliance:fix --app pay --full  every step, and how to undo it',
    ])
  })

  it('fits, whatever there is to do', async () => {
    const {plan: sample} = await planFor(loadSample(), loadCatalog(['all']))
    for (const shown of [sample, planOf({byHand: sample.byHand, steps: [...sample.steps, ...sample.steps]})]) {
      const lines = screen(shown)
      assert.ok(lines.length <= 40, String(lines.length))
      for (const line of lines) assert.ok(displayWidth(line) <= 80, line)
    }
  })

  it('says where nothing fails, and where no command helps', () => {
    assert.match(screen(planOf()).join('\n'), /✓ Nothing fails that a plan could close\./)
    const none = {...plan.outcome, closed: 0}
    assert.match(screen(planOf({outcome: none})).join('\n'), /No command closes any of 3 failures/)
    const all = {...plan.outcome, closed: 3, remaining: 0}
    assert.match(screen(planOf({outcome: all})).join('\n'), /All 3 failures would close/)
    const one = {...plan.outcome, closed: 1, failing: 1, remaining: 0}
    assert.match(screen(planOf({outcome: one})).join('\n'), /The failure would close/)
  })

  it('says what is not known, and what would be new', () => {
    const outcome = {closed: 1, failing: 2, newlyFailing: [finding('web')], remaining: 0, undetermined: 1, unknown: 3}
    const text = screen(planOf({outcome})).join('\n')
    assert.match(text, /1 failure can't be judged before the steps are done/)
    assert.match(text, /1 check would fail newly: the app has no log drain \(web\)/)
    assert.match(text, /2 checks unknown now and afterwards/)
  })

  it('says prices as far as they are known', () => {
    const priced = (price: RemediationPlan['steps'][number]['price']) => stepOf('pay', price ? {price} : {})
    const total = (...prices: Array<{cents: number} | 'unknown'>) =>
      screen(planOf({steps: prices.map(priced)})).find(line => line.startsWith('Price:'))
    assert.equal(total({cents: 20_000}, {cents: -550}), 'Price: +$194.50 per month.')
    assert.equal(total({cents: 20_000}, 'unknown'), 'Price: +$200 per month, and 1 unknown.')
    assert.equal(total('unknown'), 'Price: unknown.')
    assert.match(screen(planOf({steps: [priced('unknown')]})).join('\n'), /no interruption, price unknown/)
  })
})

describe('a plan in full', () => {
  it('has every command, what it closes, and how to undo it', () => {
    const text = screen(plan, true).join('\n')
    for (const words of [
      'heroku drains:add "$DRAIN_URL" -a web',
      'Undo: heroku drains:remove "$DRAIN_URL" -a web',
      'Interruption: restarts dynos',
      'Create a new app.',
      'heroku apps:create NEW-NAME --space SPACE',
      'DRAIN_URL: the URL of your log store',
    ])
      assert.ok(text.includes(words), words)
  })

  it('says why a step is not offered, and what is known only afterwards', () => {
    const text = screen(
      planOf({
        byHand: [task({kind: 'unproved', reason: "heroku pg:reset isn't run by a script"})],
        steps: [
          stepOf('pay', {closes: [], isFinal: true, lookFirst: ['heroku drains'], undetermined: [finding('pay')]}),
        ],
      }),
      true,
    ).join('\n')
    assert.match(text, /Not in the script: heroku pg:reset isn't run by a script\./)
    assert.match(text, /Can't be known before: The app has no log drain/)
    assert.match(text, /Look first: heroku drains/)
    assert.match(text, /no interruption; final/)
  })
})

describe('a plan in Markdown', () => {
  it('has steps, what a person does, and what is to be filled in', () => {
    const text = fixMarkdown(plan)
    assert.match(text, /^## 2 of 3 failures would close, in 3 steps$/m)
    assert.match(text, /- `heroku drains:add "\$DRAIN_URL" -a pay`/)
    assert.match(text, /\*\*Create a new app, copy, cut over, delete the old one\*\*: Create a new app\./)
    assert.match(text, /- `DRAIN_URL`: the URL of your log store/)
  })
})

describe('every format of a plan', () => {
  it('shows no name that could control it', () => {
    for (const name of Object.values(HOSTILE)) {
      const shown = planOf({
        byHand: [task({commands: [name], findings: [finding(name)], reason: name, text: name})],
        inputs: [{about: name, example: name, name: 'DRAIN_URL'}],
        scope: {apps: [name], kind: 'app', name},
        steps: [stepOf('pay', {closes: [finding(name, {title: name})], commands: [name], text: name, undo: [name]})],
      })
      for (const text of [
        screen(shown).join(''),
        screen(shown, true).join(''),
        fixMarkdown(shown).replaceAll('\n', ''),
      ])
        assert.doesNotMatch(text, unsafeCharacters)
    }
  })

  it('has words for each reason why no script is enough', () => {
    const schema = readCatalogFile<{$defs: {byHand: {enum: string[]}}}>('./schema/check.schema.json')
    assert.deepEqual(Object.keys(handworkTitle).sort(), [...schema.$defs.byHand.enum, 'unproved'].sort())
  })
})
