import assert from 'node:assert/strict'

import {jsonElements, maxElementLength} from '../../src/parsing/json-elements.js'

/** Splits a text that comes in pieces of a length. */
function split(text: string, length = text.length) {
  const elements = jsonElements('entries')
  const found = Array.from({length: Math.ceil(text.length / Math.max(length, 1))}, (_, index) =>
    elements.push(text.slice(index * length, (index + 1) * length)),
  ).flat()
  return {found, problem: elements.end()}
}

const texts = (text: string, length?: number) => split(text, length).found.map(element => element.text)
const problemOf = (text: string) => split(text).problem

describe('jsonElements', () => {
  const tricky = String.raw`{"a": "}]\"\\", "b": [{"c": {}}]}`

  it('finds the objects of a list, of a list in an object, and one after another, however the text is cut', () => {
    const forms = [
      `[${tricky}, {"d": 1}]`,
      `{"about": {"x": [1, {"y": 2}]}, "entries": [\n${tricky},\n{"d": 1}\n], "meta": [{"e": 2}]}`,
      `${tricky}\n{"d": 1}\n`,
    ]
    for (const form of forms)
      for (const length of [1, 2, 3, 7, 1000]) {
        const {found, problem} = split(form, length)
        assert.deepEqual(
          found.map(({text}) => text),
          [tricky, '{"d": 1}'],
          form,
        )
        assert.equal(problem, undefined)
      }
  })

  it('takes an object without that list as one of several', () => {
    assert.deepEqual(texts('\n {"x": {"entries": [{}]}}'), ['{"x": {"entries": [{}]}}'])
    assert.deepEqual(texts('{"entries": {"a": [1]}}'), ['{"entries": {"a": [1]}}'])
  })

  it('says on which line each begins', () => {
    assert.deepEqual(
      split('\n{"a": 1}\n\n{"b":\n2}\n{"c": 3}').found.map(({line}) => line),
      [2, 4, 6],
    )
    assert.deepEqual(
      split('{"entries": [\n{"a": 1},\n{}]}').found.map(({line}) => line),
      [2, 3],
    )
  })

  it('finds nothing in an empty list', () => {
    for (const text of ['[]', '{"entries": []}']) assert.deepEqual(split(text), {found: [], problem: undefined})
  })

  it('says what is wrong around the elements', () => {
    assert.deepEqual(problemOf('[{},\n{}'), {line: 2, reason: 'it ends too early'})
    assert.deepEqual(problemOf('{"entries": [{"a": "b'), {line: 1, reason: 'it ends too early'})
    assert.deepEqual(problemOf('{}\n}'), {line: 2, reason: 'there is a closing bracket too many'})
    assert.deepEqual(problemOf('{}\nx\n{}'), {line: 3, reason: 'there is something other than objects'})
    assert.match(problemOf('[{} {}]')?.reason ?? '', /comma/)
    assert.match(problemOf('[{},]')?.reason ?? '', /comma too many/)
    assert.match(problemOf('')?.reason ?? '', /empty/)
    assert.match(problemOf('entries')?.reason ?? '', /unexpected/)
  })

  it('keeps nothing that is longer than an event can be', () => {
    const piece = 'x'.repeat(maxElementLength / 4)
    for (const [start, end] of [
      ['[{"a": "', '"}, {"b": 1}]'],
      ['{"a": "', '"}'],
      ['{"entries": [], "a": "', '"}'],
    ] as const) {
      const elements = jsonElements('entries')
      const found = [`\n${start}`, piece, piece, piece, piece, piece, end].flatMap(text => elements.push(text))
      assert.deepEqual(found, [])
      assert.deepEqual(elements.end(), {line: 2, reason: 'it has an event of more than 16 MiB'})
    }

    const many = jsonElements('entries')
    const element = `{"a": "${piece}"},`
    const found = ['[', element, element, element, element, element, '{}]'].flatMap(text => many.push(text))
    assert.equal(found.length, 6)
    assert.equal(many.end(), undefined)
  })
})
