import assert from 'node:assert/strict'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {
  appNames,
  classKey,
  dataClassQuestion,
  declareEdit,
  nextDataClass,
  reviewedClasses,
} from '../../src/review/data-classes.js'
import {applyDecision} from '../../src/review/decision.js'
import {newInterview} from '../../src/review/interview.js'
import {nextPrompt} from '../../src/review/line-ui/prompt.js'
import {openQuestions} from '../../src/review/open-questions.js'
import {askingClasses, currentView, initialState} from '../../src/review/screen-ui/screen-state.js'
import {frameText, me, reviewBy} from './support.js'

const {modelWith, pressKeys, runLines, startModel} = reviewBy(loadCatalog(['sparc']))
const fresh = newInterview(me)
const start = askingClasses(startModel, initialState(fresh, true))
const none = {apps: [], by: me, on: startModel.today}
const openCount = (model: typeof startModel) => openQuestions(model, {scope: {kind: 'all'}}).length

describe('the data classes of a review', () => {
  it('are those that a framework or its controls are about, of most controls first', () => {
    assert.deepEqual(
      reviewedClasses(startModel).map(({controlCount, dataClass}) => [dataClass, controlCount]),
      [
        ['cardholder', 4],
        ['health', 4],
        ['government-id', 1],
        ['bank-account', 1],
      ],
    )
    assert.deepEqual(
      reviewedClasses(reviewBy(loadCatalog(['pci'])).startModel).map(({dataClass}) => dataClass),
      ['cardholder'],
    )
  })

  it('are asked about one after the other, without those that are declared or skipped', () => {
    assert.equal(nextDataClass(startModel, fresh), 'cardholder')
    assert.equal(nextDataClass(modelWith({...emptyPolicy, data: {cardholder: none}}), fresh), 'health')
    assert.equal(nextDataClass(startModel, {skipped: [classKey('cardholder')]}), 'health')
  })

  it('say what depends on the answer, and what was declared', () => {
    const lines = dataClassQuestion(startModel, 'government-id')
    assert.match(lines[1] ?? '', /^1 control of sparc is about it/)
    assert.match(lines[2] ?? '', /^1 app whose name isn't visible/)
    const declared = modelWith({...emptyPolicy, data: {cardholder: none}})
    assert.match(dataClassQuestion(declared, 'cardholder').at(-1) ?? '', /^Declared: no app, by ann@/)
  })

  it('leave no question about a class that no app holds', () => {
    const model = modelWith({...emptyPolicy, data: {cardholder: none, health: none}})
    assert.ok(openCount(model) <= openCount(startModel) - 8)
  })

  it('can be declared again, and that undone', () => {
    const declared = {...emptyPolicy, data: {cardholder: none}}
    const edit = declareEdit(modelWith(declared), 'cardholder', ['fee-tables'], me)
    const changed = applyDecision(declared, edit)
    assert.deepEqual(changed.data, {cardholder: {...none, apps: ['fee-tables']}})
    assert.deepEqual(applyDecision(changed, {action: 'undo', by: me, what: edit}).data, declared.data)
  })
})

describe('the question about a data class on the screen', () => {
  it('comes before everything else, and takes none for an answer', () => {
    const {decisions, model, state} = pressKeys(start, 'n')
    assert.deepEqual(
      decisions.map(({what}) => what),
      [{dataClass: 'cardholder', ...none}],
    )
    assert.deepEqual(currentView(state).screen, {dataClass: 'health', kind: 'class'})
    assert.deepEqual(pressKeys(start, 'n', 'u').model.policy.data, {})
    assert.match(frameText(model, state), /Which apps hold health data/)
  })

  it('saves the apps that are selected with space; enter alone selects', () => {
    const apps = (...keys: string[]) =>
      pressKeys(start, ...keys).decisions.flatMap(({what}) => ('dataClass' in what ? [what.apps] : []))
    const names = appNames(startModel)
    assert.deepEqual(apps(' ', ' ', '<enter>'), [[names[0], names[1]]])
    assert.deepEqual(apps('<enter>'), [])
    assert.deepEqual(apps('<enter>', '<enter>'), [[names[0]]])
    assert.deepEqual(apps(' ', 'k', ' ', '<enter>', '<enter>'), [[names[1]]])
    assert.deepEqual(apps('/fee', '<enter>', ' ', '<enter>'), [['fee-tables']])
    assert.deepEqual(apps('G', 'k', '<enter>'), [[]])
  })

  it('can be skipped, and comes back', () => {
    const {state} = pressKeys(start, 'p', 'p', 'p', 'G', '<enter>')
    assert.deepEqual(
      state.interview.skipped,
      ['cardholder', 'health', 'government-id', 'bank-account'].map(name => `data:${name}`),
    )
    assert.deepEqual(currentView(state).screen, {kind: 'scope'})
    assert.match(frameText(startModel, pressKeys(start, '<escape>', 'D').state), /> cardholder {4}not declared/)
    assert.match(frameText(startModel, pressKeys(state, 'D', '<enter>').state), /Which apps hold cardholder/)
    assert.equal(askingClasses(startModel, state), state)
  })

  it('asks who declares it where that is unknown', () => {
    const unknown = askingClasses(startModel, initialState(newInterview(undefined), true))
    const {decisions, state} = pressKeys(unknown, 'n', me, '<enter>', 'n')
    assert.deepEqual(
      decisions.map(({by}) => by),
      [me, me],
    )
    assert.equal(state.interview.by, me)
  })
})

describe('the question about a data class line by line', () => {
  it('comes first, with numbered apps', () => {
    const {lines, prompt} = nextPrompt(startModel, fresh)
    assert.match(lines.join('\n'), /Which apps hold cardholder[^]*\n {2}1 {2}badge-demo/)
    assert.equal(prompt, 'holds LIST, none, skip, quit, ?: ')
    const {decisions, model, interview} = runLines(['none', 'holds 1,3-4', 'holds fee-tables', 'skip'], fresh)
    const names = appNames(startModel)
    assert.deepEqual(
      decisions.map(({what}) => 'apps' in what && what.apps),
      [[], [names[0], names[2], names[3]], ['fee-tables']],
    )
    assert.match(nextPrompt(model, interview).prompt, /^yes, no/)
  })

  it('is what a yes without a name would answer, so that says what to type', () => {
    assert.match(runLines(['yes'], fresh).output[0] ?? '', /^First: which apps hold this data\?/)
    assert.deepEqual(runLines(['holds nowhere', 'holds', 'data nothing'], fresh).output, [
      'No app in this review is called nowhere.',
      '"holds LIST" needs numbers or names of apps; "none" says that no app does.',
      'This review asks about no data class called nothing.',
    ])
  })

  it('comes back by its name', () => {
    const {decisions, interview, output} = runLines(
      ['none', 'skip', 'skip', 'skip', 'data', 'data health', 'holds 2', 'data cardholder', 'skip'],
      fresh,
    )
    assert.match(output.join('\n'), /^cardholder: no app, by ann@[^]*\nhealth: not declared/)
    assert.deepEqual(
      decisions.map(({what}) => 'dataClass' in what && what.dataClass),
      ['cardholder', 'health'],
    )
    assert.equal(interview.asked, undefined)
  })

  it('says where no framework is about one', () => {
    const other = reviewBy({...loadCatalog([]), frameworks: []})
    assert.deepEqual(other.runLines(['data', 'none'], fresh).output, [
      'No framework of this review is about a class of data.',
      'No data class is asked about here.',
    ])
  })
})
