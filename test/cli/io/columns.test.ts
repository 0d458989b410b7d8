import assert from 'node:assert/strict'

import {outputColumns} from '../../../src/cli/io/columns.js'

const stream = (isTTY: boolean, columns?: number) => ({columns, isTTY}) as unknown as NodeJS.WriteStream

describe('outputColumns', () => {
  afterEach(() => Reflect.deleteProperty(process.env, 'COLUMNS'))

  const cases: Array<[string | undefined, NodeJS.WriteStream | undefined, number]> = [
    [undefined, undefined, 80],
    [undefined, stream(false, 100), 80],
    [undefined, stream(true, 100), 100],
    [undefined, stream(true), 80],
    [undefined, stream(true, 0), 80],
    [undefined, stream(true, 20), 40],
    [undefined, stream(true, 300), 120],
    ['60', stream(true, 100), 60],
    ['60', undefined, 60],
    ['1', undefined, 40],
    ['999', undefined, 120],
    ['', stream(true, 100), 100],
    ['0', undefined, 80],
    ['-5', undefined, 80],
    ['wide', stream(true, 100), 100],
    ['Infinity', undefined, 120],
  ]
  const describeStream = (output: NodeJS.WriteStream | undefined) => {
    if (!output) return 'no stream'
    return `${output.isTTY ? 'a terminal' : 'a file'} of ${output.columns}`
  }
  for (const [variable, output, columns] of cases)
    it(`is ${columns} with COLUMNS ${variable ?? 'unset'} and ${describeStream(output)}`, () => {
      if (variable !== undefined) process.env['COLUMNS'] = variable
      assert.equal(outputColumns(output), columns)
    })
})
