import type {Fact} from './snapshot.js'

/** How many releases of an app are read, the newest ones. */
export const mostReleases = 30

export const isOfReleases = (fact: Fact): fact is Fact<'releases'> => fact.kind === 'releases'
