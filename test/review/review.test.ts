import assert from 'node:assert/strict'

import type {LoadedPolicy} from '../../src/model/policy.js'
import type {Decision} from '../../src/review/decision.js'
import type {Interview} from '../../src/review/line-ui/line-reducer.js'
import type {Key, ScreenState} from '../../src/review/screen-ui/screen-state.js'
import type {ReviewModel} from '../../src/review/review-model.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {assessByPlace} from '../../src/assess/assess-by-place.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {applyDecision, decisionText} from '../../src/review/decision.js'
import {observationText, verdictWord} from '../../src/review/details.js'
import {buildFrame} from '../../src/review/screen-ui/frame.js'
import {reviewMatrix, observationsOutsidePlaces} from '../../src/review/matrix.js'
import {buildPage} from '../../src/review/screen-ui/pages.js'
import {
  reduceLine,
  newInterview,
  currentQuestion,
  nextPrompt,
  afterDecision,
} from '../../src/review/line-ui/line-reducer.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {parsePosition, positionToJson} from '../../src/review/session.js'
import {afterSave, reduceKey, afterFailedSave} from '../../src/review/screen-ui/key-reducer.js'
import {
  controlObservations,
  openPlaces,
  reviewProgress,
  openQuestions,
  openFindings,
} from '../../src/review/review-model.js'
import {createKeyReader} from '../../src/review/screen-ui/keys.js'

const catalog = loadCatalog(['baseline', 'sparc'])
const snapshot = loadSample()
const size = {columns: 80, rows: 24}
const me = 'ann@example.com'

