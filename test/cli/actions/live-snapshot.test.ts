import assert from 'node:assert/strict'

import type {ComplianceCommand} from '../../../src/cli/io/base-command.js'
import type {Snapshot} from '../../../src/model/snapshot.js'

import {loadCatalog} from '../../../src/catalog/catalog.js'
import {collecting} from '../../../src/cli/actions/live-snapshot.js'
import {against} from '../../api/support.js'
import {app, world} from '../../fixtures/build.js'
import {serve} from '../../fixtures/serve.js'

/** What a collection of one app gives, and what it tells the one who typed, where answers carry that date. */
async function collected(date?: string): Promise<{snapshot: Snapshot; told: string[]}> {
  const told: string[] = []
  const command = {
    config: {platform: 'linux', version: '0.0.0'},
    tell: (line: string) => told.push(line),
    version: '0.0.0',
  } as unknown as ComplianceCommand
  const served = await serve(world({apps: [app('pay')]}), date === undefined ? {} : {date})
  try {
    const snapshot = await against(served.url, () =>
      collecting(command, {kind: 'app', name: 'pay'}, loadCatalog(['pci']), {rateFloor: 0}),
    )
    return {snapshot, told}
  } finally {
    await served.close()
  }
}

describe('collecting', () => {
  it('says nothing where the clock agrees', async () => {
    const {snapshot, told} = await collected()
    assert.deepEqual([snapshot.clockSkew, told], [undefined, []])
  })

  it('warns where the clock is off', async () => {
    const {snapshot, told} = await collected('Thu, 01 Jan 2015 00:00:00 GMT')
    assert.ok((snapshot.clockSkew ?? 0) > 300)
    assert.equal(told.length, 1)
    assert.match(
      told[0] ?? '',
      /^The clock of the computer that read the facts was \d+ days ahead of Heroku's: nothing is judged by the date/,
    )
  })
})
