import type {Observation} from '../model/observation.js'
import type {Notice} from '../model/report.js'
import type {Fact} from '../model/snapshot.js'

/** Where something was said that no schema and no table knows: how a user can tell of it, and of nothing else. */
export function unrecognizedDataNotices(observations: readonly Observation[], facts: readonly Fact[]): Notice[] {
  const unknownValueCount = observations.filter(({gaps = []}) =>
    gaps.some(({reason}) => reason === 'unknown-value'),
  ).length
  const malformedCount = facts.filter(({gap}) => gap?.reason === 'malformed').length
  const causes = [
    ...(unknownValueCount > 0
      ? [
          `${unknownValueCount} ${unknownValueCount === 1 ? 'observation depends' : 'observations depend'} on a value that this version does not recognize`,
        ]
      : []),
    ...(malformedCount > 0
      ? [
          `${malformedCount} ${malformedCount === 1 ? "response doesn't" : "responses don't"} match the documented format`,
        ]
      : []),
  ]
  if (causes.length === 0) return []
  const remedy = 'to report it, attach the file that heroku compliance:collect --shapes FILE writes'
  return [
    {id: 'unheard-of', text: `${causes.join(', and ')}: ${remedy}; it contains no names, IDs, addresses or secrets.`},
  ]
}