function modelFor(policy: LoadedPolicy['policy'] = emptyPolicy): ReviewModel {
  const judged = assessByPlace(snapshot, catalog, {
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

const startModel = modelFor()
const {places} = startModel

/** An interview held with these lines; what was decided changes the world. */
function runLines(
  lines: readonly string[],
  start: Interview = newInterview(me),
): {interview: Interview; output: string[]; decisions: Decision[]; model: ReviewModel} {
  let [interview, model] = [start, startModel]
  const output: string[] = []
  const decisions: Decision[] = []
  for (const line of lines) {
    const turn = reduceLine(model, interview, line)
    interview = turn.interview
    output.push(...turn.output)
    if (turn.decision) {
      decisions.push(turn.decision)
      model = modelFor(applyDecision(model.policy, turn.decision))
      interview = afterDecision(interview, turn.decision)
    }
  }

  return {decisions, interview, output, model}
}

/** Keys by their names, or what is typed. */
const keysFor = (...texts: string[]): Key[] =>
  texts.flatMap(text => {
    const name = (
      ['back', 'down', 'end', 'enter', 'escape', 'home', 'left', 'pagedown', 'pageup', 'right', 'up'] as const
    ).find(candidate => text === `<${candidate}>`)
    return name ? [{name, text: ''}] : [...text].map(text => ({text}))
  })

function pressKeys(
  start: ScreenState,
  ...all: string[]
): {state: ScreenState; model: ReviewModel; decisions: Decision[]; isOver: boolean} {
  let [state, model, isOver] = [start, startModel, false]
  const decisions: Decision[] = []
  for (const key of keysFor(...all)) {
    const result = reduceKey(model, state, key, size)
    state = result.state
    if (result.decision) {
      decisions.push(result.decision)
      model = modelFor(applyDecision(model.policy, result.decision))
      state = afterSave(state, result.decision, decisionText(result.decision))
    }

    isOver ||= result.isOver === true
  }

  return {decisions, isOver, state, model}
}

const frameText = (model: ReviewModel, state: ScreenState, at = size) =>
  buildFrame(model, state, at)
    .map(({text}) => text)
    .join('\n')

describe('the questions of a review', () => {
  it('come worst first, and then those that one answer closes for most', () => {
    const order = ['critical', 'high', 'medium', 'low']
    const questions = openQuestions(startModel, {kind: 'all'}).map(
      ({control, places}) => [order.indexOf(control.severity), -places.length] as const,
    )
    assert.ok(questions.length > 20)
    assert.deepEqual(
      questions,
      [...questions].sort(([a, b], [c, d]) => a - c || b - d),
    )
  })

  it('are open for the places that no answer speaks of', () => {
    const [question] = openQuestions(startModel, {kind: 'all'})
    assert.ok(question)
    const model = modelFor({
      ...emptyPolicy,
      answers: [
        {
          answer: 'yes',
          apps: ['fee-tables'],
          by: me,
          control: question.control.id,
          framework: question.framework,
          on: startModel.today,
          reason: 'seen',
        },
      ],
    })
    const control = model.report.frameworks
      .find(({id}) => id === question.framework)
      ?.controls.find(({id}) => id === question.control.id)
    assert.ok(control)
    assert.deepEqual(
      openPlaces(model, question.framework, control, places).map(({name}) => name),
      places.filter(({holdsApps, name}) => holdsApps !== true && name !== 'fee-tables').map(({name}) => name),
    )
  })

  it('are those of the part that was chosen', () => {
    const inVault = openQuestions(startModel, {kind: 'space', name: 'quill-vault'})
    assert.ok(inVault.length > 0)
    assert.ok(inVault.every(({places}) => places.every(({space}) => space === 'quill-vault')))
  })
})

describe('a review line by line', () => {
  it('makes an answer, of all that the question was shown for where nothing else is said', () => {
    const question = currentQuestion(startModel, newInterview(me))
    const {decisions, model} = runLines(['yes', 'all', 'looked at it', '', ''])
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
    assert.deepEqual(decisions, [{action: 'answer', by: me, replacements: [{added: what}], what}])
    // An app that cannot be seen has no name: only what is true of everything is true of it.
    assert.equal(reviewProgress(model).done, reviewProgress(startModel).done)
    assert.equal(
      reviewProgress(runLines(['yes', 'everything', 'looked at it', '', '', 'yes', '', 'this too', '', '']).model).done,
      reviewProgress(startModel).done + 2,
    )
  })

  it('takes numbers, spaces and names as what it is true of', () => {
    const {decisions, output} = runLines([
      'no',
      'space quill-vault, badge-demo, nowhere',
      'space quill-vault, badge-demo',
      'it is not so',
      '',
      '2027-01-31',
    ])
    assert.deepEqual(output, ['Not taken: nothing in this review is called nowhere.'])
    const [decision] = decisions
    assert.ok(decision?.action === 'answer')
    assert.deepEqual(
      [decision.what.answer, decision.what.apps, decision.what.spaces, decision.what.expires],
      ['no', ['badge-demo'], ['quill-vault'], '2027-01-31'],
    )
  })

  it('refuses what would have no effect', () => {
    const {decisions, output} = runLines([
      'yes',
      '',
      '',
      'seen',
      'heroku-soc2',
      '',
      '2026-11-19',
      '2026-02-30',
      '2026-11-20',
    ])
    assert.deepEqual(output, [
      'Not taken: this cannot be left empty.',
      'Not taken: no document heroku-soc2 is on file; record it first, or leave this empty.',
      'Not taken: 2026-11-19 is past.',
      'Not taken: this is no day; type it as 2027-01-31.',
    ])
    assert.equal(decisions.length, 1)
  })

  it('waives a failure, approved by another, for as long as its severity allows', () => {
    const trouble = openFindings(startModel).findIndex(
      ({severity, verdict}) => severity === 'high' && verdict === 'fail',
    )
    const {decisions, output, model} = runLines([
      `waive ${trouble + 1}`,
      '',
      'accepted',
      ' ANN@example.com',
      'bob@example.com',
      '2027-05-20',
      '2027-05-19',
      'T-1',
    ])
    assert.deepEqual(output, [
      'Not taken: nobody approves a waiver of their own; name another person.',
      'Not taken: a waiver of severity high runs 180 days at most: until 2027-05-19.',
    ])
    assert.equal(decisions[0]?.action, 'waive')
    assert.equal(model.report.summary.waived, 1)
    assert.ok(!model.report.notices.some(({id}) => id.startsWith('waiver-')))
  })

  it('asks who decides where that is not known, and only once', () => {
    const {decisions, interview} = runLines(
      ['yes', 'nobody', me, '', 'seen', '', '', 'no', '', 'not so', '', ''],
      newInterview(undefined),
    )
    assert.deepEqual(
      decisions.map(decision => ('by' in decision.what ? decision.what.by : '')),
      [me, me],
    )
    assert.equal(interview.by, me)
  })

  it('records a document, which answers may then name', () => {
    const {decisions} = runLines([
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
    const {decisions, interview, model} = runLines(['yes', '', 'seen', '', '', 'undo', 'undo'])
    assert.deepEqual(
      decisions.map(({action}) => action),
      ['answer', 'undo'],
    )
    assert.deepEqual(model.policy.answers, [])
    assert.deepEqual(interview.done, [])
    assert.equal(reviewProgress(model).done, reviewProgress(startModel).done)
  })

  it('puts a question off, and asks it again', () => {
    const {interview} = runLines(['skip'])
    assert.notDeepEqual(currentQuestion(startModel, interview), currentQuestion(startModel, newInterview(me)))
    assert.deepEqual(
      currentQuestion(startModel, runLines(['skip', 'again']).interview),
      currentQuestion(startModel, newInterview(me)),
    )
  })

  it('shows nothing that could steer a terminal', () => {
    const name = 'evil\u001B[2J\u202Eapp'
    const model = {...startModel, places: [{app: name, name}]}
    const {interview} = reduceLine(model, newInterview(me), 'yes')
    const shown = [
      ...nextPrompt(model, interview).lines,
      ...nextPrompt(model, newInterview(me)).lines,
      ...reduceLine(model, newInterview(me), 'matrix').output,
      ...reduceLine(model, newInterview(me), `\u001B[2Jx`).output,
    ].join(' ')
    assert.match(shown, /evil\uFFFD\[2J\uFFFDapp/)
    // eslint-disable-next-line no-control-regex -- that there is none
    assert.doesNotMatch(shown, /[\u001B\u202E]/)
  })
})

describe('a review on a screen', () => {
  const start = initialState(newInterview(me), true)

  it('goes down from the parts to a place, a control and an observation, and back', () => {
    const place = pressKeys(start, '<enter>', '<down>', '<down>', '<enter>')
    assert.match(frameText(place.model, place.state), /^fee-tables/)
    const way = ['<enter>', '<down>', '<down>', '<enter>', '<enter>']
    const failure = buildPage(startModel, pressKeys(start, ...way).state, 80).lines.findIndex(({text}) =>
      text.startsWith('FAIL'),
    )
    const observation = pressKeys(start, ...way, ...Array.from({length: failure}, () => '<down>'), '<enter>')
    assert.match(frameText(observation.model, observation.state), /Seen: .*demanded/)
    assert.match(
      frameText(
        startModel,
        pressKeys(start, '<enter>', '<down>', '<down>', '<enter>', '<enter>', '<escape>', '<escape>').state,
      ),
      /^Apps by frameworks/,
    )
  })

  it('counts for each place what fails, is not known and is open', () => {
    const rows = reviewMatrix(startModel, {kind: 'all'})
    assert.deepEqual(
      rows.flatMap(({place}) => place?.name ?? []),
      places.map(({name}) => name),
    )
    for (const [index, framework] of startModel.report.frameworks.entries()) {
      const failures = startModel.report.observations.filter(
        observation =>
          observation.verdict === 'fail' && observation.controls.some(ref => ref.framework === framework.id),
      )
      // What several share is counted for each of them.
      assert.ok(rows.reduce((sum, {cells}) => sum + (cells[index]?.fail ?? 0), 0) >= failures.length)
      const seen = new Set([
        ...places.flatMap(place => startModel.observationsAt(place).own),
        ...observationsOutsidePlaces(startModel, {kind: 'all'}),
      ])
      assert.deepEqual(
        failures.filter(observation => !seen.has(observation)),
        [],
      )
    }
  })

  it('answers, takes back and shows how far it is', () => {
    const {decisions, state, model} = pressKeys(start, 'i', 'y', '<enter>', 'seen', '<enter>', '<enter>', '<enter>')
    assert.deepEqual(
      decisions.map(({action}) => action),
      ['answer'],
    )
    assert.match(
      frameText(model, state),
      new RegExp(`${reviewProgress(model).done}/${reviewProgress(model).of} answered`),
    )
    assert.deepEqual(
      pressKeys(start, 'i', 'y', '<enter>', 'seen', '<enter>', '<enter>', '<enter>', 'u').model.policy.answers,
      [],
    )
  })

  it('waives the failure that is chosen', () => {
    const {decisions} = pressKeys(
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
    assert.match(pressKeys(start, 'w').state.message ?? '', /No failure/)
  })

  it('filters and searches', () => {
    const lines = (...all: string[]) => frameText(startModel, pressKeys(start, 't', ...all).state)
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
        const {state} = pressKeys(start, ...way)
        const frame = buildFrame(startModel, state, at)
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
    } = pressKeys(start, 'i', 'y', '<enter>', 'seen', '<enter>', '<enter>', '<enter>')
    assert.ok(decision?.action === 'answer')
    const stuck = afterFailedSave(state, decision, 'the disk is full')
    assert.match(frameText(startModel, stuck), /NOT SAVED: the disk is full/)
    assert.match(frameText(startModel, reduceKey(startModel, stuck, {text: 'j'}, size).state), /x NOT SAVED/)
    assert.deepEqual(reduceKey(startModel, stuck, {text: 'r'}, size).decision, decision)
  })

  it('comes back where it was, in the middle of a form too', () => {
    const {interview, way} = pressKeys(start, 'i', 'y', '<enter>', 'seen', '<enter>').state
    const kept = parsePosition(JSON.parse(JSON.stringify(positionToJson({interview, way}))))
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
      assert.equal(parsePosition(bad), undefined)
  })

  it('leaves, and shows its keys', () => {
    assert.ok(pressKeys(start, 'q').isOver)
    assert.match(frameText(startModel, pressKeys(start, '?').state), /take the last decision back/)
    assert.deepEqual(pressKeys(start, '?', 'q').isOver, false)
  })

  it('takes no line of what is pasted for a reply, and no letter for a key', () => {
    const keysOf = createKeyReader()
    const paste = [
      keysOf('[200~', {}),
      keysOf('one\ntwo\r\n', {}),
      keysOf('', {return: true}),
      keysOf('\u001B[2Jthree', {}),
      keysOf('[201~', {}),
    ].flat()
    assert.deepEqual(paste, [{isPasted: true, text: 'one two [2Jthree'}])
    assert.deepEqual(keysOf('one\rtwo\r', {}), [{isPasted: true, text: 'one two'}])
    const form = pressKeys(start, 'i', 'y', '<enter>').state
    const after = paste.reduce((state, key) => reduceKey(startModel, state, key, size).state, form)
    assert.equal(after.typed, 'one two [2Jthree')
    assert.deepEqual(after.interview.form?.replies, form.interview.form?.replies)
    assert.equal(buildFrame(startModel, after, size).length, size.rows - 1)
    const walked = reduceKey(startModel, start, {isPasted: true, text: 'iyq'}, size)
    assert.deepEqual([walked.state.way, walked.state.interview, walked.isOver], [start.way, start.interview, undefined])
  })

  it('takes back a note, too', () => {
    const {decisions, state} = pressKeys(start, 'o', 'hello', '<enter>', 'u', 'u')
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
    const keysOf = createKeyReader()
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
  const judged = assessByPlace(snapshot, own, {
    allowUnknown: false,
    failOn: 'never',
    scopeKind: 'sample',
    version: '0.0.0',
  })
  const model: ReviewModel = {
    ...judged,
    checks: own.checks,
    frameworks: own.frameworks,
    policy: emptyPolicy,
    today: judged.report.generatedAt.slice(0, 10),
  }

  it('is listed behind breaches and what is not known, with a word of its own, and fails no place', () => {
    const words = openFindings(model).map(observation => verdictWord(observation))
    assert.deepEqual([...new Set(words)], ['FAIL', 'UNKNOWN', 'LOOK'])
    assert.deepEqual(
      words,
      [...words].sort((a, b) => ['FAIL', 'UNKNOWN', 'LOOK'].indexOf(a) - ['FAIL', 'UNKNOWN', 'LOOK'].indexOf(b)),
    )
    const aside = openFindings(model).find(observation => verdictWord(observation) === 'LOOK') ?? assert.fail()
    assert.ok(observationText(model, aside).includes('Worth a look for: own A'))
    const failures = reviewMatrix(model, {kind: 'all'}).reduce((sum, {cells}) => sum + (cells[0]?.fail ?? 0), 0)
    assert.equal(
      failures,
      judged.report.observations.filter(({check, verdict}) => check === 'apps-belong-to-a-team' && verdict === 'fail')
        .length,
    )
    assert.ok(controlObservations(model, 'own', 'A').some(({check}) => check === 'log-drains-are-encrypted'))
  })
})
