import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {keptFile, keptFiles} from '../../../src/cli/guard/kept-snapshots.js'

describe('the kept snapshots', () => {
  it('are listed without a link that leads nowhere', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kept-'))
    try {
      writeFileSync(keptFile(folder, {kind: 'team', name: 'acme'}), '{}')
      symlinkSync('/nowhere', keptFile(folder, {kind: 'all'}))
      assert.deepEqual(
        keptFiles(folder).map(({scope}) => scope),
        [{kind: 'team', name: 'acme'}],
      )
    } finally {
      rmSync(folder, {recursive: true})
    }
  })
})
