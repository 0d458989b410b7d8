/** Stands for a buildpack's address of which nothing can be told without telling a secret, or that is no address. */
export const unreadableAddress = 'an address that cannot be read'
