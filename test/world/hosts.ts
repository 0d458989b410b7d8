const DATA_PATH = /^\/(client|postgres|redis|private-link|data|connect)(\/|$)/

/** Whether a path belongs to the data services' own API. */
export function isDataPath(path: string): boolean {
  return DATA_PATH.test(path)
}
