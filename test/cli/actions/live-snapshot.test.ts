import assert from 'node:assert/strict'

import type {ComplianceCommand} from '../../../src/cli/io/base-command.js'
import type {Snapshot} from '../../../src/model/snapshot.js'

import {loadCatalog} from '../../../src/catalog/catalog.js'
import {collectLive} from '../../../src/cli/actions/live-snapshot.js'
import {against} from '../../api/support.js'
import {app, world} from '../../fixtures/build.js'
import {serve} from '../../fixtures/serve.js'

/** What a collection of one app gives, and what it tells the one who typed, where answers carry that date. */
async function collectOneApp(date?: string): Promise<{snapshot: Snapshot; messages: string[]}> {
  const messages: string[] = []
  const command = {
    config: {platform: 'linux', version: '0.0.0'},
    printMessage: (line: string) => messages.push(line),
    version: '0.0.0',
  } as unknown as ComplianceCommand
  const server = await serve(world({apps: [app('pay')]}), date === undefined ? {} : {date})
  try {
    const snapshot = await against(server.url, () =>
      collectLive(command, {kind: 'app', name: 'pay'}, loadCatalog(['pci']), {rateFloor: 0}),
    )
    return {snapshot, messages}
  } finally {
    await server.close()
  }
}

describe('collectLive', () => {
  it('prints nothing where the clock is right', async () => {
    const {snapshot, messages} = await collectOneApp()
    assert.deepEqual([snapshot.clockSkew, messages], [undefined, []])
  })

  it('warns where the clock is off', async () => {
    const {snapshot, messages} = await collectOneApp('Thu, 01 Jan 2015 00:00:00 GMT')
    assert.ok((snapshot.clockSkew ?? 0) > 300)
    assert.equal(messages.length, 1)
    assert.match(
      messages[0] ?? '',
      /^The clock of the computer that collected the facts was \d+ days ahead of Heroku's: dates are not evaluated/,
    )
  })
})
