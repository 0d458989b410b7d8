import v8 from 'node:v8'
import vm from 'node:vm'

const largeHeap = 64 * 1024 ** 2

/**
 * Frees what reading or assessing a large account has left behind, before the next step allocates. By itself the engine
 * lets the heap grow to about three times of what is in use. With a small heap, nothing is done.
 */
export function collectGarbage(): void {
  if (process.memoryUsage().heapUsed < largeHeap) return
  v8.setFlagsFromString('--expose-gc')
  vm.runInNewContext('gc()')
}
