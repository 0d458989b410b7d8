import assert from 'node:assert/strict'

import type {Report} from '../../../src/model/report.js'

import {XmlDocument} from 'libxml2-wasm'

import {decidedReport, rendered} from '../rendering.js'
import {controlOf, failingObservation, frameworkOf, observationOf, reportOf} from '../terminal/support.js'

const parse = async (report: Report) => XmlDocument.fromString(await rendered('junit', report))
const contents = (document: XmlDocument, path: string) => document.find(path).map(({content}) => content)

describe('JUnit', () => {
  it('says why a test is skipped', async () => {
    const messages = contents(await parse(decidedReport()), '//skipped/@message')
    assert.deepEqual(
      [...new Set(messages.map(message => message.split(':')[0]))],
      ['waived', 'not applicable', 'open question', 'attested', 'inherited'],
    )
    const [waived] = messages
    assert.match(waived ?? '', /^waived: The app does not belong to a team: .*waived by cto@example\.com on 2026-11-01/)
  })

  it('tells a question from what needs a document', async () => {
    const controls = [controlOf({documents: ['letter'], id: '1'}), controlOf({id: '2', question: 'Is it so?'})]
    const document = await parse(reportOf([], {frameworks: [frameworkOf(controls)]}))
    assert.deepEqual(contents(document, '//skipped/@message'), [
      'needs a person: a person has to answer',
      'open question: a person has to answer',
    ])
  })

  it('has a suite for each app, space and team, and for each framework', async () => {
    const document = await parse(
      reportOf(
        [
          failingObservation('shop'),
          observationOf({subject: {app: 'shop', id: '2', kind: 'domain', name: 'shop.example.com'}}),
          observationOf({subject: {id: '3', kind: 'space', name: 'vault', space: 'vault'}, verdict: 'unknown'}),
          observationOf({subject: {id: '4', kind: 'drain', name: 'vault/4', space: 'vault'}}),
          observationOf({subject: {id: '5', kind: 'member', name: 'sales/ann', team: 'sales'}}),
          observationOf({subject: {id: '6', kind: 'addon', name: 'far-db'}}),
        ],
        {frameworks: [frameworkOf([controlOf()])], notices: [{id: 'own', text: 'Something to know.'}]},
      ),
    )
    const suites = document
      .find('//testsuite')
      .map(suite => ['@name', '@tests', '@failures', '@errors', '@skipped'].map(path => suite.get(path)?.content))
    assert.deepEqual(suites, [
      ['app shop', '2', '1', '0', '0'],
      ['space vault', '2', '0', '1', '0'],
      ['team sales', '1', '0', '0', '0'],
      ['other resources', '1', '0', '0', '0'],
      ['PCI DSS 4.0.1', '1', '0', '0', '1'],
    ])
    assert.deepEqual(
      contents(document, '//system-out').map(text => text.trim()),
      ['Something to know.', '', '', '', ''],
    )
  })

  it('gives a failure and an unknown a message and a type', async () => {
    const document = await parse(reportOf([failingObservation('x'), observationOf({verdict: 'unknown'})]))
    assert.deepEqual(contents(document, '//failure/@type | //error/@type'), ['medium', 'medium'])
    assert.match(contents(document, '//failure/@message')[0] ?? '', /^The app does not belong to a team: /)
    assert.match(contents(document, '//error/@message')[0] ?? '', /^Unknown whether the app belongs to a team: /)
  })

  it('has a suite for its notes where nothing was assessed', async () => {
    const document = await parse(reportOf([], {notices: [{id: 'own', text: 'Something to know.'}]}))
    assert.deepEqual(contents(document, '//testsuite/@tests'), ['0'])
    assert.equal(contents(document, '//system-out')[0]?.trim(), 'Something to know.')
  })
})
