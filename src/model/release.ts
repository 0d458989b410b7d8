/** How many releases of an app are read, the newest ones. */
export const mostReleases = 30
