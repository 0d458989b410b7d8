import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Decision} from '../../src/review/decision.js'
import type {ReviewModel} from '../../src/review/review-model.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {decisionWriter, decisionLogFile} from '../../src/cli/actions/decision-writer.js'
import {afterDecision, newInterview} from '../../src/review/interview.js'
import {reduceLine} from '../../src/review/line-ui/line-reducer.js'
import {verifyLog} from '../../src/policy/decision-log.js'
import {me, modelFor} from './support.js'

const catalog = loadCatalog(['baseline'])

const startModel = modelFor(catalog)
const control = startModel.report.frameworks[0]?.controls.find(({status}) => status === 'manual')?.id ?? assert.fail()
// One app of the sample cannot be seen, and is named by nobody.
const names = startModel.places.flatMap(({app}) => app ?? [])

describe('a corrected decision', () => {
  let folder: string
  let file: string
  const text = () => readFileSync(file, 'utf8')
  const log = () =>
    readFileSync(decisionLogFile(file), 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as {readonly action: string; readonly what: {readonly answer?: string}})

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'correcting-'))
    file = path.join(folder, 'compliance.yml')
  })

  afterEach(() => rmSync(folder, {force: true, recursive: true}))

  /** What a person types, with what they decide kept in the file. */
  async function runLines(
    ...lines: readonly string[]
  ): Promise<{readonly model: ReviewModel; readonly decisions: readonly Decision[]}> {
    let [interview, model] = [newInterview(me), startModel]
    const keep = await decisionWriter(file, [], () => 0)
    const decisions: Decision[] = []
    for (const line of lines) {
      const turn = reduceLine(model, interview, line)
      interview = turn.interview
      if (!turn.decision) continue
      decisions.push(turn.decision)
      model = modelFor(catalog, await keep(turn.decision))
      interview = afterDecision(interview, turn.decision)
    }

    return {decisions, model}
  }

  const statusOf = (model: ReviewModel) => model.report.frameworks[0]?.controls.find(({id}) => id === control)
  const answer = (what: string, scope: string, reason: string) => [`${what} baseline ${control}`, scope, reason, '', '']

  it('replaces the first one in the file, and the log keeps both', async () => {
    writeFileSync(
      file,
      '# ours\nversion: 1 # the first\nanswers:\n  # an old one\n  - {framework: pci, control: 1.2.4, apps: [a], ' +
        'answer: "no", reason: x, by: a, on: 2026-01-01} # kept\n',
    )
    const {model} = await runLines(...answer('no', '', 'a slip'), ...answer('yes', 'everything', 'looked again'))
    assert.deepEqual(
      model.policy.answers?.map(answer => [answer.answer, answer.reason]),
      [
        ['no', 'x'],
        ['yes', 'looked again'],
      ],
    )
    assert.equal(statusOf(model)?.status, 'attested')
    for (const kept of ['# ours\n', '# the first', '# an old one\n', '# kept\n']) assert.ok(text().includes(kept), kept)
    assert.doesNotMatch(text(), /a slip/)
    assert.deepEqual(
      log().map(({action, what}) => [action, what.answer]),
      [
        ['answer', 'no'],
        ['answer', 'yes'],
      ],
    )
    assert.equal(verifyLog(decisionLogFile(file)).lineCount, 2)
  })

  it('keeps the comments next to an entry', async () => {
    await runLines(...answer('no', '', 'a slip'))
    writeFileSync(
      file,
      text()
        .replace('reason: a slip', 'reason: a slip\n    # asked Bob about it')
        .replace('answers:\n', 'answers:\n  # of the first day\n'),
    )
    const policy = {
      allow: {},
      answers: [
        {
          answer: 'no' as const,
          apps: names,
          by: me,
          control,
          expires: '2027-11-21',
          framework: 'baseline',
          on: startModel.today,
          reason: 'a slip',
          teams: ['quillgate-labs'],
        },
      ],
    }
    const turn = ['yes', ...answer('yes', '', 'it is so').slice(1)].reduce(
      (last, line, index) =>
        reduceLine(
          modelFor(catalog, {policy, sha256: ''}),
          last.interview,
          index === 0 ? `yes baseline ${control}` : line,
        ),
      {interview: newInterview(me)} as ReturnType<typeof reduceLine>,
    )
    assert.ok(turn.decision)
    const {policy: after} = await (await decisionWriter(file, [], () => 0))(turn.decision)
    assert.deepEqual(
      after.answers?.map(answer => answer.answer),
      ['yes'],
    )
    for (const kept of ['# of the first day\n', '# asked Bob about it\n']) assert.ok(text().includes(kept), text())
  })

  it('replaces the first one for some apps, and keeps it for the others', async () => {
    const [firstName = '', ...others] = names
    const {model} = await runLines(...answer('no', '', 'a slip'), ...answer('yes', firstName, 'but here'))
    assert.deepEqual(
      model.policy.answers?.map(({answer, apps}) => [answer, apps]),
      [
        ['no', others],
        ['yes', [firstName]],
      ],
    )
    const at = (name: string) =>
      model
        .controlsAt(model.places.find(place => place.name === name) ?? assert.fail())
        .find(placed => placed.control.id === control)?.control.status
    assert.deepEqual([at(firstName), at(others[0] ?? '')], ['attested', 'fail'])
  })

  it('replaces an answer for everything by one for the other apps', async () => {
    const [firstName = '', ...others] = names
    const {model} = await runLines(...answer('no', 'everything', 'a slip'), ...answer('yes', firstName, 'but here'))
    assert.deepEqual(
      model.policy.answers?.map(({answer, apps}) => [answer, apps]),
      [
        ['no', others],
        ['yes', [firstName]],
      ],
    )
  })

  it('is reverted completely by an undo', async () => {
    const [firstName = ''] = names
    const {model: before} = await runLines(...answer('no', '', 'a slip'))
    const was = text()
    rmSync(decisionLogFile(file))
    rmSync(file)
    for (const scope of ['', firstName]) {
      const {decisions, model} = await runLines(
        ...answer('no', '', 'a slip'),
        ...answer('yes', scope, 'looked again'),
        'undo',
      )
      assert.equal(decisions.length, 3)
      assert.deepEqual(model.policy.answers, before.policy.answers)
      assert.equal(text(), was)
      assert.deepEqual(
        log().map(({action}) => action),
        ['answer', 'answer', 'undo'],
      )
      rmSync(decisionLogFile(file))
      rmSync(file)
    }
  })

  it('keeps answers of other days: the latest one counts', async () => {
    const earlier =
      `version: 1\nanswers:\n  - {framework: baseline, control: ${control}, apps: ['*'], ` +
      'answer: "no", reason: x, by: a, on: 2026-11-01}\n'
    writeFileSync(file, earlier)
    const {model} = await runLines(...answer('yes', 'everything', 'fixed since'))
    assert.ok(text().startsWith(earlier))
    assert.equal(model.policy.answers?.length, 2)
    assert.equal(statusOf(model)?.status, 'attested')
  })

  it('also replaces waivers and documents', async () => {
    const waive = (reason: string, days: string) => ['waive 1', '', reason, 'bob@example.com', days, '']
    const document = (version: string) => [
      'document',
      'heroku-pci-aoc',
      'Heroku',
      version,
      '2026-06-01',
      '',
      '*',
      '',
      '',
    ]
    const {model} = await runLines(...waive('soon', '2026-12-31'), ...document('3.2.1'), ...document('4.0.1'))
    assert.deepEqual(
      model.policy.documents?.map(({version}) => version),
      ['4.0.1'],
    )
    assert.equal(model.policy.waivers?.length, 1)
    const [waiver] = model.policy.waivers ?? []
    const trouble = model.report.observations.find(observation => observation.waiver)
    assert.ok(waiver && trouble)
    const {supersededWaivers} = await import('../../src/review/supersede.js')
    assert.deepEqual(supersededWaivers(model, {...waiver, reason: 'later'}), [
      {added: {...waiver, reason: 'later'}, removed: waiver},
    ])
    assert.deepEqual(
      supersededWaivers(model, {...waiver, subjects: ['nothing-of-it']}).map(change => change.removed),
      [undefined],
    )
  })
})
