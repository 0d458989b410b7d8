import assert from 'node:assert/strict'

import {reportOf} from '../report/terminal/support.js'
import {diff} from './support.js'

describe('diffReports', () => {
  it('names both reports and the tool', () => {
    const policy = {files: ['compliance.yml'], sha256: 'x'}
    const frameworks = [{controls: [], id: 'f', summary: {} as never, title: 'F', version: '1'}]
    const [older, newer] = [
      reportOf([], {frameworks}),
      reportOf([], {frameworks, generatedAt: '2026-11-21T00:00:00.000Z', policy}),
    ]
    const {after, before, diffVersion, tool, worse} = diff(older, newer)
    assert.deepEqual(
      {diffVersion, tool, worse},
      {diffVersion: 1, tool: {name: 'heroku-compliance', version: '0.0.0'}, worse: false},
    )
    const {generatedAt, scope, snapshot, tool: made} = older
    const named = {frameworks: [{id: 'f', title: 'F', version: '1'}], generatedAt, scope, snapshot, tool: made}
    assert.deepEqual(before, named)
    assert.deepEqual(after, {...named, generatedAt: '2026-11-21T00:00:00.000Z', policy})
  })
})
