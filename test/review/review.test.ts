import assert from 'node:assert/strict'

import type {ReadPolicy} from '../../src/model/policy.js'
import type {Decision} from '../../src/review/decision.js'
import type {Interview} from '../../src/review/line-ui/line-reducer.js'
import type {Key, State} from '../../src/review/screen-ui/screen-state.js'
import type {World} from '../../src/review/review-model.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {noPolicy} from '../../src/model/policy.js'
import {judgePlaces} from '../../src/assess/assess-by-place.js'
import {sampleSnapshot} from '../../src/snapshot/load-snapshots.js'
import {policyAfter, told} from '../../src/review/decision.js'
import {observationText, verdictWord} from '../../src/review/details.js'
import {frameOf} from '../../src/review/screen-ui/frame.js'
import {matrixOf, restOf} from '../../src/review/matrix.js'
import {pageOf} from '../../src/review/screen-ui/pages.js'
import {answerLine, begun, current, prompt, settled} from '../../src/review/line-ui/line-reducer.js'
import {started} from '../../src/review/screen-ui/screen-state.js'
import {keptOf, keptText} from '../../src/review/session.js'
import {decided, press, refused} from '../../src/review/screen-ui/key-reducer.js'
import {observationsOf, openPlaces, progressOf, questionsOf, troubles} from '../../src/review/review-model.js'
import {keyReader} from '../../src/review/screen-ui/keys.js'

const catalog = loadCatalog(['baseline', 'sparc'])
const snapshot = sampleSnapshot()
const size = {columns: 80, rows: 24}
const me = 'ann@example.com'

