import type {MutantResult} from '@stryker-mutator/api/core'

/** A surviving mutant that is argued: why no test can or should tell it from the original. */
export interface Argued {
  readonly file: string
  /** The whole line of code that the mutant is in, trimmed. */
  readonly line: string
  /** What stands in place of the original; any mutant of the line if absent. */
  readonly replacement?: string
  readonly why: string
}

export interface Survivor {
  readonly file: string
  readonly at: number
  readonly line: string
  readonly mutator: string
  readonly replacement: string
}

export interface Score {
  readonly killed: number
  readonly survived: number
  /** In percent of all mutants that compile. */
  readonly percent: number
}

const isKilled = ({status}: MutantResult) => status === 'Killed' || status === 'Timeout'
const isSurvivor = ({status}: MutantResult) => status === 'Survived' || status === 'NoCoverage'

export function scoreOf(mutants: readonly MutantResult[]): Score {
  const killed = mutants.filter(isKilled).length
  const survived = mutants.filter(isSurvivor).length
  return {killed, percent: killed + survived === 0 ? 100 : (killed / (killed + survived)) * 100, survived}
}

/**
 * The mutants that no test noticed.
 *
 * @param linesOf the lines of a source file, as it is today
 */
export function survivorsOf(
  mutants: readonly MutantResult[],
  linesOf: (file: string) => readonly string[],
): Survivor[] {
  return mutants.filter(isSurvivor).map(({fileName: file, location, mutatorName: mutator, replacement}) => {
    const at = location.start.line
    return {at, file, line: (linesOf(file)[at - 1] ?? '').trim(), mutator, replacement}
  })
}

export function argumentOf({file, line, replacement}: Survivor, argued: readonly Argued[]): Argued | undefined {
  return argued.find(
    known =>
      known.file === file &&
      known.line === line &&
      (known.replacement === undefined || known.replacement === replacement),
  )
}
