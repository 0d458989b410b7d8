import type {Problem} from '../foundation/json-pointer.js'
import type {LocatedProblem, LocatedDocument} from './located-document.js'

const maxShown = 50

/** A problem with its position in the text. */
export function locateProblem(
  {pointer, key, describe}: Problem,
  document: LocatedDocument | undefined,
): LocatedProblem {
  const position = document?.positionOf(pointer, key)
  return {describe: () => `${pointer || '/'} ${describe()}`, ...(position ? {position} : {})}
}

/** All problems in the order of files and lines, up to a number that a person would read. */
export function problemReport(
  heading: string,
  problems: ReadonlyArray<LocatedProblem & {readonly file: string}>,
): string {
  const files = [...new Set(problems.map(({file}) => file))]
  const ordered = files.flatMap(currentFile =>
    problems
      .filter(({file}) => file === currentFile)
      .sort(({position: a}, {position: b}) => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0)),
  )
  const shown = ordered
    .slice(0, maxShown)
    .map(
      ({file, position, describe}) => `${file}${position ? `:${position.line}:${position.column}` : ''} ${describe()}`,
    )
  const remainder = problems.length > maxShown ? [`and ${problems.length - maxShown} more`] : []
  return [heading, ...new Set(shown), ...remainder].join('\n  ')
}
