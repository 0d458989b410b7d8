import assert from 'node:assert/strict'

import {emptyPolicy} from '../../src/model/policy.js'
import {openQuestions} from '../../src/review/open-questions.js'
import {openPlaces} from '../../src/review/question.js'
import {me, modelWith, startModel} from './support.js'

const {places} = startModel

describe('the open questions of a review', () => {
  it('lists the worst questions first, and then those that are open for most places', () => {
    const order = ['critical', 'high', 'medium', 'low']
    const questions = openQuestions(startModel, {scope: {kind: 'all'}}).map(
      ({control, places}) => [order.indexOf(control.severity), -places.length] as const,
    )
    assert.ok(questions.length > 20)
    assert.deepEqual(
      questions,
      [...questions].sort(([a, b], [c, d]) => a - c || b - d),
    )
  })

  it('keeps a question open for the places that no answer covers', () => {
    const [question] = openQuestions(startModel, {scope: {kind: 'all'}})
    assert.ok(question)
    const model = modelWith({
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
      places
        .filter(place => place.name !== 'fee-tables' && model.needsAnswer(question.framework, control.id, place))
        .map(({name}) => name),
    )
  })

  it('lists the questions of the selected scope only', () => {
    const questions = openQuestions(startModel, {scope: {kind: 'space', name: 'quill-vault'}})
    assert.ok(questions.length > 0)
    assert.ok(questions.every(({places}) => places.every(({space}) => space === 'quill-vault')))
  })
})
