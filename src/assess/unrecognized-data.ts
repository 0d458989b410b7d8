import type {Observation} from '../model/observation.js'
import type {Notice} from '../model/report.js'
import type {Fact} from '../model/snapshot.js'

/** Where the API returned what this version doesn't recognize: how a user can report it without disclosing anything. */
export function unrecognizedDataNotices(observations: readonly Observation[], facts: readonly Fact[]): Notice[] {
  const unknownValues = observations.filter(({gaps = []}) => gaps.some(({reason}) => reason === 'unknown-value')).length
  const malformed = facts.filter(({gap}) => gap?.reason === 'malformed').length
  const observationsDepend = unknownValues === 1 ? 'observation depends' : 'observations depend'
  const responsesDiffer = malformed === 1 ? "response doesn't" : "responses don't"
  const causes = [
    ...(unknownValues > 0
      ? [`${unknownValues} ${observationsDepend} on a value that this version does not recognize`]
      : []),
    ...(malformed > 0 ? [`${malformed} ${responsesDiffer} match the documented format`] : []),
  ]
  if (causes.length === 0) return []
  const hint =
    'to report it, attach the file that heroku compliance:collect --shapes FILE writes; ' +
    'it contains no names, IDs, addresses or secrets.'
  return [{id: 'unrecognized-data', text: `${causes.join(', and ')}: ${hint}`}]
}
