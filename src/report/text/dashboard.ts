import type {Observation} from '../../model/observation.js'

const dashboard = 'https://dashboard.heroku.com'

/** Names of apps and teams as Heroku accepts them; anything else isn't put into a URL. */
const plainName = /^[a-z\d][a-z\d_-]{0,60}$/

/** The page of an app in the Heroku Dashboard. */
export const appPage = (app: string): string | undefined =>
  plainName.test(app) ? `${dashboard}/apps/${app}` : undefined

/** The page of a team in the Heroku Dashboard. */
export const teamPage = (team: string): string | undefined =>
  plainName.test(team) ? `${dashboard}/teams/${team}` : undefined

/** The page of the Heroku Dashboard on which a subject is seen: that of its app or, without one, its team. */
export function subjectPage({app, kind, name, placeholder, team}: Observation['subject']): string | undefined {
  if (placeholder) return undefined
  if (kind === 'app') return appPage(name)
  if (app !== undefined) return appPage(app)
  return team === undefined ? undefined : teamPage(team)
}
