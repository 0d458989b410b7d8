import assert from 'node:assert/strict'

import {startPage} from '../../../src/cli/actions/start.js'

describe('what to type first', () => {
  for (const folder of [
    {hasPolicy: false},
    {app: 'citation-pay', hasPolicy: false},
    {app: 'citation-pay-production-eu-west-1', hasPolicy: true},
    {app: 'citation-pay', guard: 'Guard: hold, by facts on team quillgate from 6 hours ago.', hasPolicy: true},
  ])
    it(`fits 22 lines of 80 columns with ${JSON.stringify(folder)}`, () => {
      const lines = startPage(folder).trimEnd().split('\n')
      assert.ok(lines.length <= 22, String(lines.length))
      for (const line of lines) assert.ok(line.length <= 80, line)
    })

  it('names what it found in the folder, and uses it', () => {
    const text = startPage({app: 'citation-pay', hasPolicy: true})
    assert.match(text, /^Found here: the app citation-pay and compliance\.yml\.$/m)
    assert.match(text, /heroku compliance:check --app citation-pay +what fails/)
    assert.doesNotMatch(text, /compliance:init/)
  })

  it('names nothing where it found nothing, and drafts a policy first', () => {
    const text = startPage({hasPolicy: false})
    assert.doesNotMatch(text, /Found here/)
    assert.match(text, /compliance:check --app APP/)
    assert.match(text, /compliance:init --team TEAM/)
  })

  it('says which guard is in force', () => {
    const text = startPage({guard: 'Guard: hold, by \u001B[31m', hasPolicy: true})
    assert.match(text, /^Found here: compliance\.yml\.\nGuard: hold, by \uFFFD\[31m\n\n/m)
  })

  it('prints no name that could control a terminal', () => {
    assert.doesNotMatch(startPage({app: 'a\u001B[31m', hasPolicy: false}), new RegExp(String.raw`\u001B`))
  })
})
