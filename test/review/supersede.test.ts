import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {ReadPolicy} from '../../src/model/policy.js'
import type {Decision} from '../../src/review/decision.js'
import type {World} from '../../src/review/review-model.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {keeperOf, logOf} from '../../src/cli/actions/decision-writer.js'
import {noPolicy} from '../../src/model/policy.js'
import {judgePlaces} from '../../src/assess/assess-by-place.js'
import {sampleSnapshot} from '../../src/snapshot/load-snapshots.js'
import {answerLine, begun, settled} from '../../src/review/line-ui/line-reducer.js'
import {checkedLog} from '../../src/policy/decision-log.js'

const catalog = loadCatalog(['baseline'])
const snapshot = sampleSnapshot()
const me = 'ann@example.com'

function worldOf({policy, sha256}: Omit<ReadPolicy, 'files'>): World {
  const judged = judgePlaces(snapshot, catalog, {
    allowUnknown: false,
    failOn: 'never',
    policy: {files: [], policy, sha256},
    scopeKind: 'sample',
    version: '0.0.0',
  })
  return {
    ...judged,
    checks: catalog.checks,
    frameworks: catalog.frameworks,
    policy,
    today: judged.report.generatedAt.slice(0, 10),
  }
}

const first = worldOf({policy: noPolicy, sha256: ''})
const control = first.report.frameworks[0]?.controls.find(({status}) => status === 'manual')?.id ?? assert.fail()
// One app of the sample cannot be seen, and is named by nobody.
const names = first.places.flatMap(({app}) => app ?? [])

