import v8 from 'node:v8'
import vm from 'node:vm'

const largeHeap = 64 * 1024 ** 2

/**
 * Frees what reading or examining a large account left behind, before what comes next. Left to itself the engine lets the
 * heap grow to about three times of what is in use; for small accounts that does not matter, and nothing is done.
 */
export function collectGarbage(): void {
  if (process.memoryUsage().heapUsed < largeHeap) return
  v8.setFlagsFromString('--expose-gc')
  vm.runInNewContext('gc()')
}
