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
          `${unknownValueCount} ${unknownValueCount === 1 ? 'observation hangs' : 'observations hang'} on a value that is not known`,
        ]
      : []),
    ...(malformedCount > 0
      ? [
          `${malformedCount} ${malformedCount === 1 ? 'answer has' : 'answers have'} another form than the API documents`,
        ]
      : []),
  ]
  if (causes.length === 0) return []
  const remedy = 'heroku compliance:collect --shapes FILE writes what answers look like, to attach to a bug report'
  return [{id: 'unheard-of', text: `${causes.join(', and ')}: ${remedy}; it holds no name, id, address or secret.`}]
}
