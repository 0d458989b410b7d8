import assert from 'node:assert/strict'

import {displayWidth} from '../../../src/report/terminal/layout.js'
import {nextLines} from '../../../src/report/terminal/next-lines.js'
import {createPalette} from '../../../src/report/terminal/palette.js'

const page = (columns: number, color = false) => ({columns, paint: createPalette(color)})
const steps = [
  {command: 'heroku compliance:diff old.json new.json --full', about: 'everything that changed'},
  {command: 'heroku compliance:report new.json', about: 'the newer report'},
]

describe('what to type next', () => {
  it('has the commands in a column, and what they do in another', () => {
    assert.deepEqual(nextLines(page(80), steps), [
      'Next',
      '  heroku compliance:diff old.json new.json --full  everything that changed',
      '  heroku compliance:report new.json                the newer report',
    ])
  })

  it('has each command over what it does where both do not fit, continued as a shell reads it', () => {
    assert.deepEqual(nextLines(page(40), steps), [
      'Next',
      '  heroku compliance:diff old.json \\',
      '    new.json --full',
      '    everything that changed',
      '  heroku compliance:report new.json',
      '    the newer report',
    ])
    for (const columns of [40, 60, 80, 120])
      for (const line of nextLines(page(columns, true), steps)) assert.ok(displayWidth(line) <= columns, line)
  })

  it('leaves quotes in one piece', () => {
    const command = `heroku compliance:report '${'a '.repeat(30)}b.json'`
    assert.deepEqual(nextLines(page(40), [{command, about: 'x'}]), ['Next', `  ${command}`, '    x'])
  })

  it('is left out where there is nothing', () => {
    assert.deepEqual(nextLines(page(80), []), [])
  })
})
