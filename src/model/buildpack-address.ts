/** In place of a buildpack's address that would disclose a secret, or isn't an address. */
export const unreadableAddress = 'an address that cannot be read'