describe('a decision that is corrected', () => {
  let folder: string
  let file: string
  const text = () => readFileSync(file, 'utf8')
  const log = () =>
    readFileSync(logOf(file), 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as {readonly action: string; readonly what: {readonly answer?: string}})

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'correcting-'))
    file = path.join(folder, 'compliance.yml')
  })

  afterEach(() => rmSync(folder, {force: true, recursive: true}))

  /** What a person types, with what they decide kept in the file. */
  async function held(
    ...lines: readonly string[]
  ): Promise<{readonly world: World; readonly decisions: readonly Decision[]}> {
    let [interview, world] = [begun(me), first]
    const keep = await keeperOf(file, [], () => 0)
    const decisions: Decision[] = []
    for (const line of lines) {
      const turn = answerLine(world, interview, line)
      interview = turn.interview
      if (!turn.decide) continue
      decisions.push(turn.decide)
      world = worldOf(await keep(turn.decide))
      interview = settled(interview, turn.decide)
    }

    return {decisions, world}
  }

  const statusOf = (world: World) => world.report.frameworks[0]?.controls.find(({id}) => id === control)
  const answer = (what: string, scope: string, reason: string) => [`${what} baseline ${control}`, scope, reason, '', '']

  it('takes the place of the first in the file, and the log keeps both', async () => {
    writeFileSync(
      file,
      `# ours\nversion: 1 # the first\nanswers:\n  # an old one\n  - {framework: pci, control: 1.2.4, apps: [a], answer: "no", reason: x, by: a, on: 2026-01-01} # kept\n`,
    )
    const {world} = await held(...answer('no', '', 'a slip'), ...answer('yes', 'everything', 'looked again'))
    assert.deepEqual(
      world.policy.answers?.map(one => [one.answer, one.reason]),
      [
        ['no', 'x'],
        ['yes', 'looked again'],
      ],
    )
    assert.equal(statusOf(world)?.status, 'attested')
    for (const kept of ['# ours\n', '# the first', '# an old one\n', '# kept\n']) assert.ok(text().includes(kept), kept)
    assert.doesNotMatch(text(), /a slip/)
    assert.deepEqual(
      log().map(({action, what}) => [action, what.answer]),
      [
        ['answer', 'no'],
        ['answer', 'yes'],
      ],
    )
    assert.equal(checkedLog(logOf(file)).length, 2)
  })

  it('keeps what others wrote beside an entry', async () => {
    await held(...answer('no', '', 'a slip'))
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
          expires: '2027-11-20',
          framework: 'baseline',
          on: first.today,
          reason: 'a slip',
          teams: ['quillgate-labs'],
        },
      ],
    }
    const turn = ['yes', ...answer('yes', '', 'it is so').slice(1)].reduce(
      (last, line, index) =>
        answerLine(worldOf({policy, sha256: ''}), last.interview, index === 0 ? `yes baseline ${control}` : line),
      {interview: begun(me)} as ReturnType<typeof answerLine>,
    )
    assert.ok(turn.decide)
    const {policy: after} = await (await keeperOf(file, [], () => 0))(turn.decide)
    assert.deepEqual(
      after.answers?.map(one => one.answer),
      ['yes'],
    )
    for (const kept of ['# of the first day\n', '# asked Bob about it\n']) assert.ok(text().includes(kept), text())
  })

  it('is corrected for some alone, and stands for the others', async () => {
    const [one = '', ...others] = names
    const {world} = await held(...answer('no', '', 'a slip'), ...answer('yes', one, 'but here'))
    assert.deepEqual(
      world.policy.answers?.map(({answer: what, apps}) => [what, apps]),
      [
        ['no', others],
        ['yes', [one]],
      ],
    )
    const at = (name: string) =>
      world
        .at(world.places.find(place => place.name === name) ?? assert.fail())
        .find(placed => placed.control.id === control)?.control.status
    assert.deepEqual([at(one), at(others[0] ?? '')], ['attested', 'fail'])
  })

  it('is corrected where it was given for everything', async () => {
    const [one = '', ...others] = names
    const {world} = await held(...answer('no', 'everything', 'a slip'), ...answer('yes', one, 'but here'))
    assert.deepEqual(
      world.policy.answers?.map(({answer: what, apps}) => [what, apps]),
      [
        ['no', others],
        ['yes', [one]],
      ],
    )
  })

  it('comes back whole with an undo', async () => {
    const [one = ''] = names
    const {world: before} = await held(...answer('no', '', 'a slip'))
    const was = text()
    rmSync(logOf(file))
    rmSync(file)
    for (const scope of ['', one]) {
      const {decisions, world} = await held(
        ...answer('no', '', 'a slip'),
        ...answer('yes', scope, 'looked again'),
        'undo',
      )
      assert.equal(decisions.length, 3)
      assert.deepEqual(world.policy.answers, before.policy.answers)
      assert.equal(text(), was)
      assert.deepEqual(
        log().map(({action}) => action),
        ['answer', 'answer', 'undo'],
      )
      rmSync(logOf(file))
      rmSync(file)
    }
  })

  it('leaves answers of other days as they are: the latest counts', async () => {
    const earlier = `version: 1\nanswers:\n  - {framework: baseline, control: ${control}, apps: ['*'], answer: "no", reason: x, by: a, on: 2026-11-01}\n`
    writeFileSync(file, earlier)
    const {world} = await held(...answer('yes', 'everything', 'mended since'))
    assert.ok(text().startsWith(earlier))
    assert.equal(world.policy.answers?.length, 2)
    assert.equal(statusOf(world)?.status, 'attested')
  })

  it('holds for waivers and documents too', async () => {
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
    const {world} = await held(...waive('soon', '2026-12-31'), ...document('3.2.1'), ...document('4.0.1'))
    assert.deepEqual(
      world.policy.documents?.map(({version}) => version),
      ['4.0.1'],
    )
    assert.equal(world.policy.waivers?.length, 1)
    const [waiver] = world.policy.waivers ?? []
    const trouble = world.report.observations.find(one => one.waiver)
    assert.ok(waiver && trouble)
    const {waiverSwaps} = await import('../../src/review/supersede.js')
    assert.deepEqual(waiverSwaps(world, {...waiver, reason: 'later'}), [
      {in: {...waiver, reason: 'later'}, out: waiver},
    ])
    assert.deepEqual(
      waiverSwaps(world, {...waiver, subjects: ['nothing-of-it']}).map(one => one.out),
      [undefined],
    )
  })
})
