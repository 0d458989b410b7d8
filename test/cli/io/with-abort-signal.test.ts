import assert from 'node:assert/strict'

import {withAbortSignal} from '../../../src/cli/io/with-abort-signal.js'

/** What others do of a signal while `act` runs, who are then gone again. */
async function withOtherListeners(act: (heard: string[]) => Promise<void>): Promise<void> {
  const heard: string[] = []
  const host = () => heard.push('host')
  const once = () => heard.push('once')
  process.on('SIGINT', host)
  process.once('SIGINT', once)
  try {
    await act(heard)
  } finally {
    process.removeListener('SIGINT', host)
    process.removeListener('SIGINT', once)
  }
}

const kill = () => process.emit('SIGINT')

describe('withAbortSignal', () => {
  for (const name of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
    it(`aborts on ${name}`, async () => {
      const before = process.rawListeners(name)
      const aborted = await withAbortSignal(async signal => {
        assert.equal(signal.aborted, false)
        process.emit(name)
        return signal.aborted
      })
      assert.equal(aborted, true)
      assert.deepEqual(process.rawListeners(name), before)
    })

  it('keeps the first signal from other listeners, but not the second', () =>
    withOtherListeners(async heard => {
      await withAbortSignal(async signal => {
        kill()
        assert.deepEqual(heard, [])
        kill()
        assert.deepEqual([...heard].sort(), ['host', 'once'])
        assert.equal(signal.aborted, true)
      })
      kill()
      assert.deepEqual([...heard].sort(), ['host', 'host', 'once'])
    }))

  it('accepts any number of listeners without a warning', async () => {
    const warnings: string[] = []
    const listen = ({message}: Error) => warnings.push(message)
    process.on('warning', listen)
    await withAbortSignal(async signal => {
      for (let count = 0; count < 40; count++) signal.addEventListener('abort', () => {})
      await new Promise(resolve => setImmediate(resolve))
    })
    process.removeListener('warning', listen)
    assert.deepEqual(warnings, [])
  })

  it('restores the listeners after success and failure', () =>
    withOtherListeners(async heard => {
      const before = process.rawListeners('SIGINT')
      assert.equal(await withAbortSignal(async () => 7), 7)
      assert.deepEqual(process.rawListeners('SIGINT'), before)
      await assert.rejects(
        withAbortSignal(async () => {
          throw new Error('broken')
        }),
        /broken/,
      )
      assert.deepEqual(process.rawListeners('SIGINT'), before)
      assert.deepEqual(heard, [])
    }))
})