function worldOf(policy: ReadPolicy['policy'] = noPolicy): World {
  const judged = judgePlaces(snapshot, catalog, {
    allowUnknown: false,
    failOn: 'never',
    policy: {files: [], policy, sha256: ''},
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

const first = worldOf()
const {places} = first

/** An interview held with these lines; what was decided changes the world. */
function held(
  lines: readonly string[],
  start: Interview = begun(me),
): {interview: Interview; said: string[]; decisions: Decision[]; world: World} {
  let [interview, world] = [start, first]
  const said: string[] = []
  const decisions: Decision[] = []
  for (const line of lines) {
    const turn = answerLine(world, interview, line)
    interview = turn.interview
    said.push(...turn.say)
    if (turn.decide) {
      decisions.push(turn.decide)
      world = worldOf(policyAfter(world.policy, turn.decide))
      interview = settled(interview, turn.decide)
    }
  }

  return {decisions, interview, said, world}
}

/** Keys by their names, or what is typed. */
const keys = (...all: string[]): Key[] =>
  all.flatMap(one => {
    const name = (
      ['back', 'down', 'end', 'enter', 'escape', 'home', 'left', 'pagedown', 'pageup', 'right', 'up'] as const
    ).find(known => one === `<${known}>`)
    return name ? [{name, text: ''}] : [...one].map(text => ({text}))
  })

function pressed(start: State, ...all: string[]): {state: State; world: World; decisions: Decision[]; isOver: boolean} {
  let [state, world, isOver] = [start, first, false]
  const decisions: Decision[] = []
  for (const key of keys(...all)) {
    const one = press(world, state, key, size)
    state = one.state
    if (one.decide) {
      decisions.push(one.decide)
      world = worldOf(policyAfter(world.policy, one.decide))
      state = decided(state, one.decide, told(one.decide))
    }

    isOver ||= one.isOver === true
  }

  return {decisions, isOver, state, world}
}

const textOf = (world: World, state: State, at = size) =>
  frameOf(world, state, at)
    .map(({text}) => text)
    .join('\n')

describe('the questions of a review', () => {
  it('come worst first, and then those that one answer closes for most', () => {
    const order = ['critical', 'high', 'medium', 'low']
    const all = questionsOf(first, {kind: 'all'}).map(
      ({control, open}) => [order.indexOf(control.severity), -open.length] as const,
    )
    assert.ok(all.length > 20)
    assert.deepEqual(
      all,
      [...all].sort(([a, b], [c, d]) => a - c || b - d),
    )
  })

  it('are open for the places that no answer speaks of', () => {
    const [question] = questionsOf(first, {kind: 'all'})
    assert.ok(question)
    const world = worldOf({
      ...noPolicy,
      answers: [
        {
          answer: 'yes',
          apps: ['fee-tables'],
          by: me,
          control: question.control.id,
          framework: question.framework,
          on: first.today,
          reason: 'seen',
        },
      ],
    })
    const control = world.report.frameworks
      .find(({id}) => id === question.framework)
      ?.controls.find(({id}) => id === question.control.id)
    assert.ok(control)
    assert.deepEqual(
      openPlaces(world, question.framework, control, places).map(({name}) => name),
      places.filter(({holdsApps, name}) => holdsApps !== true && name !== 'fee-tables').map(({name}) => name),
    )
  })

  it('are those of the part that was chosen', () => {
    const inVault = questionsOf(first, {kind: 'space', name: 'quill-vault'})
    assert.ok(inVault.length > 0)
    assert.ok(inVault.every(({open}) => open.every(({space}) => space === 'quill-vault')))
  })
})

describe('a review line by line', () => {
  it('makes an answer, of all that the question was shown for where nothing else is said', () => {
    const question = current(first, begun(me))
    const {decisions, world} = held(['yes', 'all', 'looked at it', '', ''])
    const what = {
      answer: 'yes',
      apps: places.flatMap(({app}) => app ?? []),
      by: me,
      control: question?.control.id,
      expires: '2027-11-20',
      framework: question?.framework,
      on: '2026-11-20',
      reason: 'looked at it',
      teams: ['quillgate-labs'],
    }
    assert.deepEqual(decisions, [{action: 'answer', by: me, swaps: [{in: what}], what}])
    // An app that cannot be seen has no name: only what is true of everything is true of it.
    assert.equal(progressOf(world).done, progressOf(first).done)
    assert.equal(
      progressOf(held(['yes', 'everything', 'looked at it', '', '', 'yes', '', 'this too', '', '']).world).done,
      progressOf(first).done + 2,
    )
  })

  it('takes numbers, spaces and names as what it is true of', () => {
    const {decisions, said} = held([
      'no',
      'space quill-vault, badge-demo, nowhere',
      'space quill-vault, badge-demo',
      'it is not so',
      '',
      '2027-01-31',
    ])
    assert.deepEqual(said, ['Not taken: nothing in this review is called nowhere.'])
    const [one] = decisions
    assert.ok(one?.action === 'answer')
    assert.deepEqual(
      [one.what.answer, one.what.apps, one.what.spaces, one.what.expires],
      ['no', ['badge-demo'], ['quill-vault'], '2027-01-31'],
    )
  })

  it('refuses what would have no effect', () => {
    const {decisions, said} = held(['yes', '', '', 'seen', 'heroku-soc2', '', '2026-11-19', '2026-02-30', '2026-11-20'])
    assert.deepEqual(said, [
      'Not taken: this cannot be left empty.',
      'Not taken: no document heroku-soc2 is on file; record it first, or leave this empty.',
      'Not taken: 2026-11-19 is past.',
      'Not taken: this is no day; type it as 2027-01-31.',
    ])
    assert.equal(decisions.length, 1)
  })

  it('waives a failure, approved by another, for as long as its severity allows', () => {
    const trouble = troubles(first).findIndex(({severity, verdict}) => severity === 'high' && verdict === 'fail')
    const {decisions, said, world} = held([
      `waive ${trouble + 1}`,
      '',
      'accepted',
      ' ANN@example.com',
      'bob@example.com',
      '2027-05-20',
      '2027-05-19',
      'T-1',
    ])
    assert.deepEqual(said, [
      'Not taken: nobody approves a waiver of their own; name another person.',
      'Not taken: a waiver of severity high runs 180 days at most: until 2027-05-19.',
    ])
    assert.equal(decisions[0]?.action, 'waive')
    assert.equal(world.report.summary.waived, 1)
    assert.ok(!world.report.notices.some(({id}) => id.startsWith('waiver-')))
  })

  it('asks who decides where that is not known, and only once', () => {
    const {decisions, interview} = held(
      ['yes', 'nobody', me, '', 'seen', '', '', 'no', '', 'not so', '', ''],
      begun(undefined),
    )
    assert.deepEqual(
      decisions.map(one => ('by' in one.what ? one.what.by : '')),
      [me, me],
    )
    assert.equal(interview.by, me)
  })

  it('records a document, which answers may then name', () => {
    const {decisions} = held([
      'document',
      'heroku-soc2',
      'Heroku',
      '',
      '2026-06-01',
      '',
      '*',
      '',
      'a safe',
      'yes',
      '',
      'seen',
      'heroku-soc2',
      '',
    ])
    assert.deepEqual(decisions[0]?.what, {
      id: 'heroku-soc2',
      issued: '2026-06-01',
      issuer: 'Heroku',
      place: 'a safe',
      services: ['*'],
    })
    assert.ok(decisions[1]?.action === 'answer' && decisions[1].what.evidence === 'heroku-soc2')
  })

  it('takes the last decision back', () => {
    const {decisions, interview, world} = held(['yes', '', 'seen', '', '', 'undo', 'undo'])
    assert.deepEqual(
      decisions.map(({action}) => action),
      ['answer', 'undo'],
    )
    assert.deepEqual(world.policy.answers, [])
    assert.deepEqual(interview.done, [])
    assert.equal(progressOf(world).done, progressOf(first).done)
  })

  it('puts a question off, and asks it again', () => {
    const {interview} = held(['skip'])
    assert.notDeepEqual(current(first, interview), current(first, begun(me)))
    assert.deepEqual(current(first, held(['skip', 'again']).interview), current(first, begun(me)))
  })

  it('shows nothing that could steer a terminal', () => {
    const name = 'evil\u001B[2J\u202Eapp'
    const world = {...first, places: [{app: name, name}]}
    const {interview} = answerLine(world, begun(me), 'yes')
    const shown = [
      ...prompt(world, interview).lines,
      ...prompt(world, begun(me)).lines,
      ...answerLine(world, begun(me), 'matrix').say,
      ...answerLine(world, begun(me), `\u001B[2Jx`).say,
    ].join(' ')
    assert.match(shown, /evil\uFFFD\[2J\uFFFDapp/)
    // eslint-disable-next-line no-control-regex -- that there is none
    assert.doesNotMatch(shown, /[\u001B\u202E]/)
  })
})

describe('a review on a screen', () => {
  const start = started(begun(me), true)

  it('goes down from the parts to a place, a control and an observation, and back', () => {
    const place = pressed(start, '<enter>', '<down>', '<down>', '<enter>')
    assert.match(textOf(place.world, place.state), /^fee-tables/)
    const way = ['<enter>', '<down>', '<down>', '<enter>', '<enter>']
    const failure = pageOf(first, pressed(start, ...way).state, 80).lines.findIndex(({text}) => text.startsWith('FAIL'))
    const observation = pressed(start, ...way, ...Array.from({length: failure}, () => '<down>'), '<enter>')
    assert.match(textOf(observation.world, observation.state), /Seen: .*demanded/)
    assert.match(
      textOf(first, pressed(start, '<enter>', '<down>', '<down>', '<enter>', '<enter>', '<escape>', '<escape>').state),
      /^Apps by frameworks/,
    )
  })

  it('counts for each place what fails, is not known and is open', () => {
    const rows = matrixOf(first, {kind: 'all'})
    assert.deepEqual(
      rows.flatMap(({place}) => place?.name ?? []),
      places.map(({name}) => name),
    )
    for (const [index, framework] of first.report.frameworks.entries()) {
      const all = first.report.observations.filter(
        one => one.verdict === 'fail' && one.controls.some(ref => ref.framework === framework.id),
      )
      // What several share is counted for each of them.
      assert.ok(rows.reduce((sum, {cells}) => sum + (cells[index]?.fail ?? 0), 0) >= all.length)
      const seen = new Set([...places.flatMap(place => first.near(place).own), ...restOf(first, {kind: 'all'})])
      assert.deepEqual(
        all.filter(one => !seen.has(one)),
        [],
      )
    }
  })

  it('answers, takes back and shows how far it is', () => {
    const {decisions, state, world} = pressed(start, 'i', 'y', '<enter>', 'seen', '<enter>', '<enter>', '<enter>')
    assert.deepEqual(
      decisions.map(({action}) => action),
      ['answer'],
    )
    assert.match(textOf(world, state), new RegExp(`${progressOf(world).done}/${progressOf(world).of} answered`))
    assert.deepEqual(
      pressed(start, 'i', 'y', '<enter>', 'seen', '<enter>', '<enter>', '<enter>', 'u').world.policy.answers,
      [],
    )
  })

  it('waives the failure that is chosen', () => {
    const {decisions} = pressed(
      start,
      't',
      'w',
      '<enter>',
      'accepted',
      '<enter>',
      'bob@example.com',
      '<enter>',
      '<enter>',
      '<enter>',
    )
    assert.deepEqual(
      decisions.map(({action}) => action),
      ['waive'],
    )
    assert.match(pressed(start, 'w').state.message ?? '', /No failure/)
  })

  it('filters and searches', () => {
    const lines = (...all: string[]) => textOf(first, pressed(start, 't', ...all).state)
    assert.match(lines('v'), /Shown only: severity critical/)
    assert.doesNotMatch(lines('v'), /(?:FAIL|UNKNOWN) (?:high|medium|low)/)
    assert.match(lines('/fee-tables', '<enter>'), /search: fee-tables/)
    assert.ok(
      lines('/fee-tables', '<enter>')
        .split('\n')
        .filter(line => /FAIL|UNKNOWN/.test(line))
        .every(line => line.includes('fee-tables')),
    )
    assert.equal(lines('v', '0'), lines())
  })

  it('fits every size, whatever is shown', () => {
    for (const at of [size, {columns: 120, rows: 40}, {columns: 40, rows: 12}])
      for (const way of [
        [],
        ['<enter>'],
        ['i'],
        ['i', 'y'],
        ['t'],
        ['?'],
        ['t', '<enter>'],
        ['i', 'y', 'x'.repeat(300)],
      ]) {
        const {state} = pressed(start, ...way)
        const frame = frameOf(first, state, at)
        assert.equal(frame.length, at.rows - 1, JSON.stringify([at, way]))
        assert.deepEqual(
          frame.filter(({text}) => [...text].length > at.columns),
          [],
        )
      }
  })

  it('keeps a decision that could not be saved until it can be', () => {
    const {
      decisions: [decision],
      state,
    } = pressed(start, 'i', 'y', '<enter>', 'seen', '<enter>', '<enter>', '<enter>')
    assert.ok(decision?.action === 'answer')
    const stuck = refused(state, decision, 'the disk is full')
    assert.match(textOf(first, stuck), /NOT SAVED: the disk is full/)
    assert.match(textOf(first, press(first, stuck, {text: 'j'}, size).state), /x NOT SAVED/)
    assert.deepEqual(press(first, stuck, {text: 'r'}, size).decide, decision)
  })

  it('comes back where it was, in the middle of a form too', () => {
    const {interview, way} = pressed(start, 'i', 'y', '<enter>', 'seen', '<enter>').state
    const kept = keptOf(JSON.parse(JSON.stringify(keptText({interview, way}))))
    assert.deepEqual(kept?.interview.form?.replies, [
      [...places.flatMap(({app}) => app ?? []), 'team:quillgate-labs'].join(', '),
      'seen',
    ])
    assert.deepEqual(kept.way, way)
    for (const bad of [
      undefined,
      1,
      {},
      {interview, version: 1},
      {interview: {}, version: 2},
      {interview, version: 2, way: [{}]},
    ])
      assert.equal(keptOf(bad), undefined)
  })

  it('leaves, and shows its keys', () => {
    assert.ok(pressed(start, 'q').isOver)
    assert.match(textOf(first, pressed(start, '?').state), /take the last decision back/)
    assert.deepEqual(pressed(start, '?', 'q').isOver, false)
  })

  it('takes no line of what is pasted for a reply, and no letter for a key', () => {
    const keysOf = keyReader()
    const paste = [
      keysOf('[200~', {}),
      keysOf('one\ntwo\r\n', {}),
      keysOf('', {return: true}),
      keysOf('\u001B[2Jthree', {}),
      keysOf('[201~', {}),
    ].flat()
    assert.deepEqual(paste, [{isPasted: true, text: 'one two [2Jthree'}])
    assert.deepEqual(keysOf('one\rtwo\r', {}), [{isPasted: true, text: 'one two'}])
    const form = pressed(start, 'i', 'y', '<enter>').state
    const after = paste.reduce((state, key) => press(first, state, key, size).state, form)
    assert.equal(after.typed, 'one two [2Jthree')
    assert.deepEqual(after.interview.form?.replies, form.interview.form?.replies)
    assert.equal(frameOf(first, after, size).length, size.rows - 1)
    const walked = press(first, start, {isPasted: true, text: 'iyq'}, size)
    assert.deepEqual([walked.state.way, walked.state.interview, walked.isOver], [start.way, start.interview, undefined])
  })

  it('takes back a note, too', () => {
    const {decisions, state} = pressed(start, 'o', 'hello', '<enter>', 'u', 'u')
    assert.deepEqual(
      decisions.map(({action, by, what}) => [action, by, 'action' in what ? what.action : what]),
      [
        ['note', me, {about: 'the review', text: 'hello'}],
        ['undo', me, 'note'],
      ],
    )
    assert.deepEqual(state.interview.done, [])
  })

  it('takes what is typed at once as keys', () => {
    const keysOf = keyReader()
    assert.deepEqual(keysOf('ab\u007F\u0007\r', {}), [
      {text: 'a'},
      {text: 'b'},
      {name: 'back', text: ''},
      {name: 'enter', text: ''},
    ])
    assert.deepEqual([keysOf('', {upArrow: true}), keysOf('x', {ctrl: true})], [[{name: 'up', text: ''}], []])
  })
})

describe('a signal in the review', () => {
  const own = loadCatalog(
    [],
    [
      {
        checks: [],
        framework: {
          aliases: [],
          documents: {},
          id: 'own',
          sources: {own: {title: 'Own'}},
          title: 'Own',
          version: '1',
          controls: [
            {
              checks: ['apps-belong-to-a-team'],
              id: 'A',
              kind: 'fail-only',
              question: 'What else?',
              remediation: {text: 'Do it.'},
              responsibility: 'customer',
              severity: 'high',
              signals: ['log-drains-are-encrypted'],
              source: {document: 'own', section: 'A'},
              title: 'A',
            },
          ],
        },
      },
    ],
  )
  const judged = judgePlaces(snapshot, own, {
    allowUnknown: false,
    failOn: 'never',
    scopeKind: 'sample',
    version: '0.0.0',
  })
  const world: World = {
    ...judged,
    checks: own.checks,
    frameworks: own.frameworks,
    policy: noPolicy,
    today: judged.report.generatedAt.slice(0, 10),
  }

  it('is listed behind breaches and what is not known, with a word of its own, and fails no place', () => {
    const words = troubles(world).map(one => verdictWord(one))
    assert.deepEqual([...new Set(words)], ['FAIL', 'UNKNOWN', 'LOOK'])
    assert.deepEqual(
      words,
      [...words].sort((a, b) => ['FAIL', 'UNKNOWN', 'LOOK'].indexOf(a) - ['FAIL', 'UNKNOWN', 'LOOK'].indexOf(b)),
    )
    const aside = troubles(world).find(one => verdictWord(one) === 'LOOK') ?? assert.fail()
    assert.ok(observationText(world, aside).includes('Worth a look for: own A'))
    const failures = matrixOf(world, {kind: 'all'}).reduce((sum, {cells}) => sum + (cells[0]?.fail ?? 0), 0)
    assert.equal(
      failures,
      judged.report.observations.filter(({check, verdict}) => check === 'apps-belong-to-a-team' && verdict === 'fail')
        .length,
    )
    assert.ok(observationsOf(world, 'own', 'A').some(({check}) => check === 'log-drains-are-encrypted'))
  })
})
