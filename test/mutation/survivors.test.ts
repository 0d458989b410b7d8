import type {MutantResult} from '@stryker-mutator/api/core'

import assert from 'node:assert/strict'

import {argumentOf, scoreOf, survivorsOf} from './survivors.js'

const mutant = (status: MutantResult['status'], line = 1, replacement = 'false'): MutantResult => ({
  fileName: 'src/a.ts',
  id: '1',
  location: {end: {column: 5, line}, start: {column: 1, line}},
  mutatorName: 'ConditionalExpression',
  replacement,
  status,
})

describe('survivors of mutation tests', () => {
  const linesOf = () => ['  if (a) b()', '  return c']

  it('score what compiles: a change that nothing covers was not noticed', () => {
    const mutants = [
      mutant('Killed'),
      mutant('Timeout'),
      mutant('Survived'),
      mutant('NoCoverage'),
      mutant('CompileError'),
      mutant('RuntimeError'),
    ]
    assert.deepEqual(scoreOf(mutants), {killed: 2, percent: 50, survived: 2})
    assert.deepEqual(scoreOf([]), {killed: 0, percent: 100, survived: 0})
  })

  it('are told with the line of code that they are in', () => {
    assert.deepEqual(survivorsOf([mutant('Killed'), mutant('NoCoverage', 2)], linesOf), [
      {at: 2, file: 'src/a.ts', line: 'return c', mutator: 'ConditionalExpression', replacement: 'false'},
    ])
  })

  it('are argued by file, line of code and replacement, or by the line alone', () => {
    const [survivor] = survivorsOf([mutant('Survived')], linesOf)
    assert.ok(survivor)
    const line = {file: 'src/a.ts', line: 'if (a) b()', why: 'b has no effect'}
    assert.equal(argumentOf(survivor, [line]), line)
    assert.equal(argumentOf(survivor, [{...line, replacement: 'true'}]), undefined)
    assert.equal(argumentOf(survivor, [{...line, replacement: 'false'}])?.why, 'b has no effect')
    assert.equal(argumentOf(survivor, [{...line, file: 'src/b.ts'}]), undefined)
    assert.equal(argumentOf(survivor, [{...line, line: 'return c'}]), undefined)
  })
})
