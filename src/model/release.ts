import type {Fact} from './snapshot.js'

/** How many releases of an app are read, newest first. */
export const maxReleases = 30

export const isReleasesFact = (fact: Fact): fact is Fact<'releases'> => fact.kind === 'releases'
