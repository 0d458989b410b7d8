import assert from 'node:assert/strict'
import path from 'node:path'

import {catalogCommandProblems} from '../../tools/command-problems.js'
import {readHostCommands, recordedHostCommands} from '../../tools/host-commands.js'
import {cachedCli} from './install.js'

describe('the commands on file', () => {
  const installed = async () => readHostCommands(path.join(await cachedCli(), '..', '..', '..'))

  it('are still in the Heroku CLI', async () => {
    const {commands} = await installed()
    assert.deepEqual(
      Object.keys(recordedHostCommands().commands).filter(id => !(id in commands)),
      [],
    )
  })

  it('still take what remediations give them', async () => {
    assert.deepEqual(catalogCommandProblems({...recordedHostCommands(), ...(await installed())}), [])
  })
})
