import type {PageSubject} from './page-data.js'

const dashboard = 'https://dashboard.heroku.com'
/** The names of apps, spaces and teams; everything else gets no link. */
const namePattern = /^[a-z][a-z\d-]{0,61}[a-z\d]$/
const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

const page = (folder: string, name: string | undefined, pattern: RegExp, tab = ''): string | undefined =>
  name !== undefined && pattern.test(name) ? `${dashboard}/${folder}/${encodeURIComponent(name)}${tab}` : undefined

const appPage = (tab: string) => (subject: PageSubject) => page('apps', subject.app, namePattern, tab)
const teamPage = (tab: string) => (subject: PageSubject) => page('teams', subject.team, namePattern, tab)

const pageOf: Readonly<Partial<Record<PageSubject['kind'], (subject: PageSubject) => string | undefined>>> = {
  addon: appPage('/resources'),
  app: appPage(''),
  attachment: appPage('/resources'),
  certificate: appPage('/settings'),
  collaborator: appPage('/access'),
  domain: appPage('/settings'),
  drain: appPage('/settings'),
  invitation: teamPage('/access'),
  member: teamPage('/access'),
  pipeline: ({id}) => page('pipelines', id, uuidPattern),
  space: ({space}) => page('spaces', space, namePattern),
  team: teamPage(''),
  webhook: appPage('/settings'),
}

/** The page of the Heroku Dashboard that shows a subject; undefined where it has none, or isn't surely its name. */
export const dashboardUrl = (subject: PageSubject): string | undefined =>
  subject.isUnseen ? undefined : pageOf[subject.kind]?.(subject)
