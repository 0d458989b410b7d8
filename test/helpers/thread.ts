import {parentPort, workerData} from 'node:worker_threads'

import type {ThreadMessage} from './threads.js'

const {run} = (await import(workerData as string)) as {run: (input: unknown) => unknown}

parentPort?.on('message', ({index, input}: {readonly index: number; readonly input: unknown}) => {
  const answer = (message: ThreadMessage) => parentPort?.postMessage(message)
  const give = async () => {
    try {
      answer({index, output: await run(input)})
    } catch (error) {
      answer({error: error instanceof Error ? (error.stack ?? error.message) : String(error), index})
    }
  }

  void give()
})
