import {availableParallelism} from 'node:os'
import {Worker} from 'node:worker_threads'

/** What a thread says of one input. */
export type ThreadMessage =
  {readonly index: number; readonly output: unknown} | {readonly error: string; readonly index: number}

/**
 * The outputs of a module's exported function `run`, in the order of the inputs, which are spread over as many threads
 * as there are processors. Inputs and outputs are copied, so they must be plain data. The first error rejects.
 */
export async function runInThreads<O>(module: URL, inputs: readonly object[]): Promise<O[]> {
  const outputs: O[] = []
  let next = 0
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const thread = new Worker(new URL('thread.js', import.meta.url), {workerData: module.href})
      const giveNext = () => {
        if (next < inputs.length) thread.postMessage({index: next, input: inputs[next++]})
        else void thread.terminate().then(() => resolve(), reject)
      }
      thread.on('error', reject)
      thread.on('message', (message: ThreadMessage) => {
        if ('error' in message) {
          reject(new Error(message.error))
          void thread.terminate()
          return
        }

        outputs[message.index] = message.output as O
        giveNext()
      })
      giveNext()
    })
  await Promise.all(Array.from({length: Math.min(availableParallelism(), inputs.length)}, work))
  return outputs
}
